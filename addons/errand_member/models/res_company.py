# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResCompany(models.Model):
    """A company says who may post."""

    _inherit = "res.company"

    errand_needs_phone = fields.Boolean(
        "Bound Phone to Post",
        help="Customers bind a mobile phone before they post their first errand.",
    )
