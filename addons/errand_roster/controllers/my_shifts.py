# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The staff's page on their phone: shifts, swaps, absences (R2.8)."""

from datetime import date, timedelta
from uuid import uuid4

from werkzeug.exceptions import NotFound, TooManyRequests

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import groupby

from odoo.addons.errand_base.tools.number import whole_number
from odoo.addons.errand_base.tools.pages import pages_below

from ..engine.roster import local_span
from ..models.errand_shift_swap import OPEN
from ..tools import spans

HERE = "/my/shifts"
#: Forms that one person may send in ten minutes, and letters of a note or key.
FORMS, WINDOW, TEXT_LIMIT, KEY_LIMIT = 60, 600, 200, 64
KINDS = ("holiday", "sick", "other")


page = pages_below(HERE)


def typed(sent, limit):
    """Return the start of what was sent, without what PostgreSQL takes in no text."""
    return str(sent).replace("\x00", "")[:limit]


class ErrandMyShifts(http.Controller):
    # === WHO === #

    def _worker(self):
        """Return the worker who is signed in, as superuser.

        :raise NotFound: nobody of the staff
        """
        worker = request.env["errand.worker"]._of_user(request.env.user)
        if not worker:
            raise NotFound()
        return worker

    def _own_shift(self, worker, shift_id):
        """Return a known shift of theirs.

        :raise NotFound: another's, or none: the answer is the same
        """
        shifts = request.env["errand.shift"].sudo()._coming_of(worker)
        shift = shifts.filtered(lambda shift: shift.id == whole_number(shift_id))
        if not shift:
            raise NotFound()
        return shift

    def _swap(self, worker, swap_id):
        """Return a swap that is about this person.

        :raise NotFound: it is not
        """
        swaps = self._asked(worker) | self._asking(worker)
        swap = swaps.filtered(lambda swap: swap.id == whole_number(swap_id))
        if not swap:
            raise NotFound()
        return swap

    def _asked(self, worker):
        """Return what waits for this person's answer."""
        swaps = request.env["errand.shift.swap"].sudo()  # checked by its worker
        return swaps._asked_of(worker)

    def _asking(self, worker):
        """Return what this person asked for, or accepted, and is open."""
        swaps = request.env["errand.shift.swap"].sudo()  # checked by its worker
        return swaps.search(
            [
                ("state", "in", OPEN),
                "|",
                ("worker_id", "=", worker.id),
                "&",
                ("colleague_id", "=", worker.id),
                ("state", "=", "accepted"),
            ]
        )

    # === PAGES === #

    @page()
    def shifts(self, said="", **_kwargs):
        """Show the coming shifts by week, and what waits for an answer."""
        worker = request.env["errand.worker"]._of_user(request.env.user)
        if not worker:
            return request.render("errand_roster.no_worker_page", {}, status=404)
        return self._render(worker, said=self._thanks().get(said))

    def _render(self, worker, error=None, said=None):
        shifts = request.env["errand.shift"].sudo()  # only this worker's are read
        cards = [shift._page_card() for shift in shifts._coming_of(worker)]
        values = {
            "page_name": "errand_shifts",
            "worker": worker,
            "weeks": self._weeks(worker, cards),
            "unconfirmed": sum(card["state"] == "published" for card in cards),
            "asked": self._asked(worker),
            "asking": self._asking(worker),
            "absences": self._absences(worker),
            "calendar_url": self._calendar_url(worker),
            "key": uuid4().hex,
            "error": error,
            "said": said,
        }
        return self._private("errand_roster.shifts_page", values, 422 if error else 200)

    def _weeks(self, worker, cards):
        """Return pairs of a week in words and its cards."""
        tz = worker.branch_id.tz or "UTC"
        today = spans.local(fields.Datetime.now(), worker, tz).date()
        monday = today - timedelta(days=today.weekday())
        names = {
            monday: request.env._("This week"),
            monday + timedelta(days=7): request.env._("Next week"),
        }
        return [
            (
                names.get(week)
                or request.env._("From %s", spans.day_text(request.env, week)),
                list(of_week),
            )
            for week, of_week in groupby(cards, lambda card: card["week"])
        ]

    def _absences(self, worker):
        absences = request.env["errand.absence"].sudo()  # only this worker's are read
        return absences.search(
            [
                ("worker_id", "=", worker.id),
                ("end_at", ">", fields.Datetime.now()),
                ("state", "!=", "cancelled"),
            ],
            order="start_at",
        )

    def _private(self, template, values, status=200):
        response = request.render(template, values, status=status)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _thanks(self):
        return {
            "confirmed": request.env._("Thank you, that is confirmed."),
            "asked": request.env._("Your colleagues are told."),
            "accepted": request.env._("Accepted. Now the manager decides."),
            "declined": request.env._("You said no."),
            "withdrawn": request.env._("Taken back."),
            "absence": request.env._("Your manager decides about it."),
            "calendar": request.env._("Your calendar has a new address."),
            "closed": request.env._("The address opens nothing any more."),
        }

    @page("/<string:shift_id>/swap")
    def choose(self, shift_id, **_kwargs):
        """Show to whom a shift could be given, and what could come in return."""
        worker = self._worker()
        return self._render_choice(self._own_shift(worker, shift_id))

    def _render_choice(self, shift, error=None):
        colleagues, others = shift._swap_offers()
        values = {
            "page_name": "errand_shifts",
            "shift": shift._page_card(),
            "colleagues": colleagues,
            "others": [(other.worker_id.name, other._page_card()) for other in others],
            "error": error,
        }
        return self._private("errand_roster.swap_page", values, 422 if error else 200)

    # === DOING === #

    def _do(self, work, said):
        """Do something for this person; show what went wrong in words, and undo it.

        :param work: called with the worker, as superuser
        """
        worker = self._worker()
        self._count(worker)
        try:
            with request.env.cr.savepoint():
                work(worker)
        except UserError as error:
            return self._render(worker, error=str(error))
        return request.redirect(f"{HERE}?said={said}", code=303)

    def _count(self, worker):
        limits = request.env["errand.rate.limit"]
        if not limits._is_allowed("roster", worker.id, FORMS, WINDOW):
            raise TooManyRequests(
                request.env._("Too many requests. Please wait a few minutes.")
            )

    @page("/confirm", "POST")
    def confirm(self, shift_id="", key="", **_kwargs):
        """Confirm one shift, or all that wait."""

        def work(worker):
            shifts = request.env["errand.shift"].sudo()._coming_of(worker)
            if shift_id != "all":
                shifts = self._own_shift(worker, shift_id)
            waiting = shifts.filtered(lambda shift: shift.state == "published")
            waiting._move_to(
                "confirmed", actor=worker._actor(), key=typed(key, KEY_LIMIT)
            )

        return self._do(work, "confirmed")

    @page("/<string:shift_id>/swap", "POST")
    def ask(self, shift_id, choice="", **_kwargs):
        """Ask: ``any``, ``give-<worker>`` or ``swap-<shift>``."""
        worker = self._worker()
        self._count(worker)
        shift = self._own_shift(worker, shift_id)
        kind, _dash, number = str(choice).partition("-")
        colleagues, others = shift._swap_offers()
        colleague = colleagues.filtered(
            lambda one: kind == "give" and one.id == whole_number(number)
        )
        other = others.filtered(
            lambda one: kind == "swap" and one.id == whole_number(number)
        )
        if not (colleague or other or choice == "any"):
            return self._render_choice(shift, request.env._("Please choose somebody."))
        try:
            with request.env.cr.savepoint():
                request.env["errand.shift.swap"]._request(
                    worker, shift, colleague or other.worker_id or None, other
                )
        except UserError as error:
            return self._render_choice(shift, str(error))
        return request.redirect(f"{HERE}?said=asked", code=303)

    @page("/swaps/<string:swap_id>", "POST")
    def answer(self, swap_id, answer="", key="", **_kwargs):
        """Accept, decline, or take back."""
        key = typed(key, KEY_LIMIT)
        said = {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn"}
        if answer not in said:
            raise NotFound()

        def work(worker):
            swap = self._swap(worker, swap_id)
            if answer == "accept":
                swap._accept(worker, key)
            else:
                target = "declined" if answer == "decline" else "cancelled"
                swap._move_to(target, actor=worker._actor(), key=key)

        return self._do(work, said[answer])

    @page("/absence", "POST")
    def absence(self, kind="", day_from="", day_until="", note="", **_kwargs):
        """Ask for whole days, on the clock of the branch."""

        def work(worker):
            tz = worker.branch_id.tz or request.env.user.tz or "UTC"
            try:
                first = date.fromisoformat(str(day_from))
                last = date.fromisoformat(str(day_until) or str(day_from))
                start, _end = local_span(first, 0, 24, tz)
                _start, end = local_span(last, 0, 24, tz)
            except (ValueError, OverflowError) as error:
                raise UserError(request.env._("Please choose the days.")) from error
            if kind not in KINDS or end - start > timedelta(days=366):
                raise UserError(request.env._("Please choose the days."))
            request.env["errand.absence"]._request(
                worker, start, end, kind, typed(note, TEXT_LIMIT)
            )

        return self._do(work, "absence")

    @page("/absence/<string:absence_id>", "POST")
    def withdraw(self, absence_id, key="", **_kwargs):
        """Take an absence back."""

        def work(worker):
            absences = request.env["errand.absence"].sudo()  # only their own
            absence = absences.search(
                [("worker_id", "=", worker.id), ("id", "=", whole_number(absence_id))]
            )
            if not absence:
                raise NotFound()
            absence._move_to(
                "cancelled", actor=worker._actor(), key=typed(key, KEY_LIMIT)
            )

        return self._do(work, "withdrawn")

    # === CALENDAR === #

    def _calendar_url(self, worker):
        token = worker._calendar_token()
        base = request.httprequest.url_root.rstrip("/")
        return f"{base}/roster/{token}.ics" if token else ""

    @page("/calendar", "POST")
    def calendar(self, action="", **_kwargs):
        """Make a new calendar address, or shut it."""
        if action == "close":
            return self._do(lambda worker: worker._close_calendar(), "closed")
        return self._do(lambda worker: worker._open_calendar(), "calendar")
