# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields, models

from ..exceptions import RecordBusy

#: When a step is tried again: somebody had the task in hand, or it failed.
BUSY_MINUTES, FAILED_MINUTES = 1, 10


class ErrandTask(models.Model):
    """What happens to a task by itself: at its time, whoever calls (design 6)."""

    _inherit = "errand.task"

    _due_field = "next_action_at"

    def _take_step(self):
        """Do what is due in the task's state.

        Whatever happens, the task never stays without an owner of its next step:
        a step that cannot be taken now is due again in a minute.
        """
        self.ensure_one()
        self.next_action_at = fields.Datetime.now() + timedelta(minutes=BUSY_MINUTES)
        step = self._due_steps().get(self.state)
        if step:
            step()
        else:
            self.next_action_at = False

    def _postpone(self, error):
        """Override: soon if somebody has the task in hand, else after a pause."""
        self.ensure_one()
        is_busy = isinstance(error, RecordBusy)
        minutes = BUSY_MINUTES if is_busy else FAILED_MINUTES
        self.next_action_at = fields.Datetime.now() + timedelta(minutes=minutes)

    def _due_steps(self):
        """Map a state to the method that takes its due step. Modules add theirs."""
        return {"waiting": self._open_or_give_up, "done": self._confirm_in_time}

    def _open_or_give_up(self):
        """Open a slot order, or give up one that was not paid."""
        order = self.order_id
        if order._is_released():
            self._open_in_time()
        elif order.state == "placed":
            order._move_to("cancelled", reason="not_paid_in_time")

    def _confirm_in_time(self):
        """Confirm a delivered order whose customer said nothing."""
        if self.order_id.state == "done" and self.order_id._is_confirmation_due():
            self.order_id._confirm()
        else:
            self.next_action_at = False
