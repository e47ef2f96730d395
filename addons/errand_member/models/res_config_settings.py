# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of members."""

    _inherit = "res.config.settings"

    errand_needs_phone = fields.Boolean(
        related="company_id.errand_needs_phone", readonly=False
    )
