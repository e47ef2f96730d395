# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ResPartner(models.Model):
    """A customer's wallet."""

    _inherit = "res.partner"

    def _errand_wallet(self, company):
        """Return the customer's wallet at a company, made at the first call.

        :return: ``loyalty.card`` as superuser: customers have no rights on cards
        """
        self.ensure_one()
        program = company._get_errand_wallet_program()
        # A wallet comes by itself: no mail with a code to print.
        cards_sudo = self.env["loyalty.card"].sudo().with_context(loyalty_no_mail=True)
        return cards_sudo.search(
            [("program_id", "=", program.id), ("partner_id", "=", self.id)], limit=1
        ) or cards_sudo.create({"program_id": program.id, "partner_id": self.id})
