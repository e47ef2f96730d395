# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..engine.geo import distance_km


class ResCompany(models.Model):
    """The company's figures that no single order or branch owns."""

    _inherit = "res.company"

    errand_route_factor = fields.Float(
        "Route Factor",
        digits=(4, 2),
        default=1.3,
        help="The way through streets over the straight line.",
    )
    errand_speed_kmh = fields.Float("Courier Speed (km/h)", digits=(5, 1), default=15.0)
    errand_quote_minutes = fields.Integer(
        "A Quote Holds (minutes)", default=15, help="How long a price is honoured."
    )
    errand_payment_minutes = fields.Integer(
        "Time to Pay (minutes)",
        default=30,
        help="An order that is not paid by then is cancelled.",
    )
    errand_lead_minutes = fields.Integer(
        "Slot Lead (minutes)",
        default=30,
        help="Couriers are told this long before they must set off for a slot.",
    )

    _errand_figures = models.Constraint(
        "CHECK (errand_route_factor >= 1 AND errand_speed_kmh > 0"
        " AND errand_quote_minutes > 0 AND errand_payment_minutes > 0"
        " AND errand_lead_minutes >= 0)",
        "The route factor is at least 1; speed and times are more than zero.",
    )

    def _errand_route_km(self, start, end):
        """Return the way between two points in km: straight line times the factor.

        :param start, end: ``Point``, or None; 0.0 when one is missing
        """
        if not start or not end:
            return 0.0
        return round(distance_km(start, end) * self.errand_route_factor, 2)

    def _errand_route_minutes(self, km):
        """Return how long a courier takes for a way, in minutes."""
        return km / self.errand_speed_kmh * 60
