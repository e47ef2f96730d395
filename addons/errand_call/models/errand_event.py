# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ErrandEvent(models.Model):
    """Words for looks at numbers that connect a call."""

    _inherit = "errand.event"

    @api.model
    def _reasons(self):
        """Override of ``errand_base``: why a number was used."""
        return {
            **super()._reasons(),
            "masked_call": self.env._("Connected by a masked call"),
        }
