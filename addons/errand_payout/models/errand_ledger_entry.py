# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandLedgerEntry(models.Model):
    """Couriers' money in the ledger."""

    _inherit = "errand.ledger.entry"

    kind = fields.Selection(
        selection_add=[
            ("netting", "Set off against cash"),
            ("handin", "Cash handed in"),
        ],
        # Uninstalling is refused while there are such entries: see hooks.py.
        ondelete={"netting": lambda entries: None, "handin": lambda entries: None},
    )

    @api.model
    def _counter_account(self, kind):
        """Override of ``errand_books``: payouts are booked against what is owed."""
        return (
            "payout_in_flight" if kind == "payout" else super()._counter_account(kind)
        )

    def _payments(self):
        """Override of ``errand_books``: a payout's payment carries it."""
        payments = super()._payments()
        by_payout = self.filtered(
            lambda entry: entry.key.endswith(":paid")
        )._by_payout()
        # As in the method that this overrides.
        for payout in self.env["errand.payout"].sudo().browse(by_payout).exists():
            if payout.payment_id:
                payments[by_payout[payout.id]] = payout.payment_id
        return payments

    def _by_payout(self):
        return {
            int(entry.key.split(":")[1]): entry.id
            for entry in self
            if entry.key.startswith("payout:")
        }
