# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ErrandEvent(models.Model):
    """Words for what couriers do."""

    _inherit = "errand.event"

    @api.model
    def _reasons(self):
        """Override of ``errand_base``: why a courier saw the contacts."""
        return {
            **super()._reasons(),
            "courier_job": self.env._("Needed for the courier's job"),
        }
