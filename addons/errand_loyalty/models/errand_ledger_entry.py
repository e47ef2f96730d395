# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandLedgerEntry(models.Model):
    """Money that goes into a wallet without an order."""

    _inherit = "errand.ledger.entry"

    kind = fields.Selection(
        selection_add=[("wallet", "Wallet")],
        # Uninstalling is refused while there are such entries: see hooks.py.
        ondelete={"wallet": lambda entries: None},
    )

    def _payments(self):
        """Override of ``errand_books``: a top-up is carried by its payment."""
        payments = super()._payments()
        by_transaction = self._by_source("topup")
        # As in the method that this overrides.
        paid = self.env["payment.transaction"].sudo().browse(by_transaction).exists()
        for transaction in paid.filtered("payment_id"):
            payments[by_transaction[transaction.id]] = transaction.payment_id
        return payments
