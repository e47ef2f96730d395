# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A person's shifts as a calendar: a download, and an address that phones read."""

from werkzeug.exceptions import NotFound, TooManyRequests

from odoo import http
from odoo.http import content_disposition, request

#: Wrong addresses from one place, and readings of one calendar, before it has to wait.
GUESSES, GUESS_WINDOW = 20, 600
READINGS, WINDOW = 120, 3600


class ErrandRosterCalendar(http.Controller):
    @http.route(
        "/my/shifts.ics", type="http", auth="user", methods=["GET"], sitemap=False
    )
    def download(self):
        """Hand out the calendar of whoever is signed in."""
        worker = request.env["errand.worker"]._of_user(request.env.user)
        if not worker:
            raise NotFound()
        return self._answer(worker, f"user-{request.env.uid}")

    @http.route(
        "/roster/<string:token>.ics",
        type="http",
        auth="public",
        methods=["GET"],
        sitemap=False,
        save_session=False,
    )
    def subscribe(self, token):
        """Answer whoever holds the address: that person's own known shifts."""
        worker = request.env["errand.worker"]._of_calendar(token)
        if not worker:
            place = request.httprequest.remote_addr
            self._check_use("roster.guess", place, GUESSES, GUESS_WINDOW)
            raise NotFound()
        return self._answer(worker, f"worker-{worker.id}")

    def _check_use(self, scope, subject, limit, seconds):
        limits = request.env["errand.rate.limit"]
        if not limits._is_allowed(scope, subject, limit, seconds):
            raise TooManyRequests()

    def _answer(self, worker, subject):
        self._check_use("roster.calendar", subject, READINGS, WINDOW)
        lang = worker.partner_id.lang or request.env.lang
        shifts = request.env["errand.shift"].sudo()  # only this worker's are read
        text = shifts.with_context(lang=lang)._calendar_file(worker)
        return request.make_response(
            text,
            [
                ("Content-Type", "text/calendar; charset=utf-8"),
                ("Content-Disposition", content_disposition("shifts.ics")),
                ("Cache-Control", "private, no-store"),
                ("X-Content-Type-Options", "nosniff"),
                ("X-Robots-Tag", "noindex"),
            ],
        )
