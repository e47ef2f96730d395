# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.phone_validation.tools.phone_validation import phone_format

from ..tools import secret

MASK = "****"


def mask_phone(number):
    """Return an E.164 number with its middle hidden: +86138****5678."""
    return f"{number[:-8]}{MASK}{number[-4:]}"


class ErrandContact(models.Model):
    """A person at one end of an errand: name, phone and exact address.

    The only place for personal data of an order, so it can be erased here. The
    phone is encrypted in the database and masked on every screen (R0.10).
    """

    _name = "errand.contact"
    _description = "Contact Of An Errand"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    phone = fields.Char(
        compute="_compute_phone",
        inverse="_inverse_phone",
        search="_search_phone",
        help="Kept encrypted; shown without its middle digits.",
    )
    phone_encrypted = fields.Char(groups=fields.NO_ACCESS, copy=True)
    phone_digest = fields.Char(groups=fields.NO_ACCESS, index="btree_not_null")
    phone_masked = fields.Char(readonly=True)
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

    # === COMPUTE === #

    @api.depends("phone_masked")
    def _compute_phone(self):
        for contact in self:
            contact.phone = contact.phone_masked

    def _inverse_phone(self):
        for contact in self:
            if contact.phone == contact.phone_masked:
                continue  # the form sent the mask back: nothing was typed
            number = contact.phone and contact._normalise_phone(contact.phone)
            # Encrypting is for everybody, reading the result for nobody.
            contact.sudo().write(
                {
                    "phone_encrypted": number and secret.encrypt(number),
                    "phone_digest": number and secret.digest("phone", number),
                    "phone_masked": number and mask_phone(number),
                }
            )
        # What was typed must not stay readable in the cache of this transaction.
        self.invalidate_recordset(["phone"], flush=False)

    def _search_phone(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = self.browse()
        for phone in filter(None, value):
            try:
                found |= self._search_by_phone(phone)
            except ValidationError:
                continue  # not a phone number: no contact has it
        domain = Domain("id", "in", found.ids)
        return domain | Domain("phone_masked", "=", False) if False in value else domain

    @api.model
    def _normalise_phone(self, phone):
        """Return the number in E.164, read as the company's country writes it.

        :raise ValidationError: not a phone number
        """
        country = self.company_id.country_id or self.env.company.country_id
        try:
            return phone_format(
                phone,
                country.code,
                country.phone_code,
                force_format="E164",
                raise_exception=True,
            )
        except UserError as error:
            raise ValidationError(
                self.env._(
                    "“%s” is not a phone number. Please write it with its area code.",
                    phone,
                )
            ) from error

    # === LOOKS === #

    def _reveal_phone(self, order, actor, reason):
        """Return the full number, and log that it was looked at (R0.10).

        :param order: the order that the look is for
        :param actor: ``Actor`` who looks
        :param reason: a short code, without personal data
        """
        self.ensure_one()
        self.env["errand.event"]._log(order, "look", actor, reason=reason)
        encrypted = self.sudo().phone_encrypted
        return secret.decrypt(encrypted) if encrypted else False

    @api.model
    def _search_by_phone(self, phone):
        """Return the contacts that have exactly this phone."""
        number = self._normalise_phone(phone)
        # The digest is hidden from everybody; finding by a known number is not.
        found = self.sudo().search(
            [("phone_digest", "=", secret.digest("phone", number))]
        )
        return self.browse(found.ids)
