# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..engine.front_door import LEAD, OFF, OFFER


class ResCompany(models.Model):
    """How the main site sends visitors to the sites of branches."""

    _inherit = "res.company"

    errand_site_manner = fields.Selection(
        [
            (OFF, "Leave them here"),
            (OFFER, "Offer the nearest branch"),
            (LEAD, "Lead them to the nearest branch"),
        ],
        "Visitors of the Main Site",
        required=True,
        default=OFFER,
    )
    errand_site_reach_km = fields.Integer(
        "Farthest Branch (km)",
        required=True,
        default=60,
        help="Visitors whose city is farther from every branch stay on the main site.",
    )

    _errand_site_reach_positive = models.Constraint(
        "CHECK (errand_site_reach_km > 0)",
        "The farthest branch is more than 0 km away.",
    )
