# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.errand_base.tests.common import SHANGHAI, WULIN_SQUARE
from odoo.addons.errand_dispatch.tests.common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestBoard(ErrandDispatchCommon):
    """Dispatchers look at the day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.task = cls._create_open_task()

    def _board(self, user=None, **filters):
        self.env.flush_all()
        self.env.invalidate_all()
        board = self.env["errand.board"].with_user(user or self.dispatcher)
        return board.snapshot(filters)

    def _shown(self, user=None, **filters):
        return {card["id"] for card in self._board(user, **filters)["tasks"]}

    def _card(self, task, **filters):
        [card] = [
            card for card in self._board(**filters)["tasks"] if card["id"] == task.id
        ]
        return card

    def _alarms(self, user=None):
        return {
            alarm["key"]: alarm["task_ids"] for alarm in self._board(user)["alarms"]
        }

    # === RIGHTS === #

    def test_board_is_for_dispatchers_and_managers_alone(self):
        """R2.11, R2.10: nobody else, whatever they call."""
        for user in (self.clerk, self.finance, self.courier_user, self.customer):
            board = self.env["errand.board"].with_user(user)
            for call in (
                board.snapshot,
                board.open_ended,
                board.reasons,
                lambda board=board: board.candidates(self.task.id),
                lambda board=board: board.assign(
                    self.task.id, self.courier.id, "key-00001"
                ),
                lambda board=board: board.unassign(self.task.id, "key-00001", "x"),
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_managers_see_the_branches_that_they_manage(self):
        """R2.11, R2.10: by record rules, and among those they only work in."""
        other = self._create_branch(name="Binjiang")
        elsewhere = self._create_open_task(branch_id=other.id)
        their_courier = self._put_on_duty(self._create_worker(branch_id=other.id))

        self.assertEqual(self._shown(self.manager), {self.task.id})
        other.user_ids = [Command.link(self.manager.id)]
        board = self._board(self.manager, branch=other.id)
        self.assertEqual(board["tasks"], [])
        self.assertEqual([one["name"] for one in board["branches"]], ["West Lake"])
        people = self._board(self.manager)["people"]
        self.assertNotIn(their_courier.id, [one["id"] for one in people])
        self.assertEqual(self._shown(), {self.task.id, elsewhere.id})

    def test_other_companies_stay_hidden(self):
        """R2.11: also their couriers."""
        company = self._create_cny_company("Errands of Shanghai")
        branch = self._create_branch(company_id=company.id)
        stranger = self._create_staff(
            "dispatcher", "Sue Stranger", branch, company, login="errand_sue"
        )

        board = self._board(stranger)

        self.assertEqual((board["tasks"], board["people"]), ([], []))
        self.assertEqual([one["id"] for one in board["branches"]], branch.ids)
        with self.assertRaises(AccessError):
            self.env["errand.board"].with_user(stranger).candidates(self.task.id)

    def test_earnings_of_free_couriers_are_not_for_managers(self):
        """R2.11: what somebody earns in other branches is not their business."""
        [mine] = self._board(self.manager)["people"]
        self.assertIsNone(mine["earned"])

        self.courier.branch_id = self.branch
        [mine] = self._board(self.manager)["people"]
        self.assertEqual(mine["earned"], 0.0)

    # === TASKS === #

    def test_every_live_state_has_its_column(self):
        """R2.11: scheduled, open, assigned, under way; what ended is a figure."""
        given, carried, done = (self._create_open_task() for _task in range(3))
        slot, _payment = self._create_paid_order(
            wanted_from=self._later(hours=2), wanted_until=self._later(hours=4)
        )
        slot.task_ids.next_action_at = fields.Datetime.now()
        self._advance(given, "assigned", self.courier)
        self._advance(carried, "picked_up", self.courier)
        self._advance(done, "done", self.courier)

        board = self._board()

        columns = {card["id"]: card["column"] for card in board["tasks"]}
        self.assertEqual(
            columns,
            {
                self.task.id: "open",
                given.id: "assigned",
                carried.id: "under_way",
                slot.task_ids.id: "scheduled",
            },
        )
        self.assertEqual(board["ended"], {"done": 1, "failed": 0, "cancelled": 0})
        action = self.env["errand.board"].with_user(self.dispatcher).open_ended()
        self.assertEqual(self.env["errand.task"].search(action["domain"]), done)

    def test_yesterday_is_over(self):
        """R2.11: the day ends on the clock of whoever looks."""
        task = self._create_open_task()
        self._advance(task, "done", self.courier)
        task.done_at = fields.Datetime.now() - timedelta(days=1)

        self.assertEqual(self._board()["ended"]["done"], 0)

    def test_unpaid_and_far_slots_are_not_dispatched(self):
        """R2.11: nothing to do about them today."""
        self._create_order(placed=True, wanted_from=self._later(hours=1))
        self._create_paid_order(
            wanted_from=self._later(days=3), wanted_until=self._later(days=4)
        )

        self.assertEqual(self._shown(), {self.task.id})

    def test_no_phone_number_ever(self):
        """R0.10, R2.11: not even the one that a customer wrote into the text."""
        task = self._create_open_task(description="Ring 138 0000 9876 please")
        self._advance(task, "assigned", self.courier)

        self.assertIn("•••", self._card(task)["text"])
        text = str(self._board()) + str(
            self.env["errand.board"].with_user(self.dispatcher).candidates(task.id)
        )
        for number in ("5678", "1234", "9876"):
            self.assertNotIn(number, text)

    def test_filters_leave_what_fits(self):
        """R2.11: branch, class, category, text; nonsense filters nothing."""
        other = self._create_branch(name="Binjiang")
        category = self._create_category(name="Queue for me")
        queue = self._create_open_task(
            branch_id=other.id, category_id=category.id, description="Tea please"
        )
        both = {self.task.id, queue.id}

        self.assertEqual(self._shown(branch=other.id), {queue.id})
        self.assertEqual(self._shown(category=category.id), {queue.id})
        self.assertEqual(self._shown(service_class="ordinary"), both)
        self.assertEqual(self._shown(service_class="professional"), set())
        self.assertEqual(self._shown(text="tea"), {queue.id})
        self.assertEqual(self._shown(text=queue.order_id.name), {queue.id})
        self.assertEqual(
            self._shown(branch="x", category=-1, service_class=["a"], text=7, late=1),
            both,
        )
        board = self.env["errand.board"].with_user(self.dispatcher)
        for nonsense in (None, 7, [], "x", {"branch": True, "text": "\x00"}):
            self.assertEqual(len(board.snapshot(nonsense)["tasks"]), 2)

    def test_answer_is_bounded_and_says_so(self):
        """R2.11: a busy day never makes an endless answer."""
        for _task in range(3):
            self._create_open_task()

        with patch("odoo.addons.errand_board.models.errand_board.TASK_LIMIT", 2):
            board = self._board()

        self.assertEqual((len(board["tasks"]), board["more"]), (2, 2))

    def test_queries_do_not_grow_with_tasks_and_couriers(self):
        """R2.11: five hundred cards cost no more questions than three."""
        self._advance(self._create_open_task(), "assigned", self.courier)
        self._create_slot()
        first = self._count_queries()
        for _task in range(8):
            worker = self._put_on_duty(
                self._create_worker(self._create_partner(name="P"))
            )
            self._advance(self._create_open_task(), "assigned", worker)
            self._advance(self._create_open_task(), "picked_up", worker)
            self._create_open_task(wanted_until=self._later(hours=1))
            self._create_slot()

        self.assertEqual(self._count_queries(), first)

    def _create_slot(self):
        order, _payment = self._create_paid_order(
            wanted_from=self._later(hours=2), wanted_until=self._later(hours=4)
        )
        order.task_ids.next_action_at = fields.Datetime.now()

    def _count_queries(self):
        board = self.env["errand.board"].with_user(self.dispatcher)
        board.snapshot({})  # what is cached for all is asked once
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        board.snapshot({})
        queries = self.env.cr.sql_log_count - before
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        board.candidates(self.task.id)
        return queries, self.env.cr.sql_log_count - before

    # === WHAT IS LATE === #

    def test_open_too_long_is_an_alarm(self):
        """R2.11, R2.4: after the company's minutes."""
        self.assertNotIn("open_long", self._alarms())

        with freeze_time(fields.Datetime.now() + timedelta(minutes=11)):
            self.assertEqual(self._alarms()["open_long"], self.task.ids)
            self.assertEqual(self._shown(late=True), {self.task.id})
        self.assertEqual(self._shown(late=True), set())

    def test_courier_who_does_not_come_is_an_alarm(self):
        """R2.11: the promise of arrival is over."""
        self._advance(self.task, "assigned", self.courier)

        with freeze_time(fields.Datetime.now() + timedelta(minutes=41)):
            self.assertEqual(self._alarms()["courier_late"], self.task.ids)

    def test_slot_that_cannot_be_kept_is_an_alarm(self):
        """R2.11: before it is missed, and after."""
        slot = self._create_open_task(wanted_until=self._later(minutes=30))
        self.assertFalse(self._card(slot)["late"])

        with freeze_time(fields.Datetime.now() + timedelta(minutes=18)):
            self.assertIn("slot_at_risk", self._card(slot)["late"])
        with freeze_time(fields.Datetime.now() + timedelta(minutes=31)):
            self.assertEqual(self._card(slot)["late"][0], "slot_missed")

    def test_far_courier_cannot_keep_the_slot(self):
        """R2.11: their way to the pick-up counts, when it is known."""
        slot = self._create_open_task(wanted_until=self._later(minutes=45))
        self._advance(slot, "assigned", self.courier)
        self.assertFalse(self._card(slot)["late"])

        self._put_on_duty(self.courier, SHANGHAI)

        self.assertEqual(self._card(slot)["late"], ["slot_at_risk"])

    def test_branch_without_anybody_on_duty_is_an_alarm(self):
        """R2.11: with open work, and nobody who is there for it."""
        self.assertNotIn(f"nobody_{self.branch.id}", self._alarms())

        self.courier.branch_id = self._create_branch(name="Binjiang")

        self.assertEqual(self._alarms()[f"nobody_{self.branch.id}"], self.task.ids)
        self.assertEqual(
            self._alarms(self.manager)[f"nobody_{self.branch.id}"], self.task.ids
        )

    def test_desk_work_is_late_while_the_branch_is_open(self):
        """R2.11, R2.1: by the minutes of the desk."""
        self.company.errand_desk_minutes = 5
        order = self._create_order(placed=True)
        desk = self.env["errand.task"].create({"order_id": order.id, "kind": "handle"})
        desk._move_to("open", opened_at=fields.Datetime.now())

        with freeze_time(fields.Datetime.now() + timedelta(minutes=6)):
            self.assertIn("open_long", self._card(desk)["late"])
            with patch.object(type(self.branch), "_is_open", lambda branch, at: False):
                self.assertFalse(self._card(desk)["late"])

    # === PEOPLE === #

    def test_side_list_says_who_works_and_how_much(self):
        """R2.11: load, done, earned, and how old the position is."""
        done = self._create_open_task()
        self._advance(done, "done", self.courier)
        self._advance(self.task, "assigned", self.courier)
        absent = self._create_worker()

        board = self._board()

        [one] = board["people"]
        self.assertNotEqual(one["id"], absent.id)
        self.assertEqual(
            (one["id"], one["load"], one["limit"], one["done"], one["is_on_duty"]),
            (self.courier.id, 1, 3, 1, True),
        )
        self.assertAlmostEqual(one["earned"], done.worker_pay)
        self.assertGreater(one["position"]["live_until"], board["at"])

    def test_old_position_never_looks_live(self):
        """R0.9, R2.11: it is shown with its age."""
        with freeze_time(fields.Datetime.now() + timedelta(minutes=3)):
            board = self._board()

        [one] = board["people"]
        self.assertLess(one["position"]["live_until"], board["at"])

    def test_fairness_is_three_figures_of_those_on_duty(self):
        """R2.11: tasks an hour; nothing of fewer than two people, or of newcomers."""
        noon = datetime(2031, 5, 6, 4)  # in Shanghai
        with freeze_time(noon):
            self.courier.on_duty_since = noon - timedelta(hours=2)
            self.assertIsNone(self._board()["fairness"])
            for count, hours in ((3, 2), (1, 1), (1, 0.25)):
                worker = self._put_on_duty(
                    self._create_worker(self._create_partner(name="P")), WULIN_SQUARE
                )
                worker.on_duty_since = noon - timedelta(hours=hours)
                for _task in range(count):
                    self._advance(self._create_open_task(), "assigned", worker)

            board = self._board()

        self.assertEqual(
            board["fairness"],
            {"lowest": 0, "median": 1, "highest": 1.5, "count": 3},
        )
        [one] = [one for one in board["people"] if one["id"] == self.courier.id]
        self.assertEqual(one["hours"], 2)
