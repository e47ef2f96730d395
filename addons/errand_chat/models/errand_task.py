# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES


class ErrandTask(models.Model):
    """A courier's chat goes with the task they hold."""

    _inherit = "errand.task"

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: who lost the task is out of its chat at once."""
        result = super()._on_moved(target, actor, before)
        if target == "open":
            held = self.filtered(lambda task: before[task.id] in ACTIVE_TASK_STATES)
            held.assignment_ids.filtered("ended_at")._close_chats()
        if target == "assigned":
            self.order_id._chat_rooms()._tell_chat_info()
        return result

    def _job_summary(self):
        """Override of ``errand_dispatch``: how many messages wait for the courier."""
        room = self._chat_room()
        return {
            **super()._job_summary(),
            "chat": {
                "url": f"/courier/chat/{self.id}",
                "unread": room._chat_unread(self.worker_id.partner_id),
            },
        }

    def _chat_assignment(self):
        """Return the present courier's claim, an empty one when nobody has it."""
        self.ensure_one()
        return self.assignment_ids.filtered(
            lambda claim: not claim.ended_at or claim.outcome != "open"
        )[:1]

    def _chat_room(self):
        """Return the room of the task as it stands now, if anybody opened it."""
        self.ensure_one()
        return self.order_id._chat_room_of(self._chat_assignment())
