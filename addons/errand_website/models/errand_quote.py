# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandQuote(models.Model):
    """Pages count down until a price runs out."""

    _inherit = "errand.quote"

    def _seconds_left(self):
        """Return how long the price still holds, 0 when it ran out."""
        self.ensure_one()
        left = self.valid_until - fields.Datetime.now()
        return max(0, int(left.total_seconds()))
