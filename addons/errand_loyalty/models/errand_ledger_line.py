# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandLedgerLine(models.Model):
    """What customers have in their wallets, and what coupons cost."""

    _inherit = "errand.ledger.line"

    account = fields.Selection(
        selection_add=[
            ("wallet", "Wallets of Customers"),
            ("coupon_cost", "Cost of Coupons"),
        ],
        # Uninstalling is refused while there are such lines: see hooks.py.
        ondelete={"wallet": lambda lines: None, "coupon_cost": lambda lines: None},
    )
