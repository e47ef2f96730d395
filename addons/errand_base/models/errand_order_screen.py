# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.fields import Domain

#: Fields of the ends of an errand are for staff who may read contacts.
CLERKS = "errand_base.group_clerk"


class ErrandOrder(models.Model):
    """What the back office screens of an order show, search and do."""

    _inherit = "errand.order"

    branch_id = fields.Many2one(default=lambda self: self._default_branch_id())
    category_icon = fields.Char(related="category_id.icon", string="Category Icon")
    has_goods_advance = fields.Boolean(related="category_id.has_goods_advance")
    pickup_need = fields.Selection(
        related="category_id.pickup", string="Pick-up Is Needed"
    )
    dropoff_need = fields.Selection(
        related="category_id.dropoff", string="Drop-off Is Needed"
    )
    pickup_phone = fields.Char(
        related="pickup_contact_id.phone_masked", string="Pick-up Phone", groups=CLERKS
    )
    pickup_address = fields.Char(
        related="pickup_contact_id.address", string="From", groups=CLERKS
    )
    pickup_address_detail = fields.Char(
        related="pickup_contact_id.address_detail",
        string="Pick-up Floor, Room, Gate",
        groups=CLERKS,
    )
    dropoff_phone = fields.Char(
        related="dropoff_contact_id.phone_masked",
        string="Drop-off Phone",
        groups=CLERKS,
    )
    dropoff_email = fields.Char(
        related="dropoff_contact_id.email", string="E-mail", groups=CLERKS
    )
    dropoff_address = fields.Char(
        related="dropoff_contact_id.address", string="To", groups=CLERKS
    )
    dropoff_address_detail = fields.Char(
        related="dropoff_contact_id.address_detail",
        string="Drop-off Floor, Room, Gate",
        groups=CLERKS,
    )
    contact_phone = fields.Char(
        "Phone of a Contact",
        compute="_compute_contact_phone",
        search="_search_contact_phone",
        groups=CLERKS,
        help="Finds orders by the full phone number of either end.",
    )
    worker_ids = fields.Many2many(
        "errand.worker",
        string="Workers",
        compute="_compute_worker_ids",
        groups="base.group_user",
    )
    is_late = fields.Boolean(
        "Late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Its wanted time is over, and it is not delivered.",
    )
    task_count = fields.Integer(compute="_compute_counts", groups="base.group_user")
    event_count = fields.Integer(compute="_compute_counts", groups="base.group_user")

    @api.model
    def _default_branch_id(self):
        """Return the branch that the user works in, where there is only one."""
        branches = self.env.user.sudo().errand_branch_ids.filtered(
            lambda branch: branch.company_id == self.env.company
        )
        return branches if len(branches) == 1 else False

    # === COMPUTE === #

    @api.depends("name")
    def _compute_display_name(self):
        for order in self:
            is_new = order.name == "/"
            order.display_name = self.env._("New Order") if is_new else order.name

    @api.depends("pickup_contact_id", "dropoff_contact_id")
    def _compute_contact_phone(self):
        for order in self:
            phones = [order.pickup_phone, order.dropoff_phone]
            order.contact_phone = ", ".join(phone for phone in phones if phone)

    def _search_contact_phone(self, operator, value):
        if operator != "in":
            return NotImplemented
        # Contacts keep their phones encrypted: only a full number is found.
        contacts = self.env["errand.contact"].search([("phone", "in", value)])
        return Domain("pickup_contact_id", "in", contacts.ids) | Domain(
            "dropoff_contact_id", "in", contacts.ids
        )

    @api.depends("task_ids.worker_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_worker_ids(self):
        # Who works in another branch now may be hidden from this user.
        seen = self.task_ids.worker_id._filtered_access("read")
        for order in self:
            order.worker_ids = order.task_ids.worker_id & seen

    @api.depends("state", "wanted_until")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for order in self:
            order.is_late = (
                order.state in ("placed", "in_progress")
                and bool(order.wanted_until)
                and order.wanted_until < now
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "in", ("placed", "in_progress")) & Domain(
            "wanted_until", "<", fields.Datetime.now()
        )

    @api.depends("task_ids", "event_ids")
    def _compute_counts(self):
        for order in self:
            order.task_count = len(order.task_ids)
            order.event_count = len(order.event_ids)

    # === ACTIONS === #

    def action_show_pickup_phone(self):
        """Show the full phone of the pick-up; the look is logged."""
        return self._show_phone(self.pickup_contact_id)

    def action_show_dropoff_phone(self):
        """Show the full phone of the drop-off; the look is logged."""
        return self._show_phone(self.dropoff_contact_id)

    def _show_phone(self, contact):
        """Return a notification with the full number (R0.10).

        :raise AccessError: the user may not read the order, or its contacts
        """
        self.ensure_one()
        self.check_access("read")
        # The group too: a customer reads their own order, but no contact.
        contact.check_access("read")
        phone = contact._reveal_phone(self, self._staff_actor(), "shown_to_staff")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": contact.name,
                "message": phone or self.env._("No phone is known."),
                "type": "info",
                "sticky": True,
                # Closing "nothing" makes the form show the look in its timeline.
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_cancel(self):
        """Cancel what costs nothing; ask about what does, with its amounts."""
        self.check_access("write")
        is_free = all(
            order.state in ("draft", "placed") and not order._cancel_offer().cost
            for order in self.sudo()  # what is held is for finance to read
        )
        if is_free:
            self._move_to(
                "cancelled", actor=self._staff_actor(), key=f"cancel-{self.ids}"
            )
            return None
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cancel Order"),
            "res_model": "errand.cancel.wizard",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_open_tasks(self):
        """Show the tasks of the order."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_base.errand_task_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        action["context"] = {}
        if len(self.task_ids) == 1:
            action["views"] = [(False, "form")]
            action["res_id"] = self.task_ids.id
        return action

    def action_open_events(self):
        """Show what happened to the order."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_base.errand_event_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        action["context"] = {}
        return action
