# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResCompany(models.Model):
    """How long complaints are heard and may wait."""

    _inherit = "res.company"

    errand_complaint_days = fields.Integer(
        "Complaints Until (days)", default=7, help="After the end of the errand."
    )
    errand_complaint_hours = fields.Integer(
        "Answer Within (hours)",
        default=48,
        help="Then the branch manager is reminded.",
    )
    errand_support_limit = fields.Monetary(
        "Refund Without Finance",
        currency_field="currency_id",
        default=50.0,
        help="Higher refunds are decided by finance.",
    )

    _errand_support_figures = models.Constraint(
        "CHECK (errand_complaint_days > 0 AND errand_complaint_hours > 0"
        " AND errand_support_limit >= 0)",
        "Days and hours are more than zero.",
    )
