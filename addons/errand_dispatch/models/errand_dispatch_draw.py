# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from random import SystemRandom

from odoo import api, fields, models

from odoo.addons.errand_base.engine.actor import SYSTEM_ACTOR
from odoo.addons.errand_base.tools import bulk

from ..engine import flow
from ..engine.draw import Job, Person, draw
from .errand_dispatch_policy import DESK

#: Seeds are whole numbers that a float holds exactly.
SEED_BITS = 53
#: When rows that somebody else holds are looked at again.
BUSY_SECONDS = 2
_dice = SystemRandom()


class ErrandDispatchRun(models.Model):
    """Who of those on duty gets a task: drawn by weight, or named (R2.3)."""

    _inherit = "errand.dispatch.run"

    @api.model
    def _new_seed(self):
        """Return the seed of one draw. Replays and tests give their own."""
        return _dice.getrandbits(SEED_BITS)

    def _act_random(self):
        """Draw for each task among the people on duty in its branch."""
        self.task_id._hide_from_pool()
        free = self._lockable()
        # Somebody holds these rows right now: look again in a moment.
        (self - free)._again_soon()
        if not free:
            return
        desks = free.grouped(lambda run: run._desk_key())
        people = self._people_on_duty(desks)
        jobs = free._jobs()
        drawn = []
        for key, runs in desks.items():
            drawn += draw([jobs[run.id] for run in runs], people[key])
        free._apply_draws({one.task_id: one for one in drawn})

    def _again_soon(self):
        soon = fields.Datetime.now() + timedelta(seconds=BUSY_SECONDS)
        self.write({"next_at": soon, "is_taken": False})

    def _desk_key(self):
        """Return what decides whom a task is drawn among: (branch, policy, class)."""
        task = self.task_id
        return task.branch_id, self.policy_id, task.service_class

    def _lockable(self):
        """Return the runs whose orders and tasks this transaction could lock."""
        orders = self.task_id.order_id.sorted("id")
        # Sets: thousands of tasks are looked up in thousands.
        locked = set(orders.try_lock_for_update(allow_referencing=True).ids)
        tasks = self.task_id.filtered(lambda task: task.order_id.id in locked)
        tasks = tasks.sorted("id").try_lock_for_update(allow_referencing=True)
        free = set(tasks.filtered(lambda task: task.state == "open").ids)
        return self.filtered(lambda run: run.task_id.id in free)

    # === PEOPLE === #

    @api.model
    def _people_on_duty(self, keys):
        """Return whom tasks are drawn among: dict of desk key to ``Person``s.

        Of two transactions that draw in a branch at once, the later one is run again:
        nobody is given more than they may hold.

        :param keys: desk keys, see ``_desk_key``
        """
        branches = self.env["errand.branch"].union(*(key[0] for key in keys))
        branches._claim_draw()
        present = self.env["errand.worker"]._on_duty_by_branch(branches)
        everybody = self.env["errand.worker"].union(*present.values())
        weights = everybody._weights()
        loads = everybody._loads()
        people = {}
        for branch, policy, service_class in keys:
            fit = present[branch]._may_be_drawn(policy.work, service_class)
            people[branch, policy, service_class] = [
                Person(
                    worker.id,
                    weights[worker.id],
                    loads.get(worker.id, 0),
                    policy._load_limit_of(worker),
                    frozenset(worker.category_ids.ids) or None,
                )
                for worker in fit.sorted("id")
            ]
        return people

    def _jobs(self):
        """Return the engine's ``Job`` of each run: dict of run id to a job."""
        last = self.task_id._last_workers()
        barred = self.task_id._barred_workers()
        return {
            run.id: Job(
                task_id=run.task_id.id,
                seed=self._new_seed(),
                category_id=run.task_id.category_id.id,
                last_worker_id=last.get(run.task_id.id),
                barred=frozenset(barred.get(run.task_id.id, ())),
            )
            for run in self
        }

    # === RESULT === #

    def _apply_draws(self, draws):
        """Keep what was drawn, and give the tasks to who was drawn.

        :param draws: dict of task id to the engine's ``Draw``
        """
        decisions = []
        for run in self:
            one = draws[run.task_id.id]
            decisions.append(
                run._prepare_decision(flow.RANDOM)
                | {
                    "seed": str(one.seed),
                    "facts": {
                        "candidates": one.candidates,
                        "left_out": one.left_out,
                    },
                    "worker_id": one.worker_id,
                    "reason": one.reason,
                }
            )
        bulk.insert(self.env["errand.dispatch.decision"], decisions)
        found = {
            task_id: one.worker_id
            for task_id, one in draws.items()
            if one.worker_id is not None
        }
        self._give(found)

    def _give(self, worker_of):
        """Assign tasks to the workers chosen for them.

        :param worker_of: dict of task id to worker id
        """
        self.env["errand.task"].browse(worker_of)._assign_each(worker_of, SYSTEM_ACTOR)

    # === ONE PERSON === #

    def _act_named(self):
        """Give each task to one person: at a desk at once, a courier is asked."""
        given, asked = {}, {}
        for run in self:
            worker = run._named_worker()
            is_there = worker and worker._may_be_named(run.task_id, run.policy_id)
            run._decide(
                flow.NAMED,
                worker_id=worker.id if is_there else False,
                reason=None if is_there else "not_there",
            )
            if not is_there:
                run._end_step()
            elif run.policy_id.work == DESK:
                given[run.task_id.id] = worker.id
            else:
                asked[run.id] = worker
        self._give(given)
        for run in self.browse(asked):
            run.task_id._hide_from_pool()
            run._offer_to(asked[run.id])

    def _named_worker(self):
        """Return (as superuser) the person that the step names, maybe none."""
        self.ensure_one()
        step, order = self.step_id, self.task_id.order_id
        if step.person == "worker":
            return step.worker_id
        if step.person == "wished":
            return order.wished_worker_id
        manager = order.branch_id.manager_id
        if not manager:
            return self.env["errand.worker"]
        return self.env["errand.worker"]._desk_worker(manager, order.branch_id)
