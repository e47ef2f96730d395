# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandComplaintResolve(models.TransientModel):
    """The points rule is proposed; staff decide whether it is right here (R2.7)."""

    _inherit = "errand.complaint.resolve"

    rule_points = fields.Integer("By the Rule", compute="_compute_rule_points")

    @api.depends("worker_id")
    def _compute_rule_points(self):
        rules = self.env["errand.point.rule"]
        for wizard in self:
            worker = wizard.worker_id
            wizard.rule_points = worker and rules._points_for("complaint", worker)

    def action_take_rule_points(self):
        """Fill in the points of the rule; nothing is decided yet."""
        self.ensure_one()
        self.points = self.rule_points
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
