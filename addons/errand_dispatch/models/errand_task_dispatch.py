# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES, GIVEN_UP
from odoo.addons.errand_base.engine.actor import SYSTEM_ACTOR
from odoo.addons.errand_base.exceptions import MoveLost

from ..engine import flow
from .errand_dispatch_policy import COURIER, DESK


class ErrandTask(models.Model):
    """A task begins a flow of its policy when it opens, and when it is assigned."""

    _inherit = "errand.task"

    is_pooled = fields.Boolean(
        readonly=True,
        copy=False,
        help="Couriers in range see it. Set by the step of its policy.",
    )
    offer_ids = fields.One2many("errand.offer", "task_id", readonly=True)
    dispatch_run_ids = fields.One2many("errand.dispatch.run", "task_id", readonly=True)
    decision_ids = fields.One2many("errand.dispatch.decision", "task_id", readonly=True)

    # === FLOWS === #

    def _on_moved(self, target, actor, before):
        """Override of errand_base: the next step has its owner at once."""
        result = super()._on_moved(target, actor, before)
        if target == "open":
            again = self.filtered(lambda task: before[task.id] in ACTIVE_TASK_STATES)
            (self - again)._begin_flow(flow.NEW)
            again._begin_flow(flow.UNASSIGNED)
        elif target == "assigned":
            self._begin_flow(flow.UNHANDLED)
        return result

    def _begin_flow(self, flow_code, tried=None):
        """Begin a flow; couriers see in their pool what is for the pool at once."""
        if not self:
            return
        runs = self.env["errand.dispatch.run"]._begin(self, flow_code, tried)
        if flow_code == flow.UNHANDLED:
            return
        pooled = runs.filtered(lambda run: run._is_for_pool()).task_id
        pooled.filtered(lambda task: not task.is_pooled).write({"is_pooled": True})
        (self - pooled).filtered("is_pooled").write({"is_pooled": False})

    def _desk_late_at(self):
        """Override of ``errand_notice``: the policy says what happens, and when."""
        return False

    def _dispatch_work(self):
        """Return whose work this is, as policies call it."""
        return DESK if self.kind == "handle" else COURIER

    def _dispatch_run(self):
        """Return the run that counts, empty when the task is at its end."""
        self.ensure_one()
        return self.dispatch_run_ids.sorted("id")[-1:]

    def _dispatch_facts(self):
        """Return what the conditions of steps ask for: dict of task id to Facts."""
        now = fields.Datetime.now()
        is_open = {branch: branch._is_open(now) for branch in self.branch_id}
        claims = {
            claim.task_id: claim for claim in self.assignment_ids if not claim.ended_at
        }
        none = self.env["errand.assignment"]
        return {
            task.id: flow.Facts(
                is_open=is_open[task.branch_id],
                fee=task.order_id.fee,
                has_wish=bool(task.order_id.wished_worker_id),
                is_accepted=bool(claims.get(task, none).accepted_at),
                is_acted=task._is_acted_on(claims.get(task, none)),
            )
            for task in self
        }

    def _is_accepted(self):
        """Tell whether whoever has the task said that they do it, or took it."""
        self.ensure_one()
        return bool(self._active_claims().accepted_at)

    def _accept_given(self, worker):
        """The worker says that they do what they were given. Twice is the same.

        :raise MoveLost: it was taken back meanwhile
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        if self.state not in ACTIVE_TASK_STATES or self.worker_id != worker:
            raise MoveLost(self.env._("This errand is not yours any more."))
        self._active_claims()._accept()
        self.order_id._notify_followers()

    def _is_acted_on(self, claim):
        """Tell whether whoever has the task has done something about it."""
        self.ensure_one()
        reached = self.at_pickup_at or self.picked_up_at or self.at_dropoff_at
        return bool(claim.acted_at or reached)

    def _dispatch_summary(self):
        """Return where the task stands in its policy, for people.

        :return: dict of step (what is tried now, or None) and next_at (ISO)
        """
        self.ensure_one()
        run = self._dispatch_run()
        step = run.step_id
        label = dict(step._fields["kind"]._description_selection(self.env))
        return {
            "step": label.get(step.kind) if step else None,
            "next_at": self._iso(run.next_at),
        }

    # === WHO === #

    def _last_workers(self):
        """Return who had each task last: dict of task id to worker id, in one query."""
        self.env["errand.assignment"].flush_model(["task_id", "worker_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT ON (task_id) task_id, worker_id FROM errand_assignment"
                " WHERE task_id IN %s ORDER BY task_id, id DESC",
                tuple(self.ids) or (0,),
            )
        )
        return dict(rows)

    def _barred_workers(self):
        """Return who never gets each task: dict of task id to a set of worker ids.

        Who handed it back or did not come, and the customers themselves.
        """
        barred = {task.id: set() for task in self}
        given_up = self.env["errand.assignment"].search_fetch(
            [("task_id", "in", self.ids), ("outcome", "in", GIVEN_UP)],
            ["task_id", "worker_id"],
        )
        for claim in given_up:
            barred[claim.task_id.id].add(claim.worker_id.id)
        customers = self.order_id.partner_id
        workers = self.env["errand.worker"].search_fetch(
            [("partner_id", "in", customers.ids)], ["partner_id"]
        )
        own = workers.grouped("partner_id") if workers else {}
        for task in self if own else ():
            barred[task.id].update(own.get(task.order_id.partner_id, workers[:0]).ids)
        return barred

    def _decliners(self):
        """Return (ids) who declined this task for what it pays now, or more."""
        self.ensure_one()
        pay = self._pay_offered()
        declined = self.offer_ids.filtered(
            lambda offer: offer.answer == "declined" and offer.pay >= pay
        )
        return frozenset(declined.worker_id.ids)

    def _pay_offered(self):
        """Return what the courier would earn, with the tip."""
        self.ensure_one()
        return self.worker_pay + self.order_id.tip

    # === GIVING === #

    def _assign_each(self, worker_of, actor):
        """Give each task to its own worker, all in one move (R2.3).

        :param worker_of: dict of task id to worker id
        :raise MoveLost: somebody else has one of them
        """
        if not self:
            return self
        return self._move_to(
            "assigned",
            actor=actor,
            each={task.id: {"worker_id": worker_of[task.id]} for task in self},
            assigned_at=fields.Datetime.now(),
        )

    def _pass_to(self, branch, tried):
        """Give the open task's order to another branch, whose policy begins anew.

        :param tried: branches (ids) that had it before
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        if self.state != "open":
            return
        self.order_id.write({"branch_id": branch.id, "branch_reason": "passed"})
        self.env["errand.event"]._log(
            self, "stage", SYSTEM_ACTOR, to_state="passed_on", reason="not_handled"
        )
        self._begin_flow(flow.NEW, tried)
        self._notify_pool()
        self.order_id._notify_followers()

    # === POOL === #

    def _show_in_pool(self):
        """Let couriers in range see the tasks."""
        hidden = self.filtered(lambda task: task.state == "open" and not task.is_pooled)
        hidden.write({"is_pooled": True})
        hidden._notify_pool()

    def _hide_from_pool(self):
        """Take the tasks out of the pool: only who is offered one may take it."""
        shown = self.filtered("is_pooled")
        shown.write({"is_pooled": False})
        shown._notify_gone()
