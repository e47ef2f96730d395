# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandOrder(models.Model):
    """What changes on an order changes the board."""

    _inherit = "errand.order"

    def _notify_followers(self):
        """Override of ``errand_base``: boards are told once a transaction."""
        # Before the order's own news: all of them go into the bus in one insert.
        self.env["errand.board"]._touch(self.sudo().branch_id)
        return super()._notify_followers()
