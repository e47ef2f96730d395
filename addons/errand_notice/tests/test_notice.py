# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ErrandNoticeCommon


@tagged("post_install", "-at_install")
class TestNotice(ErrandNoticeCommon):
    """The sender is told at every change."""

    def test_the_sender_is_told_at_every_change(self):
        """The sender is told at every change: one kind for each stage."""
        task = self._create_task("open")
        actor = self.courier._actor()
        task._assign(self.courier, actor, "grab")
        task._reach("pickup", actor, "at-pickup")
        task._pick_up(actor, "pick-up")
        task._reach("dropoff", actor, "at-dropoff")
        task._try_code(task._delivery_code(), actor)
        task._deliver(actor, "deliver")

        self.assertEqual(
            self._codes(task.order_id, "customer"),
            [
                "customer_placed",
                "customer_open",
                "customer_grabbed",
                "customer_at_pickup",
                "customer_picked_up",
                "customer_at_dropoff",
                "customer_delivered",
            ],
        )

    def test_the_sender_hears_of_a_cancellation(self):
        """The sender is told at every change: cancelled, also when nobody paid."""
        order = self._create_task("open").order_id

        order._move_to("cancelled", reason="not_paid_in_time")

        self.assertEqual(self._codes(order, "customer")[-1], "customer_cancelled")

    def test_a_draft_that_is_thrown_away_is_no_news(self):
        order = self._create_order()

        order._move_to("cancelled")

        self.assertFalse(self._told(order))

    def test_the_sender_and_the_courier_hear_of_a_failure(self):
        """The sender is told at every change; a courier is not left in the dark."""
        task = self._create_task("failed")

        self.assertEqual(self._codes(task.order_id, "customer")[-1], "customer_failed")
        self.assertEqual(self._codes(task.order_id, "courier"), ["courier_ended"])

    def test_the_courier_hears_that_a_task_is_taken_back(self):
        """R2.9: Whoever loses a task hears it, and the sender that it goes on."""
        task = self._create_task("assigned")

        task.with_user(self.dispatcher).action_unassign()

        told = self._told(task.order_id, code="courier_taken_back")
        self.assertEqual(told.partner_id, self.courier.partner_id)
        self.assertIn("customer_reopened", self._codes(task.order_id, "customer"))

    def test_whoever_is_given_a_task_gets_sms_mail_and_message(self):
        """R2.9: On assignment the person gets an SMS and a mail, and in the app."""
        task = self._create_task("open")

        task._assign(self.courier, self.staff_actor, "give")

        told = self._told(task.order_id, code="courier_assigned")
        self.assertEqual(told.partner_id, self.courier.partner_id)
        self.assertEqual(set(told.mapped("channel")), {"sms", "mail", "inapp"})

    def test_who_grabs_knows_it(self):
        """R2.9: A courier's own grab is no news to them."""
        task = self._create_task("assigned")

        self.assertFalse(self._told(task.order_id, "courier"))

    def test_the_manager_hears_of_a_late_courier_once(self):
        """R2.9: On timeout the branch's manager is told, once for each courier."""
        task = self._create_task("assigned")
        late = task._arrival_at() + timedelta(minutes=1)

        with freeze_time(task._arrival_at() - timedelta(minutes=1)):
            task._take_step()
            self.assertFalse(self._told(task.order_id, code="staff_task_late"))
        with freeze_time(late):
            task._take_step()
            task._take_step()

        told = self._told(task.order_id, code="staff_task_late")
        self.assertEqual(told.partner_id, self.manager.partner_id)
        self.assertEqual(sorted(told.mapped("channel")), ["inapp", "mail"])

    def test_nobody_hears_of_a_courier_who_arrived(self):
        """R2.9: Who is at the pick-up is not late, however long it takes."""
        task = self._create_task("assigned")
        task._reach("pickup", self.courier._actor(), "reach")

        with freeze_time(task._arrival_at() + timedelta(minutes=1)):
            task._take_step()

        self.assertFalse(self._told(task.order_id, code="staff_task_late"))

    def test_the_recipient_gets_link_and_code_when_it_is_picked_up(self):
        """R0.11: Code by SMS, when there is something to wait for."""
        task = self._create_task("assigned")
        self.assertFalse(self._told(task.order_id, "recipient"))

        task._pick_up(self.courier._actor(), "pick-up")

        told = self._told(task.order_id, "recipient")
        self.assertEqual(told.contact_id, task.order_id.dropoff_contact_id)
        self.assertFalse(told.partner_id)
        self.assertEqual(told.channel, "sms")

    def test_the_recipient_of_an_errand_without_pickup_hears_of_the_grab(self):
        """R0.11: Without a pick-up the courier sets off with the grab."""
        category = self._create_category(pickup="no")
        task = self._create_task(
            "assigned", category_id=category.id, pickup_contact_id=False
        )

        self.assertEqual(
            self._codes(task.order_id, "recipient"), ["recipient_on_the_way"]
        )

    def test_an_errand_given_to_a_second_courier_is_told_again(self):
        """The sender is told at every change: the second grab is another one."""
        task = self._create_task("assigned")
        task.with_user(self.dispatcher).action_unassign()

        task._assign(self.courier, self.courier._actor(), "grab-again")

        told = self._told(task.order_id, code="customer_grabbed")
        self.assertEqual(len(told), 2)

    def test_the_same_move_never_tells_twice(self):
        """R2.9: A repeated request moves nothing and tells nothing."""
        task = self._create_task("open")
        actor = self.courier._actor()
        task._assign(self.courier, actor, "grab")
        task._reach("pickup", actor, "at-pickup")
        before = self._told(task.order_id)

        task._assign(self.courier, actor, "grab")
        task._reach("pickup", actor, "at-pickup")

        self.assertEqual(self._told(task.order_id), before)

    def test_the_same_occasion_is_told_once(self):
        """R2.9: The key of a notice is unique."""
        order = self._create_order()

        first = self._tell(occasion="once", order=order)
        again = self._tell(occasion="once", order=order)

        self.assertTrue(first)
        self.assertFalse(again)

    def test_one_move_makes_one_job(self):
        """R2.9: However many are told, the move waits for one job only."""
        with trap_jobs() as trap:
            self._create_task("picked_up")
        jobs = [job for job in trap.enqueued_jobs if job.method_name == "_deliver"]

        with trap_jobs() as trap:
            order = self._create_order()
            order._notify("customer_failed", "test")

        trap.assert_jobs_count(1)
        self.assertTrue(jobs)

    def test_many_orders_are_told_in_one_insert(self):
        """R2.9: A batch costs one statement."""
        orders = self.env["errand.order"]
        for _number in range(5):
            orders += self._create_order()
        orders._notify("customer_reopened", "warm")

        with self.assertQueryCount(__system__=40), trap_jobs():
            told = orders._notify("customer_reopened", "batch")

        self.assertEqual(told.order_id, orders)

    def test_a_kind_that_is_switched_off_tells_nobody(self):
        """R2.9: Staff decide what is told."""
        self._kind("customer_failed", active=False)

        self.assertFalse(self._tell("customer_failed"))

    def test_who_cannot_be_reached_shows_to_staff(self):
        """R2.9: Nobody is left out silently."""
        contact = self._create_contact(phone=False)
        order = self._create_order(dropoff_contact_id=contact.id)

        told = self._tell("recipient_on_the_way", order=order)

        self.assertEqual(told.state, "skipped")
        self.assertEqual(told.reason, "unreachable")
        self.assertEqual(told.why_not, "There is no way to reach this person")

    def test_only_push_becomes_a_message_in_the_app(self):
        """R2.9: Push is never the only alert."""
        self._only("customer_reopened", "push")
        self._create_device()

        told = self._tell("customer_reopened")

        self.assertEqual(set(told.mapped("channel")), {"push", "inapp"})

    def test_a_notice_holds_no_number_and_no_text(self):
        """R0.10: What is kept of a message is ids."""
        task = self._create_task("picked_up")
        told = self._told(task.order_id, "recipient")

        row = self.env.execute_query_dict(
            SQL("SELECT * FROM errand_notice WHERE id = %s", told.id)
        )[0]

        # Digits of a clock say nothing of a person, and may be any.
        kept = [one for one in row.values() if not isinstance(one, datetime)]
        stored = " ".join(map(str, kept))
        self.assertNotIn("5678", stored)
        self.assertNotIn(task._delivery_code(), stored)
        self.assertNotIn("/t/", stored)
