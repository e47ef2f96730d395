# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandLedgerCheckLine(models.Model):
    """What can be off with wallets."""

    _inherit = "errand.ledger.check.line"

    kind = fields.Selection(
        selection_add=[("wallet", "Wallet differs from what the ledger owes")],
        ondelete={"wallet": "cascade"},
    )
