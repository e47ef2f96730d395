# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

#: Decimals of a degree that stay: about a kilometre, enough for statistics.
COARSE = 2


class ErrandContact(models.Model):
    """Persons of orders: exported for their customer, erased with them."""

    _inherit = "errand.contact"

    def _export_values(self):
        """Return this person as JSON values, for the customer who wrote it."""
        self.ensure_one()
        return {
            "name": self.name,
            "phone": self._decrypted_phone() or "",
            "email": self.email or "",
            "address": self.address or "",
            "detail": self.address_detail or "",
            "latitude": self.latitude,
            "longitude": self.longitude,
        }

    def _erase(self):
        """Take the person out; a coarse point stays."""
        for contact in self:
            contact.write(
                {
                    "name": self.env._("Erased"),
                    "phone_encrypted": False,
                    "phone_digest": False,
                    "phone_masked": False,
                    "email": False,
                    "address": False,
                    "address_detail": False,
                    "latitude": round(contact.latitude, COARSE),
                    "longitude": round(contact.longitude, COARSE),
                }
            )
