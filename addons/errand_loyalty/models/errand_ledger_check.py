# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.tools import SQL


class ErrandLedgerCheck(models.Model):
    """The question about wallets."""

    _inherit = "errand.ledger.check"

    @api.model
    def _questions(self, company):
        """Override of ``errand_books``: a wallet holds what the ledger owes."""
        return {
            **super()._questions(company),
            "wallet": SQL(
                "SELECT 'partner ' || partner_id, NULL::integer, owed, points"
                " FROM (%s) differing",
                self.env["loyalty.card"]._errand_query_differences(company),
            ),
        }
