# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandOrder(models.Model):
    """What was decided for an order's tasks, on its page (R5.3)."""

    _inherit = "errand.order"

    decision_count = fields.Integer(
        compute="_compute_decision_count", groups="errand_base.group_clerk"
    )

    @api.depends("task_ids.decision_ids")
    def _compute_decision_count(self):
        for order in self:
            order.decision_count = sum(order.task_ids.mapped("decision_count"))

    def action_open_decisions(self):
        """Show what was decided for the order's tasks, the latest first."""
        return self.task_ids.action_open_decisions()
