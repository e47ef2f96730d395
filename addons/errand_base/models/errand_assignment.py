# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandAssignment(models.Model):
    """A worker's claim on a task, from the grab until its end.

    The history of who had a task; its unique index is the last guard of "one
    winner", under any isolation level (design 3).
    """

    _name = "errand.assignment"
    _description = "Assignment"
    _order = "id desc"
    _rec_name = "worker_id"

    task_id = fields.Many2one(
        "errand.task", required=True, readonly=True, index=True, ondelete="cascade"
    )
    worker_id = fields.Many2one(
        "errand.worker", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="task_id.company_id")
    assigned_at = fields.Datetime(required=True, readonly=True)
    ended_at = fields.Datetime(readonly=True)
    outcome = fields.Char(readonly=True)

    _one_active = models.UniqueIndex(
        "(task_id) WHERE ended_at IS NULL", "Another courier has this errand already."
    )

    @api.model
    def _begin(self, tasks):
        """Write a claim for each task's worker, in one insert."""
        self.create(
            [
                {
                    "task_id": task.id,
                    "worker_id": task.worker_id.id,
                    "assigned_at": task.assigned_at,
                }
                for task in tasks
            ]
        )

    def _end(self, outcome):
        """Close the claims that are still open."""
        claims = self.filtered(lambda claim: not claim.ended_at)
        claims.write({"ended_at": fields.Datetime.now(), "outcome": outcome})
        # The ORM inserts at once but updates later: the next claim on the same task,
        # in the same transaction, would meet this one still open.
        claims.flush_recordset(["ended_at"])
