# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import SQL, mute_logger

from .common import BINJIANG, ErrandCommon

#: An ordinary Wednesday, at noon in Shanghai.
NOON = datetime(2026, 7, 1, 4, 0)


class AnalysisCommon(ErrandCommon):
    """Tasks whose times are set by hand: the log refuses to be changed otherwise."""

    def _set_times(self, record, **values):
        """Write columns of an order or task, and see them again."""
        self.env.flush_all()
        pairs = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), value)
            for name, value in values.items()
        )
        table = SQL.identifier(record._table)
        self.env.cr.execute(
            SQL("UPDATE %s SET %s WHERE id IN %s", table, pairs, tuple(record.ids))
        )
        self.env.invalidate_all()

    def _create_task_at(self, placed_at, state="open", minutes=10, **values):
        """Return a task that came in then; each step took so many minutes."""
        task = self._create_task(state, **values)
        later = [placed_at + timedelta(minutes=minutes * step) for step in range(5)]
        self._set_times(task.order_id, placed_at=placed_at)
        names = ("opened_at", "assigned_at", "at_pickup_at", "picked_up_at", "done_at")
        times = dict(zip(names, later, strict=True))
        reached = [name for name in names[1:] if task[name]]
        self._set_times(
            task,
            first_opened_at=placed_at,
            **{name: times[name] for name in ["opened_at", *reached]},
        )
        return task

    def _row(self, task, user=None):
        analysis = self.env["errand.task.analysis"].with_user(user or self.dispatcher)
        return analysis.browse(task.id)

    def _groups(self, user, groupby, *measures):
        """Return the figures of a user by group, as a screen shows them."""
        groups = (
            self.env["errand.task.analysis"]
            .with_user(user)
            .formatted_read_group([], groupby, measures)
        )
        return {
            tuple(group[name] for name in groupby): [group[name] for name in measures]
            for group in groups
        }


