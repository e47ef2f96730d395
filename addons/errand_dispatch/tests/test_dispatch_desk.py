# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from collections import Counter
from datetime import timedelta

from odoo import Command
from odoo.tests import tagged

from odoo.addons.errand_base.tests.common import BINJIANG

from .desk_common import DeskDispatchCommon


@tagged("post_install", "-at_install")
class TestDispatchDesk(DeskDispatchCommon):
    """Desk work goes to somebody on duty, again and again until it is handled."""

    def _decisions(self, task, kind=None):
        decisions = task.decision_ids.sorted("id")
        return decisions.filtered(lambda one: not kind or one.kind == kind)

    def test_a_new_task_goes_to_somebody_on_duty(self):
        """R2.3, R2.8: drawn by weight among those on shift, and kept why (R5.3)."""
        task = self._create_desk_task()
        self.assertEqual(task.state, "open")

        self._sweep()

        self.assertEqual(task.state, "assigned")
        self.assertIn(task.worker_id, self.clerks)
        decision = self._decisions(task, "random")
        self.assertEqual(decision.worker_id, task.worker_id)
        people = {worker for worker, _weight in decision.facts["candidates"]}
        self.assertEqual(people, set(self.clerks.ids))
        self.assertTrue(decision._holds())

    def test_absent_people_get_nothing(self):
        """R2.8: nobody without a running shift, however much they weigh."""
        absent = self._create_clerk("Dora")
        self.env["errand.point"]._grant(absent, 100_000, "complaint", "test:heavy")
        tasks = [self._create_desk_task() for _number in range(20)]

        self._sweep()

        workers = self.env["errand.worker"].union(*(task.worker_id for task in tasks))
        self.assertTrue(workers)
        self.assertNotIn(absent, workers)

    def test_shares_follow_the_points(self):
        """R2.3: who weighs ten times as much gets by far the most."""
        heavy = self.clerks[0]
        self.env["errand.point"]._grant(heavy, 1900, "complaint", "test:heavy")
        tasks = [self._create_desk_task() for _number in range(60)]

        self._sweep()

        counts = Counter(task.worker_id for task in tasks)
        self.assertEqual(sum(counts.values()), 60)
        # 2000 of 2200: 54 are expected, with a deviation of about two.
        self.assertGreater(counts[heavy], 45)

    def test_nobody_holds_more_than_the_limit(self):
        """R2.3: what is left over waits, and why is kept."""
        policy = self._set_steps("new", {"kind": "random", "minutes": 5, "rounds": 0})
        policy.load_limit = 2
        tasks = [self._create_desk_task() for _number in range(8)]

        self._sweep()

        open_tasks = [task for task in tasks if task.state == "open"]
        self.assertEqual(len(open_tasks), 2)
        self.assertEqual(set(self.clerks._loads().values()), {2})
        last = self._decisions(open_tasks[0])[-1]
        self.assertEqual(last.reason, "full")
        self.assertTrue(last._holds())

    def test_skills_are_asked(self):
        """R2.7: who takes other categories only is not drawn."""
        others = self.clerks[1:]
        others.category_ids = self.category

        task = self._create_desk_task()
        self._sweep()

        self.assertEqual(task.worker_id, self.clerks[0])
        left_out = dict(map(tuple, self._decisions(task)[-1].facts["left_out"]))
        self.assertEqual(left_out, dict.fromkeys(others.ids, "unskilled"))

    def test_not_handled_is_assigned_again_to_another(self):
        """R2.4: on a set period, never twice in a row while others are free."""
        task = self._create_desk_task()
        self._sweep()
        had = [task.worker_id]

        for minutes in range(10, 300, 10):
            self._sweep(minutes)
            if task.worker_id and task.worker_id != had[-1]:
                had.append(task.worker_id)

        self.assertEqual(task.state, "assigned")
        self.assertGreater(len(had), 6)
        claims = task.assignment_ids.sorted("id").worker_id
        row = [claim.worker_id for claim in task.assignment_ids.sorted("id")]
        self.assertEqual(claims, self.clerks & claims)
        self.assertTrue(all(one != two for one, two in zip(row, row[1:], strict=False)))

    def test_who_accepts_keeps_it(self):
        """R2.2: accepted in time, it is not taken back for that."""
        task = self._create_desk_task()
        self._sweep()
        worker = task.worker_id
        task.assignment_ids._accept()

        self._sweep(25)

        self.assertEqual(task.worker_id, worker)
        self.assertEqual(len(task.assignment_ids), 1)

    def test_the_manager_hears_what_is_not_handled(self):
        """R2.4, R2.9: nobody on duty, and people who do nothing."""
        self.clerks.shift_ids._move_to(
            "cancelled", actor=self.staff_actor, reason="test"
        )
        task = self._create_desk_task()

        for minutes in range(0, 30, 5):
            self._sweep(minutes)

        self.assertEqual(task.state, "open")
        self.assertEqual(self._decisions(task)[0].reason, "nobody")
        told = self.env["errand.notice"].search(
            [
                ("order_id", "=", task.order_id.id),
                ("kind_id.code", "=", "staff_task_late"),
            ]
        )
        self.assertEqual(told.partner_id, self.manager.partner_id)

    def _close_branch(self, *days):
        """Let the branch open on these days of the week only, from nine to ten."""
        hours = [
            Command.create(
                {"name": "Day", "dayofweek": day, "hour_from": 9, "hour_to": 10}
            )
            for day in days
        ]
        self.branch.calendar_id = self.env["resource.calendar"].create(
            {"name": "Rarely", "attendance_ids": [Command.clear(), *hours]}
        )

    def test_a_closed_branch_is_waited_for(self):
        """R2.2: by night nobody is drawn; it begins with the opening."""
        in_three_days = str((self.now + timedelta(days=3)).weekday())
        self._close_branch(in_three_days)
        task = self._create_desk_task()

        self._sweep(60)

        self.assertEqual(task.state, "open")
        self.assertFalse(self._decisions(task))
        opening = self.branch._next_opening(self.now)
        self.assertEqual(task._dispatch_run().next_at, opening)

    def test_a_branch_that_never_opens_is_for_people(self):
        """R2.4: nothing waits for a day that does not come."""
        self._close_branch()
        task = self._create_desk_task()

        self._sweep()

        self.assertEqual(self._decisions(task).mapped("kind"), ["people"])
        self.assertTrue(task._dispatch_run().next_at)

    def test_the_last_rung_is_another_branch(self):
        """R2.4: which is open, takes the category, and has people on duty."""
        south = self._create_branch(BINJIANG, name="Binjiang")
        clerk = self._create_clerk("Sara", branch=south)
        self._put_on_shift(clerk)
        self._set_steps("new", {"kind": "branch", "minutes": 0})
        task = self._create_desk_task()
        task.order_id.branch_reason = "nearest"

        self._sweep()

        self.assertEqual(task.branch_id, south)
        self.assertEqual(task.order_id.branch_reason, "passed")
        self.assertEqual(task.worker_id, clerk)
        # It does not go back to where nobody handled it.
        self.assertEqual(self._decisions(task, "branch").mapped("reason"), [False])

    def test_a_branch_that_was_chosen_keeps_its_orders(self):
        """R2.5: the customer asked for this one."""
        south = self._create_branch(BINJIANG, name="Binjiang")
        self._put_on_shift(self._create_clerk("Sara", branch=south))
        self._set_steps(
            "new",
            {"kind": "branch", "minutes": 0},
            {"kind": "random", "minutes": 5, "rounds": 0},
        )
        task = self._create_desk_task()
        task.order_id.branch_reason = "chosen"

        self._sweep()

        self.assertEqual(task.branch_id, self.branch)
        self.assertEqual(task.state, "assigned")

    def test_whom_the_customer_asked_for_gets_it_first(self):
        """R2.5: when they are on duty."""
        before = self._create_desk_task()
        wished = self.clerks[2]
        before._assign(wished, self.staff_actor, "give")
        before._move_to("done", actor=self.staff_actor, key="end")

        for _number in range(3):
            task = self._create_desk_task(wished_worker_id=wished.id)
            self._sweep()
            self.assertEqual(task.worker_id, wished)

    def test_a_branch_has_its_own_policy(self):
        """R2.2: flows are settings; what says most about the order holds."""
        self._set_steps("new", {"kind": "named", "person": "manager", "minutes": 30})
        manager = self.env["errand.worker"]._desk_worker(self.manager, self.branch)
        self._put_on_shift(manager)

        task = self._create_desk_task()
        self._sweep()

        self.assertEqual(task.worker_id, manager)

    def test_people_decide_behind_the_last_step(self):
        """R2.4: they are asked again and again: nothing is left without an owner."""
        self._set_steps("new", {"kind": "random", "minutes": 5})
        self.clerks.shift_ids._move_to(
            "cancelled", actor=self.staff_actor, reason="test"
        )
        task = self._create_desk_task()

        for minutes in (0, 5, 35, 65):
            self._sweep(minutes)

        told = self.env["errand.notice"].search(
            [
                ("order_id", "=", task.order_id.id),
                ("kind_id.code", "=", "staff_task_waiting"),
                ("channel", "=", "inapp"),
            ]
        )
        self.assertEqual(len(told), 3)
        self.assertTrue(task._dispatch_run().next_at)

    def test_a_step_that_fails_does_not_stop_the_others(self):
        """R2.4: it is tried again later."""
        bad, good = self._create_desk_task(), self._create_desk_task()
        runs = self.registry["errand.dispatch.run"]
        original = runs._jobs

        def _jobs(recordset):
            if bad in recordset.task_id:
                raise ValueError("made up")
            return original(recordset)

        self.patch(runs, "_jobs", _jobs)
        with self.assertLogs(
            "odoo.addons.errand_base.models.errand_sweep_mixin", "ERROR"
        ):
            self._sweep()

        self.assertEqual((bad.state, good.state), ("open", "assigned"))
        self.assertEqual(bad._dispatch_run().failures, 1)
        self.assertGreater(bad._dispatch_run().next_at, self.now)

    def test_a_lost_run_is_found(self):
        """Design 6: whoever deletes it, the next minute begins anew."""
        task = self._create_desk_task()
        task.dispatch_run_ids.unlink()

        self.env["errand.dispatch.run"]._adopt()
        self._sweep()

        self.assertEqual(task.state, "assigned")
