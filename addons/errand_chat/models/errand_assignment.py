# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandAssignment(models.Model):
    """Each claim on a task has a chat of its own: the next courier reads no old one."""

    _inherit = "errand.assignment"

    def _close_chats(self):
        """Close the rooms of claims that were taken back; their couriers leave."""
        rooms = self.env["discuss.channel"].sudo()  # couriers have no rights on it
        rooms = rooms.search(
            [("errand_assignment_id", "in", self.ids), ("errand_closed_at", "=", False)]
        )
        for room in rooms:
            courier = room.channel_member_ids.filtered(
                lambda member: member.errand_role == "courier"
            )
            room._close_chat()
            room._remove_chat_members(courier)