@tagged("post_install", "-at_install")
class TestTaskAnalysis(AnalysisCommon):
    def test_hours_are_those_of_the_branch(self):
        """R2.11: a reader in Shanghai sees New York's day and hour, before and after
        its clocks change."""
        branch = self._create_branch(name="New York", tz="America/New_York")
        winter = self._create_task_at(datetime(2026, 1, 15, 4, 30), branch_id=branch.id)
        summer = self._create_task_at(datetime(2026, 7, 1, 3, 30), branch_id=branch.id)

        for task, day, weekday in (
            (winter, date(2026, 1, 14), "3"),
            (summer, date(2026, 6, 30), "2"),
        ):
            row = self._row(task)
            self.assertEqual((row.day, row.hour, row.weekday), (day, "23:00", weekday))

    def test_the_night_of_changing_clocks(self):
        """R2.11: an hour that comes twice is one hour, one that is left out is none."""
        branch = self._create_branch(name="Berlin", tz="Europe/Berlin")
        hours = {
            datetime(2026, 10, 25, 0, 30): "02:00",
            datetime(2026, 10, 25, 1, 30): "02:00",
            datetime(2026, 10, 25, 2, 30): "03:00",
            datetime(2026, 3, 29, 0, 30): "01:00",
            datetime(2026, 3, 29, 1, 30): "03:00",
        }
        for placed_at, hour in hours.items():
            task = self._create_task_at(placed_at, branch_id=branch.id)
            self.assertEqual(self._row(task).hour, hour, placed_at)

        self.assertEqual(
            self._groups(self.dispatcher, ["branch_id", "hour"], "task_count:sum")[
                ((branch.id, "Berlin"), "02:00")
            ],
            [2],
        )

    def test_today_is_the_branch_s_day(self):
        """R2.11: when Shanghai has Thursday already, New York still has Wednesday."""
        there = self._create_branch(name="New York", tz="America/New_York")
        placed_at = datetime(2026, 7, 1, 15, 30)  # Wednesday, 23:30 in Shanghai
        here = self._create_task_at(placed_at)
        theirs = self._create_task_at(placed_at, branch_id=there.id)

        with freeze_time(placed_at + timedelta(hours=1)):
            self.assertFalse(self._row(here).is_today)
            self.assertTrue(self._row(theirs).is_today)

    @freeze_time(NOON)
    def test_shares_are_averages_at_every_level(self):
        """R2.7: two in time at one branch and one late at another are two of three."""
        south = self._create_branch(BINJIANG, name="Binjiang")
        self._create_task_at(NOON - timedelta(hours=2), "done", minutes=5)
        self._create_task_at(NOON - timedelta(hours=3), "done", minutes=5)
        late = self._create_task_at(
            NOON - timedelta(hours=4), "done", minutes=5, branch_id=south.id
        )
        self._set_times(late.order_id, wanted_until=NOON - timedelta(hours=4))
        running = self._create_task_at(NOON - timedelta(minutes=5))

        figures = self._groups(
            self.dispatcher, ["branch_id"], "task_count:sum", "in_time_share:avg"
        )
        everything = self._groups(self.dispatcher, [], "in_time_share:avg")

        self.assertEqual(figures[(self.branch.id, "West Lake"),], [3, 100])
        self.assertEqual(figures[(south.id, "Binjiang"),], [1, 0])
        # What still runs is neither: it counts once it is late.
        self.assertAlmostEqual(everything[()][0], 200 / 3)
        self.assertEqual(self._row(running).late_count, 0)

    @freeze_time(NOON)
    def test_what_runs_is_late_when_its_time_is_over(self):
        """R2.4: an open task counts as late before anybody has done it."""
        task = self._create_task_at(NOON - timedelta(hours=2))
        self._set_times(task.order_id, wanted_until=NOON - timedelta(minutes=1))
        taken = self._create_task_at(NOON - timedelta(hours=2), "assigned")

        self.assertEqual(self._row(task).late_count, 1)
        self.assertEqual(self._row(taken).late_count, 1, "not at the pick-up")
        self.assertEqual(self._row(task).in_time_share, 0)

    @freeze_time(NOON)
    def test_minutes_count_from_when_it_could_be_taken(self):
        """R2.4: to its assignment, to the pick-up and to the end."""
        task = self._create_task_at(NOON - timedelta(hours=2), "done", minutes=10)

        row = self._row(task)

        self.assertEqual(row.minutes_to_assign, 10)
        self.assertEqual(row.minutes_to_pickup, 30)
        self.assertEqual(row.minutes_to_done, 40)

    @freeze_time(NOON)
    def test_a_reassigned_task_waited_from_its_beginning(self):
        """R2.4: taken back and opened anew, the customer still waited all the time."""
        task = self._create_task_at(NOON - timedelta(minutes=60), "assigned")
        self._set_times(task.assignment_ids, assigned_at=NOON - timedelta(minutes=45))
        task._unassign(self.staff_actor, "back", "staff")
        task._assign(self.courier, self.courier._actor(), "again")

        row = self._row(task)

        self.assertEqual(row.reassigned_count, 1)
        self.assertEqual(row.minutes_to_assign, 15)

    def test_a_slot_does_not_count_as_waiting(self):
        """R2.4: an order for tomorrow begins when couriers are told of it."""
        tomorrow = NOON + timedelta(days=1)
        task = self._create_task_at(NOON, "assigned")
        self._set_times(task.order_id, wanted_from=tomorrow)
        self._set_times(
            task, first_opened_at=tomorrow, assigned_at=tomorrow + timedelta(minutes=7)
        )

        self.assertEqual(self._row(task).minutes_to_assign, 7)

    def test_a_slot_that_came_back_waited_since_it_opened_first(self):
        """R2.4, design 6: whatever lead its policy gave it."""
        tomorrow = NOON + timedelta(days=1)
        opened_at = tomorrow - timedelta(minutes=90)
        task = self._create_task_at(NOON, "assigned")
        self._set_times(task.order_id, wanted_from=tomorrow)
        self._set_times(task, first_opened_at=opened_at)
        self._set_times(
            task.assignment_ids, assigned_at=opened_at + timedelta(minutes=30)
        )

        with freeze_time(tomorrow):
            task._unassign(self.staff_actor, "back", "staff")
            task._assign(self.courier, self.courier._actor(), "again")

        self.assertEqual(task.first_opened_at, opened_at)
        self.assertEqual(self._row(task).minutes_to_assign, 30)

    def test_fees_count_once_for_an_order(self):
        """R2.7: a way back is a task of the same order, not another fee."""
        task = self._create_task("done")
        self.env["errand.task"].create(
            {
                "order_id": task.order_id.id,
                "leg": "return",
                "state": "cancelled",
            }
        )

        figures = self._groups(
            self.finance, [], "fee:sum", "worker_pay:sum", "order_id:count_distinct"
        )

        self.assertEqual(figures[()], [8, task.worker_pay, 1])

    def test_each_end_is_counted(self):
        """R2.11: done, failed and cancelled, by worker."""
        for state in ("done", "failed", "cancelled", "open"):
            self._create_task(state)

        figures = self._groups(
            self.manager,
            [],
            "task_count:sum",
            "done_count:sum",
            "failed_count:sum",
            "cancelled_count:sum",
        )

        self.assertEqual(figures[()], [4, 1, 1, 1])

    def test_a_row_opens_its_order(self):
        """R2.11: figures lead to what they are made of."""
        task = self._create_task()

        action = self._row(task, self.manager).action_open_order()

        self.assertEqual(action["res_model"], "errand.order")
        self.assertEqual(action["res_id"], task.order_id.id)


