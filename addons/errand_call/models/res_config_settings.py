# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of masked calls."""

    _inherit = "res.config.settings"

    errand_call_provider = fields.Selection(
        related="company_id.errand_call_provider", readonly=False
    )
