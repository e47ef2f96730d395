# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields, models

from ..engine.actor import SYSTEM_ACTOR
from ..exceptions import MoveRefused


class ErrandOrder(models.Model):
    """The last stage: the customer confirms, or time does it for them (R0.12)."""

    _inherit = "errand.order"

    confirmed_at = fields.Datetime(readonly=True, copy=False)

    def _door_fields(self):
        return super()._door_fields() | {"confirmed_at"}

    def _on_moved(self, target, actor, before):
        result = super()._on_moved(target, actor, before)
        if target == "done":
            for order in self:
                done = order.task_ids.filtered(lambda task: task.state == "done")
                done[:1].next_action_at = order._confirms_at()
        return result

    def _confirms_at(self):
        """Return when a delivered order is confirmed without the customer's word."""
        self.ensure_one()
        hours = self.company_id.errand_confirm_hours
        return (self.done_at or fields.Datetime.now()) + timedelta(hours=hours)

    def _is_confirmation_due(self):
        """Tell whether time may confirm the order now. Hook: a complaint waits."""
        self.ensure_one()
        return self._confirms_at() <= fields.Datetime.now()

    def _confirm(self, actor=SYSTEM_ACTOR, key=None):
        """Note that the errand was done as promised. Said twice, the first counts.

        :raise MoveRefused: it is not delivered
        """
        self._lock_for_move(contest=False)
        fresh = self.filtered(lambda order: not order.confirmed_at).sudo()
        if any(order.state != "done" for order in fresh):
            raise MoveRefused(
                self.env._("Only an order that was delivered can be confirmed.")
            )
        fresh.write({"confirmed_at": fields.Datetime.now()})
        for order in fresh:
            self.env["errand.event"]._log(
                order, "stage", actor, to_state="confirmed", key=key
            )
        fresh.task_ids.write({"next_action_at": False})
        fresh._on_confirmed(actor)
        fresh._notify_followers()
        return fresh

    def _on_confirmed(self, actor):
        """Hook: money credits the couriers here."""

    def action_confirm(self):
        """Confirm the orders for their customers."""
        self.check_access("write")
        self._confirm(self._staff_actor())
