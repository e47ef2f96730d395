# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResCompany(models.Model):
    """When the board of the company says that something is late."""

    _inherit = "res.company"

    errand_open_minutes = fields.Integer(
        "Open Too Long After (minutes)",
        default=10,
        help="The board says so of errands that nobody has taken by then.",
    )

    _errand_open_minutes_sane = models.Constraint(
        "CHECK (errand_open_minutes > 0)", "Minutes are more than zero."
    )
