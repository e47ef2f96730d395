# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandCategory(models.Model):
    """How errands of a kind may be paid."""

    _inherit = "errand.category"

    cash_allowed = fields.Boolean(
        "Cash at the Door",
        default=True,
        help="Where the company takes cash at all: customers may pay the courier.",
    )

    def _takes_cash(self, company):
        """Tell whether customers of a company may pay these errands in cash."""
        self.ensure_one()
        return company.errand_cash_allowed and self.cash_allowed
