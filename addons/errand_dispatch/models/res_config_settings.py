# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Dispatch settings."""

    _inherit = "res.config.settings"

    errand_position_minutes = fields.Integer(
        related="company_id.errand_position_minutes", readonly=False
    )
    errand_active_limit = fields.Integer(
        related="company_id.errand_active_limit", readonly=False
    )
