# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The customer ends an errand, or chooses another courier for it."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from . import common
from .orders import ErrandOrders


class ErrandEndings(ErrandOrders):
    @http.route(
        "/my/errands/<string:order_id>/cancel",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_cancel(self, order_id, seen=None, **_kwargs):
        """Cancel the errand at the cost that the customer saw (R0.2)."""
        common.count_use("cancel", 30, 600)
        order = common.order_or_404(order_id)
        try:
            with request.env.cr.savepoint():
                order._cancel(
                    order._customer_actor(), f"cancel-{order.id}", str(seen or "")[:40]
                )
        except UserError as error:
            return self._errand_render_order(order, error=str(error))
        notice = "cancelled" if order.state == "cancelled" else "returning"
        return request.redirect(f"/my/errands/{order.id}?notice={notice}", code=303)

    @http.route(
        "/my/errands/<string:order_id>/another-courier",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_another_courier(self, order_id, **_kwargs):
        """Take the errand from a courier who does not come."""
        common.count_use("replace", 30, 600)
        order = common.order_or_404(order_id)
        try:
            with request.env.cr.savepoint():
                task = order._main_task()
                order._replace_courier(
                    order._customer_actor(),
                    # The same courier may have had it before.
                    f"replace-{task.worker_id.id}-{task.assigned_at}",
                )
        except UserError as error:
            return self._errand_render_order(order, error=str(error))
        return request.redirect(f"/my/errands/{order.id}?notice=replaced", code=303)
