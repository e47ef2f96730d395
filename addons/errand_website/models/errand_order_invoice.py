# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandOrder(models.Model):
    """What the customer's page says of an invoice."""

    _inherit = "errand.order"

    def _invoice_page(self):
        """Return how the invoice stands, and what the customer wrote.

        :return: dict of state (none, requested, invoiced, refused), can_ask, amount
            and the texts; None when there is nothing to invoice
        """
        self.ensure_one()
        # The customer's own request; they have no rights on the model.
        asked = self.sudo().invoice_request_ids
        can_ask = self._can_be_invoiced() and asked.state != "invoiced"
        if not asked and not can_ask:
            return None
        return {
            "state": asked.state or "none",
            "can_ask": can_ask,
            "amount": self._invoice_amounts()[0],
            "number": asked.move_id.name or "",
            "is_company": asked.is_company,
            "title": asked.title or "",
            "tax_number": asked.vat or "",
            "address": asked.address or "",
            "email": asked.email or self.sudo().partner_id.email or "",
        }
