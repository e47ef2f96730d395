# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandLedgerCheckLine(models.Model):
    """What can be off with couriers' money."""

    _inherit = "errand.ledger.check.line"

    kind = fields.Selection(
        selection_add=[
            ("payout_open", "Payouts do not match what is in flight"),
            ("payout_payment", "Payout paid without its payment"),
            ("cash_negative", "More cash handed in than taken"),
        ],
        ondelete={
            "payout_open": "cascade",
            "payout_payment": "cascade",
            "cash_negative": "cascade",
        },
    )
