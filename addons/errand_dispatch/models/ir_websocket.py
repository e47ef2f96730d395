# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from odoo.addons.errand_base.tools.channels import without

from .errand_task_near import POOL_CHANNEL


class IrWebsocket(models.AbstractModel):
    """Couriers hear together of what left the pool."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Override of ``bus``: the word of the pool stands for the courier's company.

        Others who say it hear nothing.
        """
        others = without(channels, POOL_CHANNEL)
        if len(others) < len(channels):
            worker = self.env["errand.worker"]._of_user(self.env.user)
            if worker.is_courier and worker.verification == "approved":
                others.append((worker.company_id, POOL_CHANNEL))
        return super()._build_bus_channel_list(others)
