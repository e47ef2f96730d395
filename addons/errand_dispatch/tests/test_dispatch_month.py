# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from random import Random

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.errand_base.engine.actor import STAFF, Actor
from odoo.addons.queue_job.tests.common import trap_jobs

from .desk_common import DeskDispatchCommon

DAYS, ORDERS = 30, 45


@tagged("post_install", "-at_install")
class TestDispatchMonth(DeskDispatchCommon):
    """A month at a desk: people come, go and forget, and jobs are lost on purpose."""

    def setUp(self):
        super().setUp()
        self.dice = Random(41)
        self.clerks.shift_ids._move_to(
            "cancelled", actor=self.staff_actor, reason="test"
        )
        self.start = self.now.replace(hour=0, minute=0, second=0) + timedelta(days=1)

    def _plan(self):
        """Give each day up to two people at work, on some days nobody."""
        values = []
        for day in range(DAYS):
            for worker in self.dice.sample(list(self.clerks), self.dice.randrange(3)):
                begin = self.start + timedelta(
                    days=day, hours=self.dice.randrange(1, 4)
                )
                values.append(
                    {
                        "worker_id": worker.id,
                        "branch_id": self.branch.id,
                        "start_at": begin,
                        "end_at": begin + timedelta(hours=self.dice.randrange(3, 9)),
                    }
                )
        self.env["errand.shift"].create(values)._move_to(
            "published", actor=Actor(STAFF, user_id=self.manager.id)
        )

    def _was_on_shift(self, worker, moment):
        return any(
            shift.start_at <= moment < shift.end_at and shift.state != "cancelled"
            for shift in worker.shift_ids
        )

    def _work(self, tasks):
        """Let people do what people do: some end their work, many forget it."""
        for task in tasks:
            if task.state != "assigned":
                continue
            chance = self.dice.random()
            claim = task.assignment_ids.filtered(lambda one: not one.ended_at)
            if chance < 0.2:
                task._move_to("done", actor=self.staff_actor, key=f"end-{task.id}")
            elif chance < 0.5:
                claim._accept()

    def _check_owners(self, tasks):
        """Nothing is an orphan: a moment that comes owns the next step."""
        self.env["errand.dispatch.run"].flush_model()
        for task in tasks:
            if task.state in ("open", "assigned"):
                self.assertTrue(task._dispatch_run().next_at, task.state)

    def test_nobody_absent_gets_work_and_nothing_is_lost(self):
        """R2.8, R2.4: though the sweep comes late, and often not at all."""
        self._plan()
        moments = sorted(self.dice.uniform(0, DAYS - 3) for _order in range(ORDERS))
        tasks = self.env["errand.task"]
        now = self.start
        with trap_jobs():
            while now < self.start + timedelta(days=DAYS):
                with freeze_time(now):
                    while moments and self.start + timedelta(days=moments[0]) <= now:
                        moments.pop(0)
                        tasks |= self._create_desk_task()
                    while self.env["errand.dispatch.run"]._sweep():
                        pass
                    self._work(tasks)
                    self._check_owners(tasks)
                # What should have called the sweep meanwhile was lost.
                now += timedelta(minutes=self.dice.choice([15, 45, 120, 400]))

        claims = tasks.assignment_ids
        self.assertEqual(len(tasks), ORDERS)
        self.assertGreater(len(claims), ORDERS)
        for claim in claims:
            self.assertTrue(self._was_on_shift(claim.worker_id, claim.assigned_at))
        # What came on the last days may still wait for somebody on duty.
        late = tasks.filtered(lambda task: task.state != "done")
        self.assertLess(len(late), ORDERS / 10)
        self.assertTrue(all(decision._holds() for decision in tasks.decision_ids))
