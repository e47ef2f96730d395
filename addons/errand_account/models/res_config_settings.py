# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Money settings."""

    _inherit = "res.config.settings"

    errand_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Money of the Company"
    )
    errand_tip_limit = fields.Monetary(
        related="company_id.errand_tip_limit",
        readonly=False,
        currency_field="errand_currency_id",
    )
    errand_cash_allowed = fields.Boolean(
        related="company_id.errand_cash_allowed", readonly=False
    )
    errand_more_minutes = fields.Integer(
        related="company_id.errand_more_minutes", readonly=False
    )
    errand_commission_tax_id = fields.Many2one(
        related="company_id.errand_commission_tax_id", readonly=False
    )
