# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """The number by which a person is reached."""

    _inherit = "res.partner"

    def _errand_call_number(self, company):
        """Return the person's bound phone, else the one on their card, in E.164.

        False when there is none that can be called.
        """
        self.ensure_one()
        bound = self._errand_phone()
        if bound:
            return bound._decrypted_phone()
        contacts = self.env["errand.contact"].with_company(company)
        try:
            return bool(self.sudo().phone) and contacts._normalise_phone(
                self.sudo().phone
            )
        except ValidationError:
            return False
