# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ..tools import bulk


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
    accepted_at = fields.Datetime(
        readonly=True, help="When the worker said that they do it."
    )
    acted_at = fields.Datetime(
        "First Done Something At",
        readonly=True,
        help="When the worker first noted what they did about it.",
    )
    ended_at = fields.Datetime(readonly=True)
    outcome = fields.Char(readonly=True)
    cause = fields.Char("Cause Code", readonly=True)
    cause_text = fields.Char("Cause", compute="_compute_cause_text")
    note = fields.Char("Courier's Note", readonly=True)
    currency_id = fields.Many2one(related="task_id.currency_id")
    penalty = fields.Monetary(readonly=True)

    _one_active = models.UniqueIndex(
        "(task_id) WHERE ended_at IS NULL", "Another courier has this errand already."
    )

    @api.depends("cause")
    def _compute_cause_text(self):
        reasons = self.env["errand.event"]._reasons()
        for claim in self:
            claim.cause_text = reasons.get(claim.cause, claim.cause)

    @api.depends("worker_id")
    def _compute_display_name(self):
        for claim in self:
            # Whoever reads the claim may know whose it is, in another branch now too.
            claim.display_name = claim.worker_id.sudo().name

    @api.model
    def _begin(self, tasks, actor):
        """Write a claim for each task's worker, in one insert.

        Who takes a task has accepted it; who is given one has not yet.
        """
        bulk.insert(
            self,
            [
                {
                    "task_id": task.id,
                    "worker_id": task.worker_id.id,
                    "assigned_at": task.assigned_at,
                    "accepted_at": self._is_own_hand(task.worker_id, actor)
                    and task.assigned_at,
                    # Known to be empty, so that nobody reads the row at once.
                    "acted_at": False,
                    "ended_at": False,
                }
                for task in tasks
            ],
        )

    @api.model
    def _is_own_hand(self, worker, actor):
        """Tell whether the actor is the worker themselves."""
        by_user = actor.user_id and actor.user_id == worker.user_id.id
        return bool(by_user or actor.worker_id == worker.id)

    def _accept(self):
        """The workers said that they do it. Said twice, the first time counts."""
        fresh = self.filtered(lambda claim: not claim.accepted_at)
        fresh.write({"accepted_at": fields.Datetime.now()})

    def _end(self, outcome):
        """Close the claims that are still open."""
        claims = self.filtered(lambda claim: not claim.ended_at)
        claims.write({"ended_at": fields.Datetime.now(), "outcome": outcome})
        # The ORM inserts at once but updates later: the next claim on the same task,
        # in the same transaction, would meet this one still open.
        claims.flush_recordset(["ended_at"])
