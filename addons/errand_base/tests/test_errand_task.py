# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError

from ..exceptions import MoveLost, MoveRefused
from ..models.errand_task_proof import CODE_TRIES
from .common import ErrandCommon
from .moves import MovesByTheTable

SWEEP_LOG = "odoo.addons.errand_base.models.errand_sweep_mixin"


class TestErrandTaskMoves(MovesByTheTable, ErrandCommon):
    model = "errand.task"

    def _in_state(self, state):
        if state == "waiting":
            return self._create_task(
                "waiting",
                wanted_from=self._later(days=1),
                wanted_until=self._later(days=1, hours=1),
            )
        return self._create_task(state)

    def test_a_whole_trip(self):
        """R0.9: stages and times from the grab to the delivery."""
        task = self._create_task("open")
        actor = self.courier._actor()

        task._assign(self.courier, actor, "1")
        self.assertEqual(task.order_id.state, "in_progress")
        task._reach("pickup", actor, "2")
        task._pick_up(actor, "3")
        task._reach("dropoff", actor, "4")
        self.assertTrue(task._try_code(task._delivery_code(), actor))
        task._deliver(actor, "5")

        times = [
            task.opened_at,
            task.assigned_at,
            task.at_pickup_at,
            task.picked_up_at,
            task.at_dropoff_at,
            task.done_at,
        ]
        self.assertTrue(all(times))
        self.assertEqual(times, sorted(times))
        self.assertEqual(task.order_id.state, "done")
        self.assertTrue(task.order_id.done_at)
        labels = task.order_id.event_ids.mapped("label")
        for label in (
            "Order placed",
            "Task offered to couriers",
            "Task grabbed",
            "Order taken on",
            "Courier at the pick-up",
            "Goods picked up",
            "Courier at the drop-off",
            "Task done",
            "Order delivered",
        ):
            self.assertIn(label, labels)
        self.assertRecordValues(
            task.assignment_ids,
            [{"worker_id": self.courier.id, "outcome": "done"}],
        )

    def test_one_courier_wins(self):
        """R0.8: the second courier is told that it is lost."""
        task = self._create_task("assigned")
        other = self._create_worker()

        with self.assertRaisesRegex(MoveLost, "Another courier has this errand"):
            task._assign(other, other._actor(), "grab")
        with self.assertRaises(MoveLost):
            task._assign(other, other._actor(), "grab", contest=True)

        self.assertEqual(task.worker_id, self.courier)

    def test_the_winner_s_second_tap_is_harmless(self):
        """R0.8: the same courier with the same key."""
        task = self._create_task("assigned")

        task._assign(self.courier, self.courier._actor(), "grab")

        self.assertEqual(len(task.assignment_ids), 1)

    def test_only_the_holder_goes_on(self):
        """R0.8: another courier neither picks up nor delivers."""
        task = self._create_task("assigned")
        other = self._create_worker()._actor()

        for step in (
            lambda: task._pick_up(other, "p"),
            lambda: task._reach("pickup", other, "r"),
            lambda: task._try_code("000000", other),
            lambda: task._deliver(other, "d"),
        ):
            with self.assertRaises(MoveLost):
                step()

    def test_goods_are_picked_up_first(self):
        """R0.9: no delivery before the pick-up."""
        task = self._create_task("assigned")

        with self.assertRaisesRegex(MoveRefused, "cannot become “Done”"):
            task._deliver(self.courier._actor(), "d")

    def test_taps_of_a_phone_without_network(self):
        """R0.9: the time of the tap counts, but never outside what can be."""
        task = self._create_task("assigned")
        actor = self.courier._actor()
        now = fields.Datetime.now()

        task._reach("pickup", actor, "1", at=now - timedelta(days=1))
        task._pick_up(actor, "2", at=now + timedelta(days=1))

        self.assertEqual(task.at_pickup_at, task.assigned_at)
        self.assertLessEqual(task.picked_up_at, fields.Datetime.now())

    def test_dispatcher_takes_a_task_back(self):
        """R0.8: another courier may have it, with the cause in the log."""
        task = self._create_task("assigned")

        task.with_user(self.dispatcher).action_unassign()

        self.assertRecordValues(
            task, [{"state": "open", "worker_id": False, "assigned_at": False}]
        )
        self.assertEqual(task.order_id.state, "placed")
        self.assertEqual(task.assignment_ids.outcome, "open")
        event = self.env["errand.event"].search(
            [("task_id", "=", task.id), ("to_state", "=", "open")], limit=1
        )
        self.assertEqual(event.label, "Task taken back and offered again")
        self.assertEqual(event.why, "Taken back by staff")
        other = self._create_worker()
        task._assign(other, other._actor(), "again")

    def test_dispatcher_gives_a_task_up(self):
        """R0.13: what cannot be done ends as failed, and so does its order."""
        task = self._create_task("picked_up")

        task.with_user(self.dispatcher).action_fail()

        self.assertEqual(task.state, "failed")
        self.assertEqual(task.order_id.state, "failed")

    def test_clerks_watch_tasks(self):
        """R2.10: moving tasks is for dispatchers."""
        task = self._create_task("assigned")
        for method in ("action_unassign", "action_fail", "action_reset_code"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(task.with_user(self.clerk), method)()

    def test_unpaid_orders_are_given_up(self):
        """R0.2: an order that nobody pays is cancelled by the sweep."""
        self.patch(type(self.env["errand.order"]), "_is_released", lambda order: False)
        task = self._create_order(placed=True).task_ids
        self.assertEqual(task.state, "waiting")
        task.next_action_at = self._later(minutes=-1)

        self.env["errand.task"]._sweep()

        self.assertEqual(task.state, "cancelled")
        self.assertEqual(task.order_id.state, "cancelled")
        self.assertIn("Not paid in time", task.order_id.event_ids.mapped("why"))

    def test_a_step_that_fails_does_not_stop_the_others(self):
        """R0.2: one order that cannot be given up; the other one is."""
        orders = self.env["errand.order"]
        self.patch(type(orders), "_is_released", lambda order: False)
        broken, fine = (self._create_order(placed=True).task_ids for _ in range(2))
        (broken | fine).next_action_at = self._later(minutes=-1)
        give_up = type(orders)._move_to

        def fail(order, *arguments, **options):
            if order == broken.order_id:
                raise ValueError("broken")
            return give_up(order, *arguments, **options)

        self.patch(type(orders), "_move_to", fail)

        with self.assertLogs(SWEEP_LOG, "ERROR"):
            self.env["errand.task"]._sweep()

        self.assertEqual(fine.state, "cancelled")
        self.assertEqual(broken.state, "waiting")
        self.assertGreater(broken.next_action_at, fields.Datetime.now())


class TestErrandTaskProof(ErrandCommon):
    def setUp(self):
        super().setUp()
        self.task = self._create_task("picked_up")
        self.actor = self.courier._actor()
        code = self.task._delivery_code()
        self.wrong = "000000" if code != "000000" else "111111"

    def test_no_delivery_without_the_code(self):
        """R0.11: the code proves the delivery."""
        with self.assertRaisesRegex(ValidationError, "ask the recipient for the deliv"):
            self.task._deliver(self.actor, "d")

    def test_a_code_is_six_digits_and_kept_nowhere(self):
        """R0.11: design 9: an HMAC, not a column."""
        code = self.task._delivery_code()
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM errand_task WHERE id = %s", [self.task.id])

        self.assertRegex(code, r"^\d{6}$")
        self.assertNotIn(code, [str(value) for value in self.env.cr.fetchone()])

    def test_the_right_code_with_spaces(self):
        """R0.11: people read codes aloud in groups."""
        code = self.task._delivery_code()

        self.assertTrue(self.task._try_code(f" {code[:3]} {code[3:]} ", self.actor))
        self.assertTrue(self.task.code_proved_at)

    def test_wrong_codes_kill_the_code(self):
        """R0.11: a code cannot be guessed; staff make a new one."""
        for _try in range(CODE_TRIES):
            self.assertFalse(self.task._try_code(self.wrong, self.actor))
        old = self.task._delivery_code()

        self.assertFalse(self.task._try_code(old, self.actor))
        refusals = self.task.order_id.event_ids.filtered(
            lambda event: event.kind == "refused"
        )
        self.assertEqual(len(refusals), CODE_TRIES)
        self.assertEqual(refusals[0].why, "Wrong delivery code")

        self.task.with_user(self.dispatcher).action_reset_code()
        self.assertEqual(self.task.code_tries, 0)
        self.assertTrue(self.task._try_code(self.task._delivery_code(), self.actor))

    def test_odd_codes_are_wrong(self):
        """R0.11: whatever is sent is a wrong code, not an error."""
        for code in (None, "", "é", 12, "1" * 500):
            with self.subTest(code=code):
                self.task.code_tries = 0
                self.assertFalse(self.task._try_code(code, self.actor))

    def test_the_nonce_is_hidden(self):
        """R0.11: what a code is made from is read by nobody."""
        with self.assertRaises(AccessError):
            self.task.with_user(self.admin).read(["code_nonce"])
