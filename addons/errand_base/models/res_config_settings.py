# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The suite's settings."""

    _inherit = "res.config.settings"

    errand_route_factor = fields.Float(
        related="company_id.errand_route_factor", readonly=False
    )
    errand_speed_kmh = fields.Float(
        related="company_id.errand_speed_kmh", readonly=False
    )
    errand_quote_minutes = fields.Integer(
        related="company_id.errand_quote_minutes", readonly=False
    )
    errand_payment_minutes = fields.Integer(
        related="company_id.errand_payment_minutes", readonly=False
    )
    errand_lead_minutes = fields.Integer(
        related="company_id.errand_lead_minutes", readonly=False
    )
