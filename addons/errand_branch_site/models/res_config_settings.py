# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..tools import ip_place


class ResConfigSettings(models.TransientModel):
    """Settings of the branches' sites."""

    _inherit = "res.config.settings"

    errand_site_manner = fields.Selection(
        related="company_id.errand_site_manner", readonly=False
    )
    errand_site_reach_km = fields.Integer(
        related="company_id.errand_site_reach_km", readonly=False
    )
    errand_site_has_places = fields.Boolean(
        "Knows Places",
        compute="_compute_errand_site_has_places",
        help="Whether this server has the files that tell where an address is.",
    )

    def _compute_errand_site_has_places(self):
        self.errand_site_has_places = ip_place.is_ready()