@tagged("post_install", "-at_install")
class TestTaskAnalysisRights(AnalysisCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south = cls._create_branch(BINJIANG, name="Binjiang")
        cls.other = cls._create_cny_company("Other Errands")
        cls.env.user.company_ids = [Command.link(cls.other.id)]
        cls._create_price_rules(cls.other)
        cls.foreign = cls._create_branch(name="Theirs", company_id=cls.other.id)
        cls._create_task("assigned")
        # Working at a desk elsewhere is not managing it.
        cls.south.user_ids = [Command.link(cls.manager.id)]
        cls._create_task("assigned", branch_id=cls.south.id)
        contacts = {
            f"{end}_contact_id": cls._create_contact(company_id=cls.other.id).id
            for end in ("pickup", "dropoff")
        }
        order = cls._create_order(branch_id=cls.foreign.id, **contacts)
        order._move_to("placed")

    def _ask(self, measures):
        model, method = "errand.task.analysis", "formatted_read_group"
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {
                "model": model,
                "method": method,
                "args": [[], ["branch_id"], measures],
                "kwargs": {},
            },
        )

    def _branches(self):
        return {group["branch_id"][1] for group in self._ask(["task_count:sum"])}

    def test_each_role_sees_its_branches_over_rpc(self):
        """R2.10: a manager the managed branch, others the company, nobody another's."""
        for user, expected in (
            (self.manager, {"West Lake"}),
            (self.dispatcher, {"West Lake", "Binjiang"}),
            (self.finance, {"West Lake", "Binjiang"}),
        ):
            with self.subTest(user.login):
                self.authenticate(user.login, user.login)
                self.assertEqual(self._branches(), expected)

    def test_what_workers_earn_is_for_finance(self):
        """R2.10: neither a manager nor a dispatcher sums up what workers earn."""
        self.authenticate(self.finance.login, self.finance.login)
        self.assertTrue(self._ask(["worker_pay:sum"]))
        for user in (self.manager, self.dispatcher):
            self.authenticate(user.login, user.login)
            self.assertTrue(self._ask(["fee:sum"]))
            with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
                self._ask(["worker_pay:sum"])

    def test_clerks_and_customers_read_no_figures(self):
        """R2.10: figures of people are for who manages them."""
        for user in (self.clerk, self.customer, self.courier_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env["errand.task.analysis"].with_user(user).search([])
