# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.engine.actor import CUSTOMER, Actor
from odoo.addons.errand_base.tools.number import whole_number


class ErrandOrder(models.Model):
    """What customers do with their own orders on the website."""

    _inherit = "errand.order"

    @api.model
    def _own_order(self, order_id):
        """Return the signed-in customer's order as superuser, or an empty one.

        By owner and not by record rule: a customer of two companies' sites, or a
        colleague who posts an errand, still owns it.

        :param order_id: whatever the browser sent
        """
        orders_sudo = self.sudo()
        number = whole_number(order_id)
        user = self.env.user
        if not number or user._is_public():
            return orders_sudo.browse()
        return orders_sudo.search(
            [("id", "=", number), ("partner_id", "=", user.partner_id.id)]
        )

    @api.model
    def _own_debts(self, company):
        """Return what the signed-in customer still owes the company, as superuser."""
        user = self.env.user
        if user._is_public():
            return self.env["errand.charge"].sudo()
        return self._debts_of(user.partner_id, company)

    @api.model
    def _posting_actor(self):
        """Return the signed-in customer, who has no order yet."""
        return Actor(CUSTOMER, user_id=self.env.uid)

    # === DRAFT === #

    @api.model
    def _known_phone(self, form, end, text):
        """Return whose number is meant by a mask in the form, None if nobody's.

        Modules that show more masks in the form override it.

        :param form: ``OrderForm``
        :return: a record of a model with ``errand.phone.mixin``, as superuser
        """
        contact = form.order and form.order[f"{end}_contact_id"]
        return contact if contact and contact.phone_masked == text else None

    @api.model
    def _write_draft(self, form, files, removed_ids=()):
        """Write what a valid form says, in a new draft or the one it edits.

        :param form: ``OrderForm`` without errors
        :param files: list of (name, content) to add
        :param removed_ids: ids of files of the draft to remove
        :return: the draft, as superuser
        """
        order = form.order or self._create_draft(form)
        if form.order:
            order._update_draft(form)
        order.attachment_ids.filtered(lambda file: file.id in removed_ids).unlink()
        if files:
            self.env["ir.attachment"]._create_for_errand(order, files)
        return order

    @api.model
    def _create_draft(self, form):
        contacts = self.env["errand.contact"].sudo()
        company = form.company
        return (
            self.sudo()
            .with_company(company)
            .create(
                {
                    **form.values,
                    "category_id": form.category.id,
                    "branch_id": form.branch.id,
                    "branch_reason": form.branch_reason,
                    "currency_id": company.currency_id.id,
                    "partner_id": self.env.user.partner_id.id,
                    **{
                        f"{end}_contact_id": contacts.create(
                            {**values, "company_id": company.id}
                        ).id
                        for end, values in form.contacts.items()
                        if values
                    },
                }
            )
        )

    def _update_draft(self, form):
        """Write the form over a draft, its contacts included.

        :raise UserError: it was placed meanwhile
        """
        self._lock_for_move(contest=False)
        if self.state != "draft":
            raise UserError(
                self.env._("This order was placed already and cannot be changed here.")
            )
        values = {
            **form.values,
            "branch_id": form.branch.id,
            "branch_reason": form.branch_reason,
        }
        dropped = self.env["errand.contact"].sudo()
        for end, contact_values in form.contacts.items():
            contact = self[f"{end}_contact_id"]
            if contact and contact_values:
                contact.write(contact_values)
            elif contact_values:
                new = {**contact_values, "company_id": self.company_id.id}
                values[f"{end}_contact_id"] = contact.create(new).id
            else:
                values[f"{end}_contact_id"] = False
                dropped |= contact
        self.write(values)
        dropped.unlink()
        # The contacts kept their ids, so nobody told the distance.
        self.env.add_to_compute(self._fields["distance_km"], self)

    def _requote(self):
        """Give a draft of the professional class today's price (R0.4)."""
        self.ensure_one()
        self._ask_routes()  # before the lock
        self._lock_for_move(contest=False)
        if self.state != "draft" or self.service_class != "professional":
            raise UserError(
                self.env._("This order was placed already and cannot be changed here.")
            )
        self._take_quote()

    def _place_for_customer(self):
        """Place the customer's draft; once placed, it stays so."""
        self.ensure_one()
        if self.state == "draft":
            self._move_to(
                "placed", actor=self._customer_actor(), key=f"place-{self.id}"
            )
