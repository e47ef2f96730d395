# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandLedgerCheckLine(models.Model):
    """One thing that a check found to be off."""

    _name = "errand.ledger.check.line"
    _description = "Finding of a Ledger Check"
    _order = "check_id desc, kind, id"
    _rec_name = "reference"

    check_id = fields.Many2one(
        "errand.ledger.check",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="check_id.company_id", store=True)
    currency_id = fields.Many2one(related="check_id.company_id.currency_id")
    kind = fields.Selection(
        [
            ("unbalanced", "Entry does not sum to zero"),
            ("held", "Still held for an order that has ended"),
            ("over_refunded", "More given back than came in"),
            ("refund_open", "Refunds do not match what is in flight"),
            ("not_posted", "Not in the books after a day"),
            ("books", "Books differ from the ledger"),
            ("books_tax", "Tax in the books differs from the ledger"),
            ("not_received", "Paid, but not received by its order"),
            ("refund_stuck", "Refund does not arrive"),
        ],
        string="Trouble",
        required=True,
        readonly=True,
    )
    reference = fields.Char(required=True, readonly=True)
    order_id = fields.Many2one("errand.order", readonly=True)
    expected = fields.Monetary(readonly=True)
    found = fields.Monetary(readonly=True)
