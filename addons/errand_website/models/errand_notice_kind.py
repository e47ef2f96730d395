# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from .errand_order_money import MORE_ASKED


class ErrandNoticeKind(models.Model):
    """The placeholder of what a courier asks for."""

    _inherit = "errand.notice.kind"

    def _placeholders(self):
        """Override of ``errand_notice``: the amount."""
        known = super()._placeholders()
        if self.code == MORE_ASKED:
            known["amount"] = self.env._("how much more the courier asks for")
        return known

    def _example_values(self):
        """Override of ``errand_notice``: an amount in the company's money."""
        return {
            **super()._example_values(),
            "amount": self.env.company.currency_id.format(20),
        }
