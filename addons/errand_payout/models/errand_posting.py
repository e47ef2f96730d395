# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandPosting(models.Model):
    """Couriers' earnings and payouts meet in the books."""

    _inherit = "errand.posting"

    def _reconcile(self, entries, payments):
        """Override of ``errand_books``: close what couriers were paid."""
        result = super()._reconcile(entries, payments)
        account = self.env["errand.book.account"]._account(
            self.company_id, "courier_payable"
        )
        partners = entries.filtered(
            lambda entry: entry.kind in ("payout", "netting", "penalty", "support")
        ).line_ids.partner_id.commercial_partner_id
        lines = self.env["account.move.line"].search(
            [
                ("account_id", "=", account.id),
                ("partner_id", "in", partners.ids),
                ("reconciled", "=", False),
                ("parent_state", "=", "posted"),
                ("company_id", "=", self.company_id.id),
            ]
        )
        for partner_lines in lines.grouped("partner_id").values():
            self._reconcile_lines(partner_lines, account)
        return result
