# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandRefund(models.Model):
    """What came from a wallet or a coupon goes back there, at once."""

    _inherit = "errand.refund"

    def _begin(self):
        """Override of ``errand_account``: wallets need no provider.

        Cash goes into the wallet too: nobody has to come for it.
        """
        self.ensure_one()
        receipt = self.receipt_id
        if receipt.method == "coupon":
            self._give_coupon_back()
        elif receipt.method in ("wallet", "cash"):
            wallet = self.order_id.partner_id._errand_wallet(self.company_id)
            wallet._errand_change(self.amount, self.order_id)
        else:
            return super()._begin()
        self.order_id._confirm_refund(self)
        return None

    def _give_coupon_back(self):
        """Let a coupon be used again when nothing of it was used up."""
        receipt = self.receipt_id
        is_whole = not self.currency_id.compare_amounts(self.amount, receipt.amount)
        if not is_whole:
            return
        receipt.program_id._errand_count_use(-1)
        if receipt.card_id:
            points = receipt.program_id._errand_reward().required_points
            receipt.card_id._errand_change(points, self.order_id)
