# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class PaymentTransaction(models.Model):
    """Top-ups of wallets."""

    _inherit = "payment.transaction"

    errand_wallet_id = fields.Many2one(
        "loyalty.card", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    @api.model
    def _compute_reference_prefix(self, separator, **values):
        """Override of ``payment``: finance knows a top-up by its reference."""
        if values.get("errand_wallet_id"):
            return "WALLET"
        return super()._compute_reference_prefix(separator, **values)

    def _is_errand_money(self):
        """Override of ``errand_account``: a top-up is owed to the customer too."""
        return super()._is_errand_money() or bool(self.errand_wallet_id)

    def _post_process(self):
        """Override of ``payment``: what is paid is in the wallet."""
        result = super()._post_process()
        for tx in self.filtered(lambda tx: tx.state == "done" and tx.errand_wallet_id):
            if tx.operation != "refund":
                tx.errand_wallet_id._errand_top_up(tx)
        return result
