# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ErrandBookAccount(models.Model):
    """Where the books show wallets and coupons."""

    _inherit = "errand.book.account"

    @api.model
    def _specifications(self):
        """Override of ``errand_books``: a coupon is the platform's cost."""
        return {
            **super()._specifications(),
            "wallet": ("liability_current", "220920"),
            "coupon_cost": ("expense", "660910"),
        }
