# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandBranchRule(models.Model):
    """Shop orders may go to the branch that sells their products."""

    _inherit = "errand.branch.rule"

    kind = fields.Selection(
        selection_add=[("product", "Branch that sells the products")],
        ondelete={"product": "cascade"},
    )

    def _explanations(self):
        """Override of ``errand_base``: what the rule of products does."""
        return super()._explanations() | {
            "product": self.env._(
                "A shop order goes to the branches that sell most of its products."
            )
        }
