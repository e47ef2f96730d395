# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ErrandRosterCommon

HOURS = ("planned_hours:sum", "on_duty_hours:sum")


@tagged("post_install", "-at_install")
class TestShiftAnalysis(ErrandRosterCommon):
    """R2.8, R2.11: hours of the roster, and what was handled in them."""

    def _groups(self, groupby, *measures, user=None, branch=None):
        """Return the figures that a user sees of a branch, by group."""
        analysis = self.env["errand.shift.analysis"].with_user(user or self.manager)
        groups = analysis.formatted_read_group(
            [("branch_id", "=", (branch or self.branch).id)], groupby, measures
        )
        return {
            tuple(group[name] for name in groupby): [group[name] for name in measures]
            for group in groups
        }

    def _set_times(self, task, **values):
        """Set the times of a task: the past is not made by moves."""
        self.env.flush_all()
        for name, value in values.items():
            self.env.cr.execute(
                SQL(
                    "UPDATE errand_task SET %s = %s WHERE id = %s",
                    SQL.identifier(name),
                    value,
                    task.id,
                )
            )
        self.env.invalidate_all()

    def test_a_shift_is_cut_at_full_hours(self):
        """From half past eight to ten: half an hour, and one."""
        shift = self._create_shift(start=8, end=10, state="published")
        shift.start_at += timedelta(minutes=30)

        hours = self._groups(["hour"], *HOURS)

        self.assertEqual(hours, {("08:00",): [0.5, 0], ("09:00",): [1, 0]})

    def test_hours_on_shift_are_those_until_now(self):
        """What was published counts as it passes; drafts and cancelled ones do not."""
        self._create_shift(state="published")
        self._create_shift(worker=self.colleague)
        lost = self._create_shift(day=1, state="published")
        lost._move_to("cancelled", actor=self.manager_actor)

        with freeze_time(self._at(0, 10) + timedelta(minutes=30)):
            figures = self._groups([], *HOURS)

        self.assertEqual(figures[()], [16, 2.5])

    def test_hours_off_by_less_than_one(self):
        """A zone that lies half an hour off has its own full hours."""
        branch = self._create_branch(name="Mumbai", tz="Asia/Kolkata")
        worker = self._create_worker(branch_id=branch.id)
        start = datetime(2031, 6, 2, 2, 30)  # eight o'clock there
        self._create_shift(
            worker=worker,
            branch_id=branch.id,
            start_at=start,
            end_at=start + timedelta(hours=2),
        )

        hours = self._groups(
            ["hour"], "planned_hours:sum", user=self.dispatcher, branch=branch
        )

        self.assertEqual(hours, {("08:00",): [1], ("09:00",): [1]})

    def test_the_night_of_changing_clocks(self):
        """A night shift over the change lasts as long as it really does."""
        branch = self._create_branch(name="Berlin", tz="Europe/Berlin")
        worker = self._create_worker(branch_id=branch.id)
        autumn = datetime(2031, 10, 25, 23, 0)
        spring = datetime(2031, 3, 29, 23, 0)
        for start, hours in (
            (autumn, {"01:00": 1, "02:00": 2, "03:00": 1}),
            (spring, {"00:00": 1, "01:00": 1, "03:00": 1, "04:00": 1}),
        ):
            with self.subTest(start):
                shift = self._create_shift(
                    worker=worker,
                    branch_id=branch.id,
                    start_at=start,
                    end_at=start + timedelta(hours=4),
                )
                found = self._groups(
                    ["hour"], "planned_hours:sum", user=self.dispatcher, branch=branch
                )
                self.assertEqual(
                    found, {(hour,): [length] for hour, length in hours.items()}
                )
                shift.unlink()

    def test_handled_per_hour_is_a_rate_of_sums(self):
        """Two tasks in one hour and none in three more are half a task an hour."""
        self._create_shift(start=8, end=9, state="published")
        self._create_shift(worker=self.colleague, start=8, end=11, state="published")
        for _number in range(2):
            task = self._create_task("done")
            self._set_times(task, done_at=self._at(0, 8))
        alone = self._create_task("done")
        self._set_times(alone, done_at=self._at(0, 20))

        with freeze_time(self._at(2, 8)):
            workers = self._groups(["worker_id"], "handled_per_hour:avg")
            figures = self._groups(
                [],
                "handled_count:sum",
                "handled_on_shift_count:sum",
                "handled_per_hour:avg",
            )

        name = (self.courier.id, self.courier.display_name)
        self.assertEqual(workers[(name,)], [2])
        self.assertEqual(figures[()], [3, 2, 0.5])

    def test_without_hours_there_is_no_rate(self):
        """What was done without a roster is handled, not handled per hour."""
        self._create_task("done")

        figures = self._groups([], "handled_count:sum", "handled_per_hour:avg")

        self.assertEqual(figures[()][0], 1)
        self.assertFalse(figures[()][1])

    def test_each_role_sees_its_branches(self):
        """R2.10: a manager the managed branch; clerks, finance and others nothing."""
        other = self._create_cny_company("Other Errands")
        self.env.user.company_ids = [Command.link(other.id)]
        south = self._create_branch(name="South")
        foreign = self._create_branch(name="Theirs", company_id=other.id)
        for branch in (self.branch, south, foreign):
            worker = self._create_worker(
                branch_id=branch.id, company_id=branch.company_id.id
            )
            self._create_shift(worker=worker, branch_id=branch.id, state="published")
        south.user_ids = [Command.link(self.manager.id)]
        analysis = self.env["errand.shift.analysis"]

        def seen(user):
            rows = analysis.with_user(user).formatted_read_group([], ["branch_id"])
            return {row["branch_id"][1] for row in rows}

        self.assertEqual(seen(self.manager), {"West Lake"})
        self.assertEqual(seen(self.dispatcher), {"West Lake", "South"})
        for user in (self.clerk, self.finance, self.customer, self.courier_user):
            with self.assertRaises(AccessError):
                seen(user)

    def test_late_means_the_same_as_for_points(self):
        """R2.7: the analysis and the points agree who was late."""
        now = self._later()
        minutes = self.company.errand_arrival_minutes
        cases = [
            {"picked_up_at": now - timedelta(minutes=1)},
            {"at_pickup_at": now, "picked_up_at": now},
            {"assigned_at": now - timedelta(minutes=minutes + 5), "picked_up_at": now},
            {"done_at": now + timedelta(hours=3)},
        ]
        seen = set()
        for values in cases:
            for slot in (None, now + timedelta(hours=2)):
                task = self._create_task(
                    "done", wanted_from=slot and now, wanted_until=slot
                )
                self._set_times(task, **values)
                row = self.env["errand.task.analysis"].browse(task.id)
                self.assertEqual(bool(row.late_count), task._was_late(), values)
                seen.add(task._was_late())
        self.assertEqual(seen, {True, False})
