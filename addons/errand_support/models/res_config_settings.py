# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of support."""

    _inherit = "res.config.settings"

    errand_complaint_days = fields.Integer(
        related="company_id.errand_complaint_days", readonly=False
    )
    errand_complaint_hours = fields.Integer(
        related="company_id.errand_complaint_hours", readonly=False
    )
    errand_support_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of Support"
    )
    errand_support_limit = fields.Monetary(
        related="company_id.errand_support_limit",
        currency_field="errand_support_currency_id",
        readonly=False,
    )
