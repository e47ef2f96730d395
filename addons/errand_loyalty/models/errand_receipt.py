# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandReceipt(models.Model):
    """Money from a wallet, and what a coupon takes off."""

    _inherit = "errand.receipt"

    method = fields.Selection(
        selection_add=[("wallet", "Wallet"), ("coupon", "Coupon")],
        ondelete={"wallet": "cascade", "coupon": "cascade"},
    )
    card_id = fields.Many2one(
        "loyalty.card",
        string="Wallet or Coupon",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    program_id = fields.Many2one(
        "loyalty.program",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model
    def _return_order(self):
        """Override of ``errand_account``: a coupon, no money, goes back last."""
        return ["online", "wallet", "cash", "coupon"]
