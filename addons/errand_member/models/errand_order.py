# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.errand_website.forms.order_form import ENDS


class ErrandOrder(models.Model):
    """The address book in the form of an errand (R1.2)."""

    _inherit = "errand.order"

    @api.model
    def _known_phone(self, form, end, text):
        """Override of ``errand_website``: masks of the address book, and one's own."""
        partner = self.env.user.partner_id
        saved = (
            self.env["errand.address"]
            ._own(partner, form.typed.get(f"{end}_saved"))
            .contact_id
        )
        if saved and saved.phone_masked == text:
            return saved
        known = super()._known_phone(form, end, text)
        if known:
            return known
        phone = partner._errand_phone()
        return phone if phone and phone.phone_masked == text else None

    @api.model
    def _write_draft(self, form, files, removed_ids=()):
        """Override of ``errand_website``: keep the addresses that were ticked."""
        order = super()._write_draft(form, files, removed_ids)
        addresses = self.env["errand.address"]
        for end in ENDS:
            values = form.contacts.get(end)
            if not values or form.typed.get(f"{end}_save") != "on":
                continue
            try:
                addresses._keep(order.partner_id, order.company_id, values)
            except UserError:
                continue  # a full book is no reason to refuse the errand
        return order

    # === EXPORT AND ERASURE === #

    def _export_values(self):
        """Return this order as JSON values, for its customer."""
        self.ensure_one()
        ends = {
            end: self[f"{end}_contact_id"]._export_values()
            for end in ENDS
            if self[f"{end}_contact_id"]
        }
        return {
            "number": self.name,
            "category": self.category_id.name,
            "state": self.state,
            "description": self.description,
            "properties": self.read(["properties"])[0]["properties"],
            "fee": self.fee,
            "currency": self.currency_id.name,
            "placed_at": self.placed_at,
            "files": self.attachment_ids.mapped("name"),
            **ends,
        }

    def _export_events(self):
        """Return what happened to these orders, without other people's ids."""
        return [
            {
                "at": event.at,
                "order": event.order_id.name,
                "what": event.kind,
                "by": event.actor_role,
                "from": event.from_state or "",
                "to": event.to_state or "",
            }
            for event in self.event_ids
        ]

    def _export_payments(self):
        return [
            {
                "at": payment.create_date,
                "order": payment.errand_order_id.name,
                "reference": payment.reference,
                "amount": payment.amount,
                "state": payment.state,
            }
            for payment in self.transaction_ids
        ]

    def _erase_persons(self):
        """Take out the persons, texts and files of these orders; figures stay."""
        (self.pickup_contact_id | self.dropoff_contact_id)._erase()
        attachments = self.env["ir.attachment"].sudo()  # of orders and their tasks
        for records in (self, self.task_ids):
            attachments.search(
                [("res_model", "=", records._name), ("res_id", "in", records.ids)]
            ).unlink()
        for order in self:
            order.write({"description": self.env._("Erased"), "properties": False})
        self.transaction_ids._erase_payer()
