# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResCompany(models.Model):
    """How couriers of the company are told and limited."""

    _inherit = "res.company"

    errand_position_minutes = fields.Integer(
        "A Position Holds (minutes)",
        default=10,
        help="A courier whose position is older is not told of errands.",
    )
    errand_active_limit = fields.Integer(
        "Errands at Once", default=3, help="What one courier may hold at a time."
    )
    errand_live_minutes = fields.Integer(
        "A Position Is Live (minutes)",
        default=2,
        help="An older one is shown as last seen, never as live.",
    )
    errand_pickup_minutes = fields.Integer(
        "Minutes at the Pick-up", default=5, help="Counted in the estimated arrival."
    )
    errand_dropoff_minutes = fields.Integer(
        "Minutes at the Drop-off",
        default=3,
        help="Counted when the courier has other errands on the way.",
    )

    _errand_dispatch_figures = models.Constraint(
        "CHECK (errand_position_minutes > 0 AND errand_active_limit > 0"
        " AND errand_live_minutes > 0 AND errand_pickup_minutes >= 0"
        " AND errand_dropoff_minutes >= 0)",
        "Minutes and limits are more than zero.",
    )
