# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of notices."""

    _inherit = "res.config.settings"

    errand_sms_provider = fields.Selection(
        related="company_id.errand_sms_provider", readonly=False, required=True
    )
    errand_desk_minutes = fields.Integer(
        related="company_id.errand_desk_minutes", readonly=False
    )
    errand_quiet_from = fields.Float(
        related="company_id.errand_quiet_from", readonly=False
    )
    errand_quiet_until = fields.Float(
        related="company_id.errand_quiet_until", readonly=False
    )
