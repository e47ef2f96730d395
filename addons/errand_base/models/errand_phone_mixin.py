# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.phone_validation.tools.phone_validation import phone_format

from ..tools import secret
from ..tools.phone import mask_phone


class ErrandPhoneMixin(models.AbstractModel):
    """A phone number: encrypted in the database, masked on every screen (R0.10)."""

    _name = "errand.phone.mixin"
    _description = "Phone, Kept Encrypted"

    phone = fields.Char(
        compute="_compute_phone",
        inverse="_inverse_phone",
        search="_search_phone",
        help="Kept encrypted; shown without its middle digits.",
    )
    phone_encrypted = fields.Char(groups=fields.NO_ACCESS, copy=True)
    phone_digest = fields.Char(groups=fields.NO_ACCESS, index="btree_not_null")
    phone_masked = fields.Char(readonly=True)

    # === COMPUTE === #

    @api.depends("phone_masked")
    def _compute_phone(self):
        for record in self:
            record.phone = record.phone_masked

    def _inverse_phone(self):
        for record in self:
            if record.phone == record.phone_masked:
                continue  # the form sent the mask back: nothing was typed
            number = record.phone and record._normalise_phone(record.phone)
            # Encrypting is for everybody, reading the result for nobody.
            record.sudo().write(
                {
                    "phone_encrypted": number and secret.encrypt(number),
                    "phone_digest": number and self._digest_phone(number),
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
                continue  # not a phone number: no record has it
        domain = Domain("id", "in", found.ids)
        return domain | Domain("phone_masked", "=", False) if False in value else domain

    # === HELPERS === #

    def _phone_country(self):
        """Return the country whose way of writing numbers is meant."""
        return self.env.company.country_id

    @api.model
    def _normalise_phone(self, phone, country=None):
        """Return the number in E.164, read as its country writes it.

        :param country: ``res.country``; the company's when there is none
        :raise ValidationError: not a phone number
        """
        country = country or self._phone_country()
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

    @api.model
    def _digest_phone(self, number):
        """Return what a number in E.164 is found by: it cannot be read back."""
        return secret.digest("phone", number)

    @api.model
    def _search_by_phone(self, phone):
        """Return the records that have exactly this phone."""
        number = self._normalise_phone(phone)
        # The digest is hidden from everybody; finding by a known number is not.
        found = self.sudo().search([("phone_digest", "=", self._digest_phone(number))])
        return self.browse(found.ids)

    def _decrypted_phone(self):
        """Return the full number, False without one. Callers log that they looked."""
        self.ensure_one()
        encrypted = self.sudo().phone_encrypted  # hidden from everybody
        return secret.decrypt(encrypted) if encrypted else False

    def _phone_values(self):
        """Return the stored values of this phone, to give another record the same."""
        self.ensure_one()
        record_sudo = self.sudo()  # hidden from everybody
        return {
            name: record_sudo[name]
            for name in ("phone_encrypted", "phone_digest", "phone_masked")
        }
