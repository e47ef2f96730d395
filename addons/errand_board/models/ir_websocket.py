# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from odoo.addons.errand_base.tools.channels import without

from .errand_board_news import CHANNEL


class IrWebsocket(models.AbstractModel):
    """Boards hear of the branches that their user may see."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Override of ``bus``: the word of the board stands for the user's channels."""
        others = without(channels, CHANNEL)
        if len(others) < len(channels):
            others += self.env["errand.board"]._channels()
        return super()._build_bus_channel_list(others)
