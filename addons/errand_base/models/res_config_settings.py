# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The suite's settings."""

    _inherit = "res.config.settings"

    errand_route_provider = fields.Selection(
        related="company_id.errand_route_provider", readonly=False
    )
    errand_osrm_url = fields.Char(related="company_id.errand_osrm_url", readonly=False)
    errand_osrm_profile = fields.Char(
        related="company_id.errand_osrm_profile", readonly=False
    )
    errand_osrm_timeout = fields.Float(
        related="company_id.errand_osrm_timeout", readonly=False
    )
    errand_fee_step = fields.Float(related="company_id.errand_fee_step", readonly=False)
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
    errand_confirm_hours = fields.Integer(
        related="company_id.errand_confirm_hours", readonly=False
    )
    errand_lead_minutes = fields.Integer(
        related="company_id.errand_lead_minutes", readonly=False
    )
    errand_waiting_minutes = fields.Integer(
        related="company_id.errand_waiting_minutes", readonly=False
    )
    errand_arrival_minutes = fields.Integer(
        related="company_id.errand_arrival_minutes", readonly=False
    )
    errand_arrival_limit_minutes = fields.Integer(
        related="company_id.errand_arrival_limit_minutes", readonly=False
    )
    errand_closed_orders = fields.Selection(
        related="company_id.errand_closed_orders", readonly=False
    )
    errand_draft_days = fields.Integer(
        related="company_id.errand_draft_days", readonly=False
    )
