# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Coupon and wallet on the page where an errand is paid."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_website.controllers import common
from odoo.addons.errand_website.controllers.review import ErrandReview

#: Codes that one customer may try in ten minutes: guessing is not worth it.
TRIES, WINDOW = 15, 600


class ErrandLoyaltyReview(ErrandReview):
    @http.route(
        "/my/errands/<string:order_id>/coupon",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_coupon(self, order_id, code=None, **_kwargs):
        """Put a coupon on a draft, or take it off with an empty code."""
        common.count_use("coupon", TRIES, WINDOW)
        order = common.order_or_404(order_id)
        return self._errand_change_draft(order, lambda: order._set_coupon(code))

    @http.route(
        "/my/errands/<string:order_id>/wallet",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_wallet(self, order_id, use=None, **_kwargs):
        """Say whether the wallet pays for a draft."""
        order = common.order_or_404(order_id)
        return self._errand_change_draft(order, lambda: order._want_wallet(use == "1"))

    def _errand_change_draft(self, order, change):
        try:
            with request.env.cr.savepoint():
                change()
        except UserError as error:
            return self._errand_render_review(order, error=str(error))
        return request.redirect(f"/my/errands/{order.id}/review#pay", code=303)
