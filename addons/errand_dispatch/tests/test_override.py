# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.errand_base.exceptions import MoveLost, MoveRefused
from odoo.addons.errand_base.tests.common import SHANGHAI

from ..exceptions import ReasonNeeded
from .common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestOverride(ErrandDispatchCommon):
    """Staff give tasks to people by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.task = cls._create_open_task()
        cls.second = cls._put_on_duty(cls._create_worker())

    def _assign(self, worker=None, reason=None, user=None, task=None, **options):
        task = task or self.task
        user = user or self.dispatcher
        worker = worker or self.courier
        task.with_user(user)._assign_by_staff(worker.with_user(user), reason, **options)

    def _refused(self, words, worker=None, task=None):
        with self.assertRaisesRegex(MoveRefused, words):
            self._assign(worker, "nobody_else", task=task)

    def _against(self, codes, worker=None, task=None):
        """Check that just these objections ask for a reason, and are logged with it."""
        task = task or self.task
        with self.assertRaises(ReasonNeeded):
            self._assign(worker, task=task)
        self._assign(worker, "nobody_else", task=task)
        events = task.order_id.event_ids.filtered(
            lambda event: (event.to_state or "").startswith("against_")
        )
        self.assertEqual(
            sorted(events.mapped("to_state")), sorted(f"against_{c}" for c in codes)
        )
        self.assertEqual(set(events.mapped("why")), {"Nobody else is there"})
        self.assertEqual(task.worker_id, worker or self.courier)

    # === GIVING === #

    def test_dispatcher_gives_an_open_task(self):
        """R2.11: by hand, through the one door, in the dispatcher's name."""
        self._assign()

        self.assertEqual(self.task.worker_id, self.courier)
        event = self.task.order_id.event_ids.filtered(
            lambda event: event.to_state == "assigned"
        )
        self.assertEqual((event.actor_role, event.user_id), ("staff", self.dispatcher))

    def test_manager_gives_the_tasks_of_the_own_branch_alone(self):
        """R2.11, R2.10: another branch's are another manager's."""
        other = self._create_branch(name="Binjiang")
        elsewhere = self._create_open_task(branch_id=other.id)
        self.branch.user_ids += self.clerk

        self._assign(user=self.manager)
        with self.assertRaises(AccessError):
            self._assign(user=self.manager, task=elsewhere)
        # Who works there without managing reads the tasks, and that is all.
        other.user_ids += self.manager
        with self.assertRaises(AccessError):
            self._assign(user=self.manager, task=elsewhere)
        with self.assertRaises(AccessError):
            self._assign(user=self.clerk)

    def test_task_is_taken_from_its_holder_in_one_step(self):
        """R2.11: the former claim ends, the new one begins, with the reason."""
        self._assign()

        self._assign(self.second, "courier_cannot", seen=self.courier)

        self.assertEqual(self.task.worker_id, self.second)
        claims = self.task.assignment_ids.sorted("id")
        self.assertEqual(claims.mapped("outcome"), ["open", False])
        taken = self.task.order_id.event_ids.filtered(
            lambda event: event.to_state == "open" and event.from_state == "assigned"
        )
        self.assertEqual(taken.why, "The courier cannot go on")

    def test_who_decides_on_an_old_screen_is_told_who_has_it(self):
        """R0.8: what somebody else just gave away is not taken from them."""
        self._assign()

        nobody = self.env["errand.worker"]
        with self.assertRaisesRegex(MoveLost, "Already taken by Carl Carrier"):
            self._assign(self.second, seen=nobody)
        with self.assertRaisesRegex(MoveLost, "Carl Carrier has this task already"):
            self._assign(seen=nobody)

        self.assertEqual(self.task.worker_id, self.courier)

    def test_task_is_taken_back_with_a_reason(self):
        """R2.11: others may have it; the log says why."""
        self._assign()
        task = self.task.with_user(self.manager)

        with self.assertRaises(ReasonNeeded):
            task._unassign_by_staff("")
        task._unassign_by_staff("courier_cannot", seen=self.courier)

        self.assertEqual((self.task.state, len(self.task.worker_id)), ("open", 0))
        with self.assertRaisesRegex(MoveRefused, "Nobody holds this task"):
            task._unassign_by_staff("courier_cannot")

    def test_scheduled_task_is_given_before_its_time(self):
        """R2.11: for a reason; it is offered and given in one step."""
        order, _payment = self._create_paid_order(
            wanted_from=self._later(hours=5), wanted_until=self._later(hours=6)
        )

        self._against(["scheduled"], task=order.task_ids)

        self.assertEqual(order.state, "in_progress")

    def test_reason_without_objection_is_kept_too(self):
        """R2.11: whoever says why wants it read."""
        self._assign(reason="She knows the house")

        event = self.task.order_id.event_ids.filtered(
            lambda event: event.to_state == "by_hand"
        )
        self.assertEqual(event.label, "Given by hand")
        self.assertEqual(event.why, "She knows the house")

    def test_personal_data_stays_out_of_the_log(self):
        """R2.11: the log is never changed, so a phone number never gets in."""
        for reason in ("call 138 0000 5678", "carl@courier.example", 7, ["x"]):
            with self.assertRaises(UserError):
                self._assign(reason=reason)

    # === RULES FOR EVERYBODY === #

    def test_only_verified_active_couriers_of_the_company(self):
        """R1.5: nobody overrides it."""
        stranger = self._create_worker(
            company_id=self._create_cny_company("Elsewhere").id
        )
        self.dispatcher.company_ids += stranger.company_id
        both = {"allowed_company_ids": self.dispatcher.company_ids.ids}
        task = self.task.with_user(self.dispatcher).with_context(**both)
        with self.assertRaisesRegex(MoveRefused, "another company"):
            task._assign_by_staff(stranger.with_env(task.env), "x")
        for values in (
            {"verification": "pending"},
            {"verification": "rejected"},
            {"verification": "approved", "active": False},
        ):
            self.second.write(values)
            self._refused("not approved", self.second)
        self.second.write({"active": True, "is_courier": False})
        self._refused("not a courier", self.second)

    def test_ended_and_carried_tasks_stay(self):
        """R2.11: goods in hand are brought to their end."""
        carried = self._create_open_task()
        self._advance(carried, "picked_up", self.courier)
        self._refused("hands already", self.second, carried)
        with self.assertRaisesRegex(MoveRefused, "hands already"):
            carried.with_user(self.dispatcher)._unassign_by_staff("nobody_else")
        carried._try_code(carried._delivery_code(), self.courier._actor())
        carried._deliver(self.courier._actor(), "deliver")
        self._refused("ended", self.second, carried)

    def test_order_that_is_not_paid_is_not_given(self):
        """R0.4: couriers work for money that is there."""
        order = self._create_order(placed=True)

        self._refused("not paid", task=order.task_ids)

    def test_professional_orders_are_for_professionals(self):
        """R0.7: nobody overrides it."""
        order = self._create_professional_order()
        order.with_user(self.dispatcher).action_place()
        self._create_transaction(order)._post_process()

        self._refused("professional couriers", task=order.task_ids)
        self.courier.service_class = "professional"
        self._assign(task=order.task_ids)

    def test_customers_do_not_carry_for_themselves(self):
        """R0.7: nobody overrides it."""
        own = self._create_worker(self.customer.partner_id)

        self._refused("own order", own)

    # === RULES TO JUDGE === #

    def test_objections_are_named_and_need_a_reason(self):
        """R2.11, R5.3: what was overridden stands in the timeline."""
        self.courier._go_off_duty()
        self.courier.category_ids = self._create_category(name="Queue for me")
        self.courier.suspended_until = self._later(days=1)

        self._against(["off_duty", "category", "suspended"])

    def test_place_is_an_objection(self):
        """R2.11: too far, or not known."""
        far = self._put_on_duty(self._create_worker(), SHANGHAI)
        self._against(["out_of_range"], far)
        lost = self._put_on_duty(self._create_worker(), minutes_ago=60)
        self._against(["no_position"], lost, self._create_open_task())

    def test_full_hands_are_an_objection(self):
        """R2.11: one more than they may carry."""
        self.company.errand_active_limit = 1
        self._assign()

        self._against(["hands_full"], task=self._create_open_task())

    def test_who_gave_it_up_gets_it_for_a_reason(self):
        """R2.11: they said no once."""
        self._assign()
        self.task._hand_back(self.courier._actor(), "back-0001", "too_far")

        self._against(["given_up"])

    def test_cash_limit_is_an_objection(self):
        """R2.11: they hold too much cash already."""
        self.company.errand_cash_limit = 1
        order = self._create_order(payment_way="cash", fee=8)
        order.with_user(self.dispatcher).action_place()

        self._against(["cash"], task=order.task_ids)
