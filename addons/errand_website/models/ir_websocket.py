# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

ORDER = "errand_order_"
FOLLOW = "errand_follow_"


class IrWebsocket(models.AbstractModel):
    """Live pages: which orders a browser may listen to."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Override of ``bus``: a name from a browser is a claim, never a channel."""
        kept, orders = [], self.env["errand.order"].sudo()
        for channel in channels:
            if isinstance(channel, str) and channel.startswith(ORDER):
                orders |= orders._own_order(channel.removeprefix(ORDER))
            elif isinstance(channel, str) and channel.startswith(FOLLOW):
                token = channel.removeprefix(FOLLOW)
                orders |= self.env["errand.public.link"]._order_of(token, "follow")
            else:
                kept.append(channel)
        return super()._build_bus_channel_list([*kept, *orders])
