# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Complaints of customers and couriers: one page for both."""

from uuid import uuid4

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_website.controllers import common
from odoo.addons.errand_website.forms.readers import TEXT_LIMIT, clean

CUSTOMER_PAGE = "/my/errands/<string:order_id>/complaints"
COURIER_PAGE = "/courier/complaints/<string:task_id>"
#: Complaints and files that one person may send in an hour.
SENDS, WINDOW = 10, 3600


def both_routes(address="", method="GET"):
    """Return the route of the customer's page and of the courier's, below each.

    The handler gets ``order_id`` from one and ``task_id`` from the other.
    """
    return http.route(
        [f"{CUSTOMER_PAGE}{address}", f"{COURIER_PAGE}{address}"],
        type="http",
        auth="user",
        website=True,
        methods=[method],
        sitemap=False,
    )


class ErrandComplaints(http.Controller):
    # === WHO === #

    def _side(self, order_id=None, task_id=None):
        """Return the side of the order's customer, or of the task's courier.

        :raise NotFound: another's, or none
        """
        if order_id is not None:
            order = common.order_or_404(order_id)
            page = f"/my/errands/{order.id}"
            return _Side(
                order, order.partner_id, "customer", f"{page}/complaints", page
            )
        task = common.task_or_404(task_id)
        return _Side(
            task.order_id,
            task.worker_id.partner_id,
            "courier",
            f"/courier/complaints/{task.id}",
            "/courier",
        )

    # === PAGES === #

    def _render(self, side, error=None, notice=None, typed=None):
        complaints = request.env["errand.complaint"]
        labels = {
            name: dict(complaints._fields[name]._description_selection(request.env))
            for name in ("kind", "state")
        }
        return request.render(
            "errand_support.complaint_page",
            {
                **common.clock(side.order.branch_id.tz),
                "order": side.order,
                "complaints": side.order._complaints_of(side.partner),
                "may_complain": side.order._may_complain(),
                "action": side.url,
                "back_url": side.back_url,
                "kinds": labels["kind"],
                "states": labels["state"],
                "error": error,
                "notice": notice,
                "typed": typed or {},
            },
        )

    @both_routes()
    def page(self, order_id=None, task_id=None, sent=None, **_kwargs):
        """Show a person's complaints about an errand, and the form."""
        thanks = request.env._("Thank you. We look into it and answer here.")
        return self._render(
            self._side(order_id, task_id), notice=thanks if sent else None
        )

    @both_routes(method="POST")
    def send(self, order_id=None, task_id=None, kind=None, description=None, **_kwargs):
        """Open a complaint with what the form says."""
        side = self._side(order_id, task_id)
        common.count_use("complain", SENDS, WINDOW)
        kinds = dict(request.env["errand.complaint"]._fields["kind"].selection)
        typed = {"kind": kind, "description": description}
        try:
            text = clean(description, TEXT_LIMIT)
            if kind not in kinds or not text:
                raise UserError(
                    request.env._("Please choose what it is about, and say more.")
                )
            with request.env.cr.savepoint():
                request.env["errand.complaint"]._complain(
                    side.order, side.partner, side.name, kind, text, self._sent_files()
                )
        except UserError as error:
            return self._render(side, error=str(error), typed=typed)
        except ValueError:
            message = request.env._(
                "Please shorten this to %(limit)s characters.", limit=TEXT_LIMIT
            )
            return self._render(side, error=message, typed=typed)
        return request.redirect(f"{side.url}?sent=1", code=303)

    def _sent_files(self):
        """Return the evidence with the form, as (name, content)."""
        sent = request.httprequest.files.getlist("files")
        return [(file.filename, file.read()) for file in sent if file.filename]

    @both_routes("/<int:complaint_id>", method="POST")
    def step(self, complaint_id, order_id=None, task_id=None, step=None, **_kwargs):
        """Withdraw a complaint, or ask to look again."""
        side = self._side(order_id, task_id)
        common.count_use("complain", SENDS, WINDOW)
        complaint = side.order._complaints_of(side.partner).filtered(
            lambda complaint: complaint.id == complaint_id
        )
        target = {"withdraw": "withdrawn", "reopen": "new"}.get(step)
        if not complaint or not target:
            raise NotFound()
        try:
            with request.env.cr.savepoint():
                complaint._move_to(target, actor=complaint._author(), key=uuid4().hex)
        except UserError as error:
            return self._render(side, error=str(error))
        return request.redirect(side.url, code=303)

    @both_routes("/file/<int:file_id>")
    def file(self, file_id, order_id=None, task_id=None):
        """Give the person back a file of their own complaint."""
        side = self._side(order_id, task_id)
        files = side.order._complaints_of(side.partner).attachment_ids
        return common.own_file(files, file_id)

    # === RATING === #

    @http.route("/courier/rate", type="jsonrpc", auth="user")
    def rate_customer(self, task_id=None, stars=None, feedback=None):
        """Rate the customer of a delivered errand, as its courier (R0.13).

        :return: dict with the stars that are kept
        """
        common.count_use("rate", 30, 600)
        task = common.task_or_404(task_id)
        if isinstance(stars, bool) or not isinstance(stars, int):
            stars = 0  # refused in words where ratings are kept
        try:
            text = clean(feedback, TEXT_LIMIT)
        except ValueError as error:
            raise UserError(
                request.env._(
                    "Please shorten this to %(limit)s characters.", limit=TEXT_LIMIT
                )
            ) from error
        rating = request.env["rating.rating"]._rate_task(
            task, task.worker_id.partner_id, task.order_id.partner_id, stars, text
        )
        return {"stars": int(rating.rating)}


class _Side:
    """Who complains about what, and where their pages are."""

    def __init__(self, order, partner, name, url, back_url):
        self.order = order
        self.partner = partner
        self.name = name
        self.url = url
        self.back_url = back_url
