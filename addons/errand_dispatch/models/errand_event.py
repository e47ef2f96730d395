# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ErrandEvent(models.Model):
    """Words for what couriers do."""

    _inherit = "errand.event"

    @api.model
    def _sentences(self):
        """Override of ``errand_base``: what dispatch does."""
        return {
            **super()._sentences(),
            ("stage", "task", "passed_on"): self.env._("Passed to another branch"),
        }

    @api.model
    def _reasons(self):
        """Override of ``errand_base``: why a courier saw the contacts."""
        return {
            **super()._reasons(),
            "courier_job": self.env._("Needed for the courier's job"),
            "nobody_found": self.env._("Nobody was found who could do it"),
            "not_handled": self.env._("Nobody there handled it"),
            "not_handled_in_time": self.env._("Not handled in time"),
        }
