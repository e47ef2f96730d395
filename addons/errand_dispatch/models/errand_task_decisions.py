# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandTask(models.Model):
    """What was decided for a task, and what is tried now, on its page (R5.3)."""

    _inherit = "errand.task"

    decision_count = fields.Integer(
        compute="_compute_decision_count", groups="errand_base.group_clerk"
    )
    dispatch_step = fields.Char(
        "Tried Now",
        compute="_compute_dispatch_step",
        groups="errand_base.group_clerk",
    )
    dispatch_next_at = fields.Datetime(
        "Looked At Again",
        compute="_compute_dispatch_step",
        groups="errand_base.group_clerk",
    )
    dispatch_policy_id = fields.Many2one(
        "errand.dispatch.policy",
        compute="_compute_dispatch_step",
        groups="errand_base.group_clerk",
    )

    @api.depends("decision_ids")
    def _compute_decision_count(self):
        counts = self.env["errand.dispatch.decision"]._read_group(
            [("task_id", "in", self.ids)], ["task_id"], ["__count"]
        )
        found = dict(counts)
        for task in self:
            task.decision_count = found.get(task._origin, 0)

    @api.depends("state", "dispatch_run_ids.step_id", "dispatch_run_ids.next_at")
    @api.depends_context("lang")
    def _compute_dispatch_step(self):
        for task in self:
            is_live = task.state in ("open", "assigned", "picked_up")
            run = task._dispatch_run() if is_live else task.dispatch_run_ids.browse()
            task.dispatch_step = task._dispatch_summary()["step"] if run else False
            task.dispatch_next_at = run.next_at
            task.dispatch_policy_id = run.policy_id

    def action_open_decisions(self):
        """Show what was decided for these tasks, the latest first."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "errand_dispatch.dispatch_decision_action"
        )
        return action | {"domain": [("task_id", "in", self.ids)], "context": {}}
