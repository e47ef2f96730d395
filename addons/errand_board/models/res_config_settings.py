# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the board."""

    _inherit = "res.config.settings"

    errand_open_minutes = fields.Integer(
        related="company_id.errand_open_minutes", readonly=False
    )
