# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandLedgerEntry(models.Model):
    """Entries know the payment of Odoo's books that carries their money."""

    _inherit = "errand.ledger.entry"

    posting_link_ids = fields.One2many(
        "errand.posting.link", "entry_id", string="In the Books", readonly=True
    )

    @api.model
    def _counter_account(self, kind):
        """Return the subledger account that payments of this kind are booked against.

        ``account_payment`` books the money itself, against one account. A batch books
        what an entry says of *Money Received* against that account too, so both meet
        there. Modules add their kinds.
        """
        return "escrow"

    def _payments(self):
        """Return the payment that carries each entry's money: entry id to payment.

        Entries without one are left out. Modules add theirs.
        """
        payments = {}
        for kind, model in (("receipt", "errand.receipt"), ("refund", "errand.refund")):
            by_source = self._by_source(kind)
            # What brought the money is the ledger's to know, whoever asks.
            sources = self.env[model].sudo().browse(by_source).exists()
            for source in sources:
                payment = source.transaction_id.payment_id
                if payment:
                    payments[by_source[source.id]] = payment
        return payments

    def _by_source(self, prefix):
        """Return ids of what entries were booked for: "refund:7" is 7 to its entry."""
        found = {}
        for entry in self:
            start, _colon, number = entry.key.partition(":")
            if start == prefix and number.isdecimal():
                found[int(number)] = entry.id
        return found
