# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandLedgerLine(models.Model):
    """Money that no payment of Odoo carries goes through the cash desk."""

    _inherit = "errand.ledger.line"

    account = fields.Selection(
        selection_add=[("till", "Cash Desk")],
        # Uninstalling is refused while there are such lines: see hooks.py.
        ondelete={"till": lambda lines: None},
    )
