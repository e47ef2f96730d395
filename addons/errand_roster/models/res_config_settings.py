# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the roster."""

    _inherit = "res.config.settings"

    errand_rest_hours = fields.Float(
        related="company_id.errand_rest_hours", readonly=False
    )
    errand_week_hours = fields.Float(
        related="company_id.errand_week_hours", readonly=False
    )
