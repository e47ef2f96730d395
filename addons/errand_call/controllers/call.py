# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Calling each other about an errand: one page for customer, recipient, courier."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_base.engine.actor import CUSTOMER, Actor
from odoo.addons.errand_website.controllers import common

#: Numbers that one person may ask for in an hour.
ASKS, WINDOW = 12, 3600
PARTY_OF = {"customer": "customer", "courier": "courier", "recipient": "dropoff"}


def call_route(address, auth="user"):
    """Return the route of a page that says whom one may call, and connects them."""
    return http.route(
        address,
        type="http",
        auth=auth,
        website=True,
        methods=["GET", "POST"],
        sitemap=False,
    )


class ErrandCall(http.Controller):
    def _answer(self, task, role, actor, url, back_url, party):
        """Show whom this role may call; to who sent the form, the number for it."""
        if request.httprequest.method != "POST":
            party = None
        parties = dict(task._call_parties(role))
        values = {
            **common.clock(task.order_id.branch_id.tz),
            "number": task.order_id.name,
            "parties": list(parties.items()),
            "action": url,
            "back_url": back_url,
            "call": None,
            "label": parties.get(party),
            "is_real": True,
            "error": None,
        }
        if party is not None:
            common.count_use("call", ASKS, WINDOW)
            if party not in parties:
                raise NotFound()
            try:
                values["call"] = request.env["errand.call"]._connect(
                    task, PARTY_OF[role], party, actor
                )
                provider = task.company_id.sudo()._errand_call_api()
                values["is_real"] = provider.IS_REAL
            except UserError as error:
                values["error"] = str(error)
        response = request.render("errand_call.call_page", values)
        response.headers["Cache-Control"] = "no-store"
        return response

    @call_route("/my/errands/<string:order_id>/call")
    def call_as_customer(self, order_id, party=None, **_kwargs):
        """Let the customer call the courier (R0.10)."""
        order = common.order_or_404(order_id)
        page = f"/my/errands/{order.id}"
        actor = order._customer_actor()
        return self._answer(
            order._main_task(), "customer", actor, f"{page}/call", page, party
        )

    @call_route("/t/<string:token>/call", auth="public")
    def call_as_recipient(self, token, party=None, **_kwargs):
        """Let who holds the tracking link call the courier (R0.10)."""
        order = request.env["errand.public.link"]._order_of(token, "follow")
        if not order:
            common.count_use("follow", 20, 600)
            raise NotFound()
        page = f"/t/{token}"
        actor = Actor(CUSTOMER, user_id=request.env.uid)
        return self._answer(
            order._main_task(), "recipient", actor, f"{page}/call", page, party
        )

    @call_route("/courier/call/<string:task_id>")
    def call_as_courier(self, task_id, party=None, **_kwargs):
        """Let the courier who holds a task call its people (R0.10)."""
        task = common.task_or_404(task_id)
        actor = task.worker_id._actor()
        page = f"/courier/call/{task.id}"
        return self._answer(task, "courier", actor, page, "/courier", party)
