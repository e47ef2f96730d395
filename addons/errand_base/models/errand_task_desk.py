# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine.actor import COURIER

CLERKS, DISPATCHERS = "errand_base.group_clerk", "errand_base.group_dispatcher"


class ErrandTask(models.Model):
    """Desk work: one clerk of the branch takes it, and closes it (R2.1)."""

    _inherit = "errand.task"

    can_take = fields.Boolean(compute="_compute_can_take")
    can_close = fields.Boolean(compute="_compute_can_take")
    asked_text = fields.Text("Asked For", related="order_id.description")

    @api.depends("kind", "state", "worker_id")
    @api.depends_context("uid")
    def _compute_can_take(self):
        for task in self:
            is_ours = task.kind == "handle" and task._is_of_desk()
            task.can_take = is_ours and task.state == "open"
            task.can_close = is_ours and task.state == "assigned" and task._is_closer()

    def _check_is_for_couriers(self, actor):
        """Guard of ``assigned``: no courier grabs the work of a desk."""
        if actor.role == COURIER and any(task.kind == "handle" for task in self):
            raise self._refused_error("assigned")

    def _is_of_desk(self):
        """Tell whether the user works at the desk of the task's branch."""
        user = self.env.user
        at_branch = self.branch_id in user.sudo().errand_branch_ids
        return user.has_group(DISPATCHERS) or (user.has_group(CLERKS) and at_branch)

    def _is_closer(self):
        """Tell whether the user may end the task: who has it, and who manages."""
        user = self.env.user
        return (
            self.sudo().worker_id.partner_id == user.partner_id
            or self.sudo().branch_id.manager_id == user
            or user.has_group(DISPATCHERS)
        )

    def _check_desk(self, closing=False):
        """Refuse whoever does not work on these tasks.

        :param closing: only who has it, or manages, goes on with it
        :raise AccessError: another branch's, or another's task
        :raise UserError: no desk work
        """
        self.check_access("read")
        if any(task.kind != "handle" for task in self):
            raise UserError(self.env._("Only work at the desk is taken here."))
        if not all(task._is_of_desk() for task in self):
            raise AccessError(self.env._("This is the work of another branch."))
        if closing and not all(task._is_closer() for task in self):
            raise AccessError(
                self.env._("Somebody else has this task. Ask them, or the manager.")
            )

    def _lost_message(self, target):
        """Override: at a desk there are no couriers."""
        if target == "assigned" and all(task.kind == "handle" for task in self):
            return self.env._("Somebody else has taken this already.")
        return super()._lost_message(target)

    def action_take(self):
        """Take open desk work: of two who do, one has it."""
        self._check_desk()
        actor = self.env["errand.order"]._staff_actor()
        for branch, tasks in self.grouped("branch_id").items():
            worker = self.env["errand.worker"]._desk_worker(self.env.user, branch)
            # A second tap is the same take; after it was put back it is another one.
            opened = [(task.id, str(task.opened_at)) for task in tasks]
            tasks._assign(worker, actor, f"take-{opened}")

    def action_close(self):
        """The work is done."""
        self._check_desk(closing=True)
        self._move_to(
            "done",
            actor=self.env["errand.order"]._staff_actor(),
            key=f"close-{self.ids}",
            done_at=fields.Datetime.now(),
        )

    def action_put_back(self):
        """Give the work back to the desk: others may take it."""
        self._check_desk(closing=True)
        actor = self.env["errand.order"]._staff_actor()
        self._unassign(actor, None, "put_back")
