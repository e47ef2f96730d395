# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from .errand_task_near import POOL_CHANNEL


class IrWebsocket(models.AbstractModel):
    """Couriers hear together of what left the pool."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Override of ``bus``: the word of the pool stands for the courier's company.

        Others who say it hear nothing.
        """
        if POOL_CHANNEL in channels:
            channels = [name for name in channels if name != POOL_CHANNEL]
            worker = self.env["errand.worker"]._of_user(self.env.user)
            if worker.is_courier and worker.verification == "approved":
                channels.append((worker.company_id, POOL_CHANNEL))
        return super()._build_bus_channel_list(channels)
