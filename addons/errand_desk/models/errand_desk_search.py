# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

#: Customers that one search shows.
LIMIT = 20
#: People at the ends of errands that one search looks through.
CONTACT_LIMIT = 500
#: What is shown of a number: its last digits can be searched.
SHOWN_DIGITS = 4
#: Chinese keyboards type wide figures, which mean the same.
NARROW = str.maketrans("０１２３４５６７８９＋－", "0123456789+-")


class ErrandDesk(models.AbstractModel):
    """Finds customers from one box: phone, name, mail or order number (R2.5)."""

    _inherit = "errand.desk"

    @api.model
    def find(self, text):
        """Return the customers that a text may mean, the latest first.

        Staff find who has orders that they may see, and an account by its whole
        number or mail: the caller has said it.

        :return: dict of ``customers`` (see ``_row``), ``visitors`` (see
            ``_visitor_row``), ``is_more`` and ``number``, the text as a phone number
            when it is one
        :raise AccessError: not staff of orders
        """
        self._check_staff()
        text = text if isinstance(text, str) else ""
        text = text.translate(NARROW).strip()[:100]
        empty = {"customers": [], "visitors": [], "is_more": False, "number": False}
        if len(text) < 2 or "\x00" in text:
            return empty
        number = self._number(text)
        meant = self._order_domain(text, number)
        visitors = Domain("partner_id", "in", self._visitor_partners().ids)
        found = self.env["errand.order"]._read_group(
            meant & ~visitors,
            ["partner_id"],
            ["__count", "create_date:max"],
            order="create_date:max DESC",
            limit=LIMIT + 1,
        )
        known = self._accounts(text, number)
        seen = {partner.id for partner, _count, _last in found}
        rows = [(partner, 0, None) for partner in known if partner.id not in seen]
        rows += found
        return {
            "customers": self._rows(rows[:LIMIT]),
            "visitors": [
                self._visitor_row(order)
                for order in self.env["errand.order"].search(
                    meant & visitors, order="create_date DESC, id DESC", limit=LIMIT
                )
            ],
            "is_more": len(rows) > LIMIT,
            "number": number,
        }

    def _visitor_partners(self):
        """Return the partners that all visitors of a website share."""
        public = self.env.ref("base.group_public").sudo()  # no secret
        return public.with_context(active_test=False).user_ids.partner_id

    def _number(self, text):
        """Return the text in E.164, False when it is no whole phone number."""
        if not re.fullmatch(r"[\d\s()+./-]{5,}", text):
            return False
        try:
            return self.env["errand.phone"]._normalise_phone(text)
        except ValidationError:
            return False

    def _order_domain(self, text, number):
        """Return which orders of the user's own a text may mean."""
        words = self._escaped(text)
        parts = [
            Domain("name", "ilike", words),
            Domain("partner_id.name", "ilike", words),
        ]
        if "@" in text:
            parts.append(Domain("partner_id.email", "ilike", words))
        contacts = self._contacts(text, number)
        if contacts:
            ends = ("pickup_contact_id", "dropoff_contact_id")
            parts += [Domain(end, "in", contacts.ids) for end in ends]
        partners = self._bound(text, number)
        if partners:
            parts.append(Domain("partner_id", "in", partners.ids))
        return Domain.OR(parts)

    def _contacts(self, text, number):
        """Return people at the ends of errands, whom the user may see."""
        contacts = self.env["errand.contact"]
        if number:
            return contacts._search_by_phone(number)
        if self._is_last_digits(text):
            masks = Domain("phone_masked", "=like", f"%{text}")
            return contacts.search(masks, limit=CONTACT_LIMIT, order="id DESC")
        words = Domain("name", "ilike", self._escaped(text))
        return contacts.search(words, limit=CONTACT_LIMIT, order="id DESC")

    def _bound(self, text, number):
        """Return the members whose bound phone is, or ends with, the text."""
        # Numbers are hidden; which member has one, staff ask for a caller's.
        phones = self.env["errand.phone"].sudo()
        if number:
            return phones._of_number(number).partner_id
        if self._is_last_digits(text):
            masks = Domain("phone_masked", "=like", f"%{text}")
            return phones.search(masks, limit=CONTACT_LIMIT).partner_id
        return self.env["res.partner"]

    @staticmethod
    def _is_last_digits(text):
        return len(text) == SHOWN_DIGITS and text.isascii() and text.isdecimal()

    def _accounts(self, text, number):
        """Return the accounts with exactly this phone or mail, orders or not."""
        partners = self.env["res.partner"].sudo()  # exact words find, nothing else
        if number:
            found = self.env["errand.phone"]._of_number(number).partner_id
        elif "@" in text:
            found = partners.search([("email", "=ilike", self._escaped(text))], limit=5)
        else:
            return partners
        companies = self.env.companies
        return found.filtered(
            lambda partner: (
                partner.active
                and partner.user_ids.filtered("share")
                and (not partner.company_id or partner.company_id in companies)
            )
        )

    @staticmethod
    def _escaped(text):
        """Return the text with the wildcards of LIKE as plain letters."""
        return re.sub(r"([\\%_])", r"\\\1", text)

    # === ROWS === #

    def _rows(self, rows):
        partners = self.env["res.partner"].browse([row[0].id for row in rows])
        phones = self._phones(partners)
        return [
            self._row(partner, phones.get(partner.id), count, last)
            for partner, count, last in rows
        ]

    def _row(self, partner, phone, count, last):
        """Return one customer: id, name, masked phone, mail, orders, the last one's.

        :param last: naive UTC datetime, or None
        """
        partner_sudo = partner.sudo()  # names of customers are read through this door
        return {
            "id": partner.id,
            "name": partner_sudo.name,
            "phone": phone or False,
            "email": partner_sudo.email or False,
            "order_count": count,
            "last_at": last and fields.Datetime.to_string(last),
        }

    def _visitor_row(self, order):
        """Return what somebody without an account asked: each asked for themselves."""
        contact = order.dropoff_contact_id
        return {
            "order_id": order.id,
            "number": order.name,
            "name": contact.name or order.name,
            "phone": contact.phone_masked or False,
            "category": order.category_id.name,
            "at": fields.Datetime.to_string(order.create_date),
        }

    def _phones(self, partners):
        """Return the masked phones of members by their partner's id."""
        phones = self.env["errand.phone"].sudo()  # masked ones, for staff
        return {
            phone.partner_id.id: phone.phone_masked
            for phone in phones.search([("partner_id", "in", partners.ids)])
        }
