# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandOrder(models.Model):
    """Orders in the books, and what their customers are invoiced."""

    _inherit = "errand.order"

    invoice_request_ids = fields.One2many(
        "errand.invoice.request", "order_id", groups="errand_base.group_finance"
    )

    def _refund_account(self, refund):
        """Override of ``errand_account``: a refund by hand leaves the cash desk."""
        if not refund.transaction_id or refund.state == "by_hand":
            return "till"
        return super()._refund_account(refund)

    def _invoice_amounts(self):
        """Return what can be invoiced of a delivered order, tax included.

        The fee that was shared at delivery, less what was given back afterwards.
        Tips and goods are not the platform's to invoice.

        :return: (whole amount, the platform's own part of it)
        """
        self.ensure_one()
        lines = self.sudo().ledger_line_ids  # customers ask, without rights on it
        delivered = lines.filtered(lambda line: line.kind == "delivery")
        given_back = lines.filtered(
            lambda line: line.kind == "support" and line.account == "refund_in_flight"
        )

        def total(some, *accounts):
            return sum(
                some.filtered(lambda line: line.account in accounts).mapped("amount")
            )

        whole = total(delivered, "escrow") + sum(given_back.mapped("amount"))
        own = -total(delivered, "commission", "commission_tax")
        whole = max(0.0, self.currency_id.round(whole))
        return whole, min(whole, max(0.0, self.currency_id.round(own)))

    def _can_be_invoiced(self):
        """Tell whether the customer may ask for an invoice."""
        self.ensure_one()
        return self.state == "done" and self._invoice_amounts()[0] > 0

    def _commission_tax(self):
        """Return the tax that the ledger took out of this order's commission."""
        self.ensure_one()
        lines = self.sudo().ledger_line_ids  # as above
        return lines.entry_id.filtered(lambda entry: entry.kind == "delivery").tax_id
