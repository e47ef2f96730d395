# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandBranch(models.Model):
    """Each branch says how its people's points count."""

    _inherit = "errand.branch"

    weight_base = fields.Integer(
        "Weight Without Points",
        required=True,
        default=100,
        help="What somebody without points weighs when orders are given out.",
    )
    points_half_life = fields.Float(
        "Half-Life of Points (days)",
        digits=(8, 2),
        required=True,
        default=30.0,
        help="After so many days points count half, after twice as many a quarter.",
    )

    _points_half_life_positive = models.Constraint(
        "CHECK (points_half_life > 0 AND points_half_life <= 3650)",
        "The half-life lies between 0 and 3650 days.",
    )
    _weight_base_sane = models.Constraint(
        "CHECK (weight_base BETWEEN 1 AND 100000)",
        "The weight without points lies between 1 and 100000.",
    )
