# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ErrandCachedMixin(models.AbstractModel):
    """Settings that every move asks for: kept in memory, and forgotten on a change."""

    _name = "errand.cached.mixin"
    _description = "Settings Kept in Memory"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: what is kept of the model's rows is no longer true."""
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        """Override: as ``create``."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Override: as ``create``."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
