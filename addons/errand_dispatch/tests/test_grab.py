# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields
from odoo.tests import tagged

from odoo.addons.errand_base.exceptions import KeyReused, MoveRefused
from odoo.addons.errand_base.tests.common import BINJIANG

from .common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestGrab(ErrandDispatchCommon):
    def setUp(self):
        super().setUp()
        # A grab opens a cursor of its own: here it joins the test's transaction. Real
        # transactions are raced by the black-box tests.
        self.enterContext(self.enter_registry_test_mode())

    def _grab(self, task, worker=None, key="grab-0001"):
        self.env.flush_all()
        answer = task._grab(worker or self.courier, key)
        self.env.invalidate_all()
        return answer

    def test_first_grab_wins(self):
        """R0.7: The courier who grabs an errand has it."""
        task = self._create_open_task()

        answer = self._grab(task)

        self.assertEqual(answer["result"], "won")
        self.assertEqual(task.worker_id, self.courier)
        self.assertEqual(task.order_id.state, "in_progress")

    def test_second_courier_is_told_that_it_is_lost(self):
        """R0.8: The losers learn it at once, in plain words."""
        task = self._create_open_task()
        second = self._put_on_duty(self._create_worker())
        self._grab(task)

        answer = self._grab(task, second)

        self.assertEqual(
            answer,
            {
                "result": "lost",
                "message": "Another courier has this errand already.",
            },
        )
        self.assertEqual(task.worker_id, self.courier)

    def test_repeated_grab_has_the_same_answer(self):
        """R0.8: A tap that is sent twice is one grab."""
        task = self._create_open_task()

        self.assertEqual(self._grab(task), self._grab(task))
        self.assertEqual(len(task.assignment_ids), 1)

    def test_key_of_another_errand_is_refused(self):
        """R0.8: A key stands for one request only."""
        first, second = self._create_open_task(), self._create_open_task()
        self._grab(first)

        with self.assertRaises(KeyReused):
            self._grab(second)

    def test_courier_off_duty_is_refused(self):
        """R0.5: Who grabs is on duty."""
        task = self._create_open_task()
        self.courier._go_off_duty()

        answer = self._grab(task)

        self.assertEqual(answer["result"], "refused")
        self.assertIn("off duty", answer["message"])
        self.assertEqual(task.state, "open")

    def test_unverified_courier_is_refused(self):
        """R1.5: A courier must be verified before grabbing."""
        task = self._create_open_task()
        messages = {"pending": "is being checked", "rejected": "was not accepted"}
        for verification, words in messages.items():
            self.courier.verification = verification

            answer = self._grab(task, key=f"grab-{verification}")

            self.assertEqual(answer["result"], "refused")
            self.assertIn(words, answer["message"])

    def test_courier_out_of_range_is_refused(self):
        """R0.6: Range holds at the grab too, not only on the screen."""
        task = self._create_open_task()
        far = self._put_on_duty(self._create_worker(), BINJIANG)

        self.assertIn("out of your range", self._grab(task, far)["message"])

    def test_courier_without_a_position_is_refused(self):
        """R0.5: Nobody grabs from an unknown place."""
        task = self._create_open_task()
        worker = self._create_worker()
        worker._go_on_duty()

        self.assertIn("where you are", self._grab(task, worker)["message"])

    def test_courier_with_full_hands_is_refused(self):
        """R0.7: A courier carries only so many errands at once."""
        self.company.errand_active_limit = 1
        first, second = self._create_open_task(), self._create_open_task()
        self._grab(first, key="grab-first")

        answer = self._grab(second, key="grab-second")

        self.assertIn("Finish an errand first", answer["message"])

    def test_cancelled_errand_is_lost_in_its_own_words(self):
        """R0.8: The courier learns that it is gone, and why."""
        task = self._create_open_task()
        task.order_id._move_to("cancelled")

        answer = self._grab(task)

        self.assertEqual(answer["result"], "lost")
        self.assertIn("customer cancelled", answer["message"])

    def test_own_errand_cannot_be_grabbed(self):
        """R0.14: Nobody earns a fee from themselves."""
        task = self._create_open_task(partner_id=self.courier.partner_id.id)

        self.assertEqual(self._grab(task)["result"], "refused")

    def test_missing_errand_is_lost(self):
        """R0.8: An errand that does not exist is answered, not crashed on."""
        task = self.env["errand.task"].browse(2**31 - 1)

        self.assertEqual(self._grab(task)["result"], "lost")

    def test_dispatcher_takes_a_task_back_and_another_gets_it(self):
        """R0.8: One worker at a time, and the history of all of them."""
        task = self._create_open_task()
        second = self._put_on_duty(self._create_worker())
        self._grab(task, key="grab-first")

        task.with_user(self.dispatcher).action_unassign()
        self._grab(task, second, key="grab-second")

        self.assertEqual(task.worker_id, second)
        self.assertEqual(
            task.assignment_ids.sorted("id").mapped("outcome"), ["open", False]
        )

    def test_only_the_holder_goes_on(self):
        """R0.8: A courier who lost the task cannot move it any more."""
        task = self._create_open_task()
        second = self._put_on_duty(self._create_worker())
        self._grab(task)

        with self.assertRaisesRegex(Exception, "Another courier"):
            task._pick_up(second._actor(), "step-0001")

    def test_goods_are_not_delivered_before_they_are_picked_up(self):
        """R0.9: The stages come in their order."""
        task = self._create_open_task()
        self._grab(task)
        task._try_code(task._delivery_code(), self.courier._actor())

        with self.assertRaises(MoveRefused):
            task._deliver(self.courier._actor(), "deliver-01")

    def test_late_tap_keeps_its_time(self):
        """R0.9: A stage that was tapped without a network has the time of the tap."""
        task = self._create_open_task()
        self._grab(task)
        tapped = fields.Datetime.subtract(fields.Datetime.now(), minutes=5)
        task.assigned_at = fields.Datetime.subtract(tapped, minutes=10)

        task._reach("pickup", self.courier._actor(), "step-0001", tapped)

        self.assertEqual(task.at_pickup_at, tapped)

    def test_tap_cannot_lie_about_time(self):
        """R0.9: A stage is not reached before the one before it, nor in the future."""
        task = self._create_open_task()
        self._grab(task)
        early = fields.Datetime.subtract(task.assigned_at, hours=5)
        late = fields.Datetime.add(fields.Datetime.now(), hours=5)

        task._reach("pickup", self.courier._actor(), "step-0001", early)
        task._pick_up(self.courier._actor(), "step-0002", late)

        self.assertEqual(task.at_pickup_at, task.assigned_at)
        self.assertLessEqual(task.picked_up_at, fields.Datetime.now())
