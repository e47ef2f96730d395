# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from odoo.addons.errand_base.engine.geo import Point
from odoo.addons.errand_base.models.errand_branch_choice import BranchWish

ENDED = ("done", "failed", "cancelled")


class SaleOrder(models.Model):
    """Orders of the web shop become one handle task at one branch (R2.1)."""

    _inherit = "sale.order"

    errand_order_ids = fields.One2many(
        "errand.order",
        "sale_order_id",
        string="Branch Work",
        groups="errand_base.group_clerk",
    )
    errand_order_count = fields.Integer(
        compute="_compute_errand_order_count", groups="errand_base.group_clerk"
    )

    @api.depends("errand_order_ids")
    def _compute_errand_order_count(self):
        for sale in self:
            sale.errand_order_count = len(sale.errand_order_ids)

    def action_confirm(self):
        """Override of ``sale``: of two who confirm at once, the second looks again.

        Without it, what Odoo writes before the state (followers) fails for the second
        with an error that nobody understands, and its request is not run again.
        """
        self.env.cr.execute(
            SQL(
                "SELECT id FROM sale_order WHERE id IN %s ORDER BY id"
                " FOR NO KEY UPDATE",
                tuple(self.ids) or (0,),
            )
        )
        return super().action_confirm()

    def _action_confirm(self):
        """Override of ``sale``: what is confirmed on a website goes to its branch."""
        result = super()._action_confirm()
        for sale in self.filtered("website_id"):
            sale._hand_to_branch()
        return result

    def _action_cancel(self):
        """Override of ``sale``: the branch stops working on it."""
        result = super()._action_cancel()
        live = self._errand_orders().filtered(lambda order: order.state not in ENDED)
        live._move_to("cancelled", reason="shop_order_cancelled")
        return result

    # === BRANCH === #

    def _errand_orders(self):
        """Return the branches' sides of these orders, as superuser."""
        # Salespeople and customers confirm and cancel without rights on branches.
        return (
            self.env["errand.order"].sudo().search([("sale_order_id", "in", self.ids)])
        )

    def _hand_to_branch(self):
        """Give the order to its branch, unless one has it or had it."""
        self.ensure_one()
        if self._errand_orders().filtered(lambda order: order.state != "cancelled"):
            return
        # The customer pays, and reads neither branches nor rules.
        branches_sudo = self.env["errand.branch"].sudo()
        branch, reason = branches_sudo._choose(self.company_id, self._branch_wish())
        if not branch:
            return  # a company without branches has a shop all the same
        values = self._prepare_errand_values()
        order = (
            self.env["errand.order"]
            .sudo()
            .with_company(self.company_id)
            .create({**values, "branch_id": branch.id, "branch_reason": reason})
        )
        order._move_to("placed")

    def _branch_wish(self):
        """Return what is known of the order before it has a branch."""
        partner_sudo = self.partner_shipping_id.sudo()
        latitude, longitude = (
            partner_sudo.partner_latitude,
            partner_sudo.partner_longitude,
        )
        return BranchWish(
            point=Point(latitude, longitude) if latitude or longitude else None,
            category=self._errand_category(),
            products=self._errand_lines().product_id.sudo(),
            site=self.website_id,
            must_serve=False,
        )

    def _errand_lines(self):
        """Return the lines that somebody has to handle."""
        return self.order_line.filtered(
            lambda line: not line.display_type and line.product_id
        )

    def _errand_category(self):
        # Categories are the office's; whoever confirms may not read them.
        return self.env.ref("errand_website_sale.category_shop").sudo()

    def _prepare_errand_values(self):
        """Return the values of the branch's side, without its branch."""
        self.ensure_one()
        lines = [
            f"{line.product_uom_qty:g} × {line.product_id.display_name}"
            for line in self._errand_lines()
        ]
        return {
            "sale_order_id": self.id,
            "partner_id": self.partner_id.id,
            "category_id": self._errand_category().id,
            "currency_id": self.company_id.currency_id.id,
            "description": "\n".join([self.name, *lines]),
            "dropoff_contact_id": self._create_errand_contact().id,
            "fee": 0.0,
        }

    def _create_errand_contact(self):
        """Return a contact of where the goods go: the only place for such data."""
        partner_sudo = self.partner_shipping_id.sudo()
        contacts_sudo = self.env["errand.contact"].sudo()
        contact = contacts_sudo.create(
            {
                "company_id": self.company_id.id,
                "name": partner_sudo.name or self.partner_id.sudo().display_name,
                "email": partner_sudo.email,
                "address": partner_sudo.with_context(lang=self.env.lang)
                ._display_address(without_company=True)
                .strip()
                .replace("\n", ", "),
            }
        )
        try:
            with self.env.cr.savepoint():
                contact.phone = partner_sudo.phone
        except ValidationError:
            # A number that is none does not stop a sale; the shop order has it.
            contact.invalidate_recordset()
        return contact

    # === SCREEN === #

    def action_open_errands(self):
        """Show the branch's side of the order."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_base.errand_order_action"
        )
        action["domain"] = [("sale_order_id", "=", self.id)]
        action["context"] = {}
        if self.errand_order_count == 1:
            action["views"] = [(False, "form")]
            action["res_id"] = self.errand_order_ids.id
        return action
