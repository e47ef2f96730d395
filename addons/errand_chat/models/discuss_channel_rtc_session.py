# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class DiscussChannelRtcSession(models.Model):
    """Calls of an order's chat stay inside of it, and end with it."""

    _inherit = "discuss.channel.rtc.session"

    def _notify_peers(self, notifications):
        """Override of ``mail``: which takes the sessions that the browser names."""
        room = self.channel_id
        if room.errand_order_id:
            if room._end_closed_calls():
                return None
            own = set(room.rtc_session_ids.ids)
            notifications = [
                ([target for target in targets if target in own], content)
                for targets, content in notifications
            ]
        return super()._notify_peers(notifications)

    def _update_and_broadcast(self, values):
        """Override of ``mail``: a closed chat has no call to change."""
        if self.channel_id._end_closed_calls():
            return None
        return super()._update_and_broadcast(values)
