# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandContact(models.Model):
    """A person at one end of an errand: name, phone and exact address.

    The only place for personal data of an order, so it can be erased here. The
    phone is encrypted in the database and masked on every screen (R0.10).
    """

    _name = "errand.contact"
    _description = "Contact Of An Errand"
    _inherit = ["errand.phone.mixin"]

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    email = fields.Char(help="Where there is no phone, such as of an enquiry.")
    address = fields.Char(help="Street and number, as a courier finds it.")
    address_detail = fields.Char("Floor, Room, Gate")
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    has_point = fields.Boolean("Point Is Set")
    pickup_order_ids = fields.One2many("errand.order", "pickup_contact_id")
    dropoff_order_ids = fields.One2many("errand.order", "dropoff_contact_id")

    _latitude_range = models.Constraint(
        "CHECK (latitude BETWEEN -90 AND 90)", "A latitude lies between -90 and 90."
    )
    _longitude_range = models.Constraint(
        "CHECK (longitude BETWEEN -180 AND 180)",
        "A longitude lies between -180 and 180.",
    )

    def _phone_country(self):
        """Override of ``errand.phone.mixin``: the contact's own company's."""
        return self.company_id.country_id or super()._phone_country()

    # === LOOKS === #

    def _reveal_phone(self, order, actor, reason):
        """Return the full number, and log that it was looked at (R0.10).

        :param order: the order that the look is for
        :param actor: ``Actor`` who looks
        :param reason: a short code, without personal data
        """
        self.ensure_one()
        self.env["errand.event"]._log(order, "look", actor, reason=reason)
        return self._decrypted_phone()
