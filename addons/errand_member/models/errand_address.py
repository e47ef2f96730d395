# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.tools.number import whole_number

#: As many as one page shows well.
ADDRESS_LIMIT = 20


class ErrandAddress(models.Model):
    """A line of a member's address book (R1.2).

    The person and the place are a contact of its own: orders get copies, so a
    changed address never changes an order.
    """

    _name = "errand.address"
    _description = "Saved Address"
    _order = "is_default desc, write_date desc, id desc"
    _rec_name = "contact_id"

    partner_id = fields.Many2one(
        "res.partner", "Member", required=True, index=True, ondelete="cascade"
    )
    contact_id = fields.Many2one("errand.contact", required=True, ondelete="restrict")
    is_default = fields.Boolean()

    _contact_unique = models.UniqueIndex("(contact_id)")
    _default_unique = models.UniqueIndex("(partner_id) WHERE is_default")

    @api.model
    def _of(self, partner):
        """Return a member's address book, as superuser, the default first."""
        # Members have no rights on contacts, not even on their own.
        return self.sudo().search([("partner_id", "=", partner.id)])

    @api.model
    def _own(self, partner, address_id):
        """Return one address of this member as superuser, empty for another's.

        :param address_id: whatever the browser sent
        """
        number = whole_number(address_id)
        return self._of(partner).filtered(lambda address: address.id == number)

    @api.model
    def _keep(self, partner, company, values):
        """Keep an address; one that is there already is left as it is.

        :param values: dict of ``errand.contact``
        :return: the address, as superuser
        :raise UserError: the book is full
        """
        known = self._of(partner)
        if len(known) >= ADDRESS_LIMIT:
            raise UserError(
                self.env._(
                    "Your address book holds %(limit)s addresses. Please delete one "
                    "first.",
                    limit=ADDRESS_LIMIT,
                )
            )
        contacts_sudo = self.env["errand.contact"].sudo()  # members have no rights
        contact = contacts_sudo.create({**values, "company_id": company.id})
        twin = known.filtered(lambda address: address._is_like(contact))
        if twin:
            contact.unlink()
            return twin[:1]
        return self.sudo().create(
            {
                "partner_id": partner.id,
                "contact_id": contact.id,
                "is_default": not known,
            }
        )

    def _is_like(self, contact):
        same = ("name", "phone_digest", "address", "address_detail")
        return all(
            (self.contact_id[name] or "") == (contact[name] or "") for name in same
        )

    def _make_default(self):
        """Let this address stand first."""
        self.ensure_one()
        book = self._of(self.partner_id)
        book.filtered("is_default").is_default = False
        self.env.flush_all()
        self.is_default = True

    def _forget(self):
        """Delete addresses and the persons in them."""
        contacts = self.contact_id
        self.unlink()
        contacts.unlink()

    def _page(self):
        """Return what a page of the member shows and fills in: no full number."""
        self.ensure_one()
        contact = self.contact_id
        return {
            "id": self.id,
            "is_default": self.is_default,
            "name": contact.name,
            "phone": contact.phone_masked or "",
            "address": contact.address or "",
            "detail": contact.address_detail or "",
            "latitude": f"{contact.latitude:.7f}" if contact.has_point else "",
            "longitude": f"{contact.longitude:.7f}" if contact.has_point else "",
        }
