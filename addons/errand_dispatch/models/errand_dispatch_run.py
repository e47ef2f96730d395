# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.errand_base.tools import bulk

from ..engine import flow
from .errand_dispatch_policy import COURIER

#: When people are asked again about a task that no step is left for, in minutes.
PEOPLE_MINUTES = 30


class ErrandDispatchRun(models.Model):
    """Where a task stands in its policy: the owner of its next step (design 6).

    A table of its own, and one row more each time a task opens or is assigned: whoever
    grabs a task only inserts, so no sweep is ever in their way. The latest row of a
    task counts, older ones go with the next sweep.
    """

    _name = "errand.dispatch.run"
    _description = "Dispatch Run"
    _inherit = ["errand.sweep.mixin"]
    _order = "id desc"
    _rec_name = "task_id"
    _log_access = False

    task_id = fields.Many2one(
        "errand.task", required=True, index=True, ondelete="cascade"
    )
    policy_id = fields.Many2one("errand.dispatch.policy", ondelete="set null")
    flow = fields.Char(required=True)
    step_id = fields.Many2one("errand.dispatch.step", ondelete="set null")
    round = fields.Integer()
    #: Counts the steps and rounds taken: it tells one telling from the next.
    turn = fields.Integer()
    is_taken = fields.Boolean(help="What the step does was done.")
    turn_at = fields.Datetime(required=True)
    ends_at = fields.Datetime()
    next_at = fields.Datetime()
    wave = fields.Integer(default=-1)
    #: Branches that had the task and could not handle it.
    tried_branches = fields.Json()
    failures = fields.Integer()

    _due_idx = models.Index("(next_at) WHERE next_at IS NOT NULL")

    # === BEGIN === #

    @api.model
    def _begin(self, tasks, flow_code, tried=None):
        """Begin a flow for each task; what is due at once is due for the sweep.

        :param tried: branches (ids) that had the tasks before
        :return: the new runs
        """
        policies = self.env["errand.dispatch.policy"]._by_task(tasks)
        facts = tasks._dispatch_facts()
        now = fields.Datetime.now()
        steps_of = {
            policy: policy._steps(flow_code) for policy in set(policies.values())
        }
        rows = []
        for task in tasks:
            policy = policies[task.id]
            steps = steps_of[policy]
            turn = flow.first(steps, facts[task.id])
            rows.append(
                {
                    "task_id": task.id,
                    "policy_id": policy.id,
                    "flow": flow_code,
                    "step_id": turn.step.id if turn else False,
                    "round": 0,
                    "turn": 0,
                    "wave": -1,
                    "failures": 0,
                    "is_taken": False,
                    "turn_at": now,
                    "tried_branches": tried,
                    **self._times(task, flow_code, steps, facts[task.id], turn),
                }
            )
        runs = bulk.insert(self, rows)
        self._wake([row["next_at"] for row in rows])
        return runs

    @api.model
    def _times(self, task, flow_code, steps, facts, turn):
        """Return when a turn that begins now is due, as field values."""
        now = fields.Datetime.now()
        if turn is None and (opening := self._opening(task, steps, facts)):
            return {"ends_at": False, "next_at": opening}
        if flow_code != flow.UNHANDLED:
            return {"ends_at": False, "next_at": now}
        if turn is None:
            return {"ends_at": False, "next_at": False}
        due = now + timedelta(minutes=turn.step.minutes)
        return {"ends_at": due, "next_at": due}

    @api.model
    def _opening(self, task, steps, facts):
        """Return when the branch opens, where that is what the steps wait for.

        None where they do not, or where it never opens: then people decide.
        """
        if not flow.waits_for_opening(steps, facts):
            return None
        return task.branch_id.sudo()._next_opening(fields.Datetime.now())

    def _is_for_pool(self):
        """Tell whether couriers see the task from the beginning of this flow on.

        Where no step is left, people decide: whoever is near may take it meanwhile.
        """
        self.ensure_one()
        if self.step_id:
            return self.step_id.kind == flow.POOL
        is_due = not self.next_at or self.next_at <= fields.Datetime.now()
        return is_due and self.task_id._dispatch_work() == COURIER

    @api.model
    def _wake(self, moments):
        """Let a job call the sweep at the seconds when something is due soon.

        The cron of each minute does the same, so a lost job costs a minute.

        :param moments: naive UTC datetimes, or False for never
        """
        now = fields.Datetime.now()
        soon = now + timedelta(minutes=1)
        for moment in {moment for moment in moments if moment and moment < soon}:
            self._queue_sweep(max(moment, now))

    @api.model
    def _queue_sweep(self, at):
        system = self.with_user(self.env.ref("base.user_root")).sudo()
        system.with_delay(
            eta=at if at > fields.Datetime.now() else None,
            identity_key=f"errand_dispatch_sweep_{at.isoformat()}",
            description="Errand: take the next steps of tasks",
        )._sweep_all()

    # === STEPS === #

    def _take_step(self):
        """Do what is due for these runs."""
        now = fields.Datetime.now()
        self.task_id.fetch(["state", "order_id", "branch_id", "company_id", "kind"])
        unhandled = self.filtered(lambda run: run.flow == flow.UNHANDLED)
        unhandled._take_unhandled()
        others = self - unhandled
        ended = others.filtered(
            lambda run: (
                not run.step_id
                or (run.is_taken and (not run.ends_at or run.ends_at <= now))
            )
        )
        moved_on = ended._advance()
        begun = (others - ended) | moved_on
        fresh = begun.filtered(lambda run: not run.is_taken)
        for (step, turn), runs in fresh.grouped(
            lambda run: (run.step_id, run.turn)
        ).items():
            ends_at = now + timedelta(minutes=step.minutes)
            taken = {"is_taken": True, "turn_at": now, "turn": turn + 1, "wave": -1}
            bulk.update(runs, {**taken, "ends_at": ends_at, "next_at": ends_at})
        for kind, runs in fresh.grouped(lambda run: run.step_id.kind).items():
            getattr(runs, f"_act_{kind}")()
        (begun - fresh).exists()._tell_waves()

    def _advance(self):
        """Go on to the step that follows; return the runs that have one now."""
        facts = self.task_id._dispatch_facts()
        on = self.browse()
        for run in self:
            steps = run.policy_id._steps(run.flow)
            seen = facts[run.task_id.id]
            turn = run._next_turn(steps, seen)
            if turn:
                run.write(
                    {"step_id": turn.step.id, "round": turn.round, "is_taken": False}
                )
                on |= run
            else:
                run._wait_for_people(steps, seen)
        return on

    def _wait_for_people(self, steps, facts):
        """No step applies: wait for the opening, or for people, who are told."""
        self.ensure_one()
        if opening := self._opening(self.task_id, steps, facts):
            self.write({"step_id": False, "ends_at": False, "next_at": opening})
            return
        soon = fields.Datetime.now() + timedelta(minutes=PEOPLE_MINUTES)
        self.write({"next_at": soon, "ends_at": soon, "turn": self.turn + 1})
        self._decide("people")
        self._say_waiting()

    def _take_unhandled(self):
        """A task that somebody has was given its time: do the step, and go on."""
        facts = self.task_id._dispatch_facts()
        acting = self.filtered(
            lambda run: (
                run.step_id
                and flow.applies(run.step_id._engine_step(), facts[run.task_id.id])
            )
        )
        for kind, runs in acting.grouped(lambda run: run.step_id.kind).items():
            getattr(runs, f"_act_{kind}")()
        # What was taken back has a run of its own by now.
        for run in self.filtered(lambda run: run._is_of_state()):
            run.turn += 1
            run._give_time(facts[run.task_id.id])

    def _give_time(self, facts):
        """Give whoever has the task the time of the step that follows."""
        self.ensure_one()
        steps = self.policy_id._steps(flow.UNHANDLED)
        turn = self._next_turn(steps, facts)
        self.write(
            {
                "step_id": turn.step.id if turn else False,
                "round": turn.round if turn else 0,
                "turn_at": fields.Datetime.now(),
                # Behind the last step it is with whoever has it.
                **self._times(self.task_id, flow.UNHANDLED, steps, facts, turn),
            }
        )

    def _next_turn(self, steps, facts):
        """Return the ``Turn`` behind the present one, None behind the last."""
        self.ensure_one()
        if not self.step_id:
            return flow.first(steps, facts)
        return flow.following(steps, self.step_id.id, self.round, facts)
