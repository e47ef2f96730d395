# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.engine.actor import Actor

from .errand_complaint import OPEN_LIMIT, OPEN_STATES


class ErrandOrder(models.Model):
    """Complaints about the order hold its confirmation up."""

    _inherit = "errand.order"

    complaint_ids = fields.One2many(
        "errand.complaint", "order_id", groups="errand_base.group_clerk"
    )
    complaint_count = fields.Integer(
        compute="_compute_complaint_count", groups="errand_base.group_clerk"
    )

    def _compute_complaint_count(self):
        counts = dict(
            self.env["errand.complaint"]._read_group(
                [("order_id", "in", self.ids)], ["order_id"], ["__count"]
            )
        )
        for order in self:
            order.complaint_count = counts.get(order, 0)

    def _actor_of(self, role, user):
        """Return a person as the one who acts."""
        return Actor(role, user_id=user.id)

    # === RULES === #

    def _open_complaints(self):
        """Return the complaints that wait for an answer, as superuser."""
        return self.sudo().complaint_ids.filtered(
            lambda complaint: complaint.state in OPEN_STATES
        )

    def _complaints_of(self, partner):
        """Return one person's complaints about the order, as superuser."""
        return self.sudo().complaint_ids.filtered(
            lambda complaint: complaint.partner_id == partner
        )

    def _is_confirmation_due(self):
        """Override of ``errand_base``: who complained has not confirmed."""
        return not self._open_complaints() and super()._is_confirmation_due()

    def _go_on_after_complaint(self):
        """Let time go on with orders whose complaints are answered."""
        for order in self.sudo():
            if order.state == "done" and not order.confirmed_at:
                done = order.task_ids.filtered(lambda task: task.state == "done")
                done[:1].next_action_at = max(
                    order._confirms_at(), fields.Datetime.now()
                )

    def _complaint_deadline(self):
        """Return until when a complaint is heard; False while the errand lasts."""
        self.ensure_one()
        ended_at = self.done_at or self.cancelled_at
        days = self.company_id.errand_complaint_days
        return ended_at and ended_at + timedelta(days=days)

    def _may_complain(self):
        """Tell whether it is time for complaints: from placing to some days after."""
        self.ensure_one()
        deadline = self._complaint_deadline()
        return self.state != "draft" and (
            not deadline or deadline >= fields.Datetime.now()
        )

    def _check_may_complain(self, partner):
        """Refuse a complaint that comes too late, or one too many.

        :raise UserError: says what to do
        """
        if not self._may_complain():
            raise UserError(
                self.env._("It is too late for a complaint here. Please call us.")
            )
        mine = self._open_complaints().filtered(
            lambda complaint: complaint.partner_id == partner
        )
        if len(mine) >= OPEN_LIMIT:
            raise UserError(
                self.env._(
                    "We are looking into it already. Please wait for our answer."
                )
            )

    # === ACTIONS === #

    def action_open_complaints(self):
        """Show the complaints about the order."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_support.errand_complaint_action"
        )
        return {**action, "domain": [("order_id", "=", self.id)], "context": {}}
