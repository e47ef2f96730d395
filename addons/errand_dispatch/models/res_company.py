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

    _errand_dispatch_figures = models.Constraint(
        "CHECK (errand_position_minutes > 0 AND errand_active_limit > 0)",
        "Minutes and limits are more than zero.",
    )
