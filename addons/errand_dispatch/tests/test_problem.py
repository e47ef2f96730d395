# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .test_courier_app_routes import GARBAGE, KEY, CourierRoutesCommon


@tagged("post_install", "-at_install")
class TestProblem(CourierRoutesCommon):
    """What the courier's phone offers when an errand goes wrong."""

    def _report(self, task, what, **params):
        return self._ask("problem/report", task_id=task.id, what=what, **params)

    def test_choices_say_what_they_pay(self):
        """R0.12: before the pick-up waiting and giving back, after it delivering."""
        task = self._hold(fee=10)
        task._reach("pickup", self.courier._actor(), "at-pickup")

        choices = self._ask("problem", task_id=task.id)["choices"]
        self.assertEqual(
            (choices["wait"]["minutes"], choices["wait"]["pay"]), (10, 4.5)
        )
        self.assertIsNone(choices["undeliverable"])
        self.assertIn("too_far", [cause["code"] for cause in choices["hand_back"]])

        task._pick_up(self.courier._actor(), "picked-up")
        choices = self._ask("problem", task_id=task.id)["choices"]
        self.assertIsNone(choices["hand_back"])
        self.assertTrue(choices["is_carrying"])
        way_back = choices["undeliverable"]
        self.assertEqual((way_back["pay"], way_back["back_pay"]), (9, 4.5))

    def test_waiting_and_no_show(self):
        """R0.2: the clock runs on the server."""
        task = self._hold()
        refused = {"task_id": task.id, "what": "wait", "key": KEY}
        self.assertIn("arrived", self._refusal("problem/report", **refused))
        task._reach("pickup", self.courier._actor(), "at-pickup")
        self._report(task, "wait", key=f"{KEY}-2")
        self.assertTrue(task.pickup_wait_at)
        early = {"task_id": task.id, "what": "no_show", "key": f"{KEY}-3"}
        self.assertIn("more minutes", self._refusal("problem/report", **early))
        task.pickup_wait_at = fields.Datetime.now() - timedelta(minutes=11)

        self.assertTrue(
            self._ask("problem", task_id=task.id)["choices"]["wait"]["may_leave"]
        )
        for _twice in range(2):
            answer = self._report(task, "no_show", key=f"{KEY}-4")
            self.assertEqual(answer["result"], "ok")

        self.assertEqual(task.order_id.state, "failed")

    def test_giving_back_is_answered_twice_and_done_once(self):
        """R0.8: the answer that was lost is given again; the pool forgets it."""
        task = self._hold()
        self.assertFalse(task in self._pool_of(self.courier))

        for _twice in range(2):
            answer = self._report(
                task, "hand_back", key=KEY, cause="accident", note="Flat tyre"
            )
            self.assertEqual(answer, {"result": "ok", "job": None})

        self.assertEqual(task.state, "open")
        self.assertEqual(self.courier.hand_back_count, 1)
        self.assertNotIn(task, self._pool_of(self.courier))
        told = self._told_of(task)
        self.assertNotIn(self.courier, told)
        answer = self._ask("grab", task_id=task.id, key=f"{KEY}-again")
        self.assertEqual(answer["result"], "refused")
        other = self._put_on_duty(self._create_worker())
        self.assertIn(task, self._pool_of(other))

    def test_the_way_back_is_a_job_of_the_same_courier(self):
        """R0.9: its stop is where it was picked up, its end needs the return code."""
        task = self._hold()
        actor = self.courier._actor()
        task._reach("pickup", actor, "at-pickup")
        task._pick_up(actor, "picked-up")
        task._reach("dropoff", actor, "at-dropoff")

        answer = self._report(task, "undeliverable", key=KEY, cause="refused")

        self.assertEqual(answer["job"]["state"], "failed")
        back = task.order_id._return_task()
        jobs = self._ask("state")["jobs"]
        self.assertEqual(
            [(job["id"], job["leg"]) for job in jobs], [(back.id, "return")]
        )
        details = self._ask("job", task_id=back.id)
        self.assertIsNone(details["pickup"])
        self.assertEqual(details["dropoff"]["name"], "Sam Sender")
        self.assertEqual(details["steps"], ["at_dropoff", "deliver"])
        ended = self._ask("job", task_id=task.id)
        self.assertNotIn("dropoff", ended)
        self._ask("deliver", task_id=back.id, key=KEY, code=back._delivery_code())
        self.assertEqual(task.order_id.state, "failed")

    def test_a_cancelled_errand_is_said_plainly(self):
        """R0.2: the courier must not go on, and is told so."""
        task = self._hold()
        order = task.order_id
        order._cancel(
            order.with_user(self.customer)._customer_actor(),
            "cancel",
            order._cancel_offer().token,
        )

        step = {"task_id": task.id, "step": "at_pickup", "key": KEY}
        self.assertIn("Do not go on", self._refusal("step", **step))
        self.assertIn("Do not go on", self._ask("job", task_id=task.id)["ending"])
        self.assertEqual(self._ask("state")["jobs"], [])

    def test_garbage_is_refused_in_words(self):
        """R0.8: whatever a client sends is answered, never a failure."""
        task = self._hold()
        good = {"task_id": task.id, "what": "hand_back", "key": KEY, "cause": "too_far"}
        for name in good:
            for garbage in GARBAGE:
                message = self._refusal("problem/report", **{**good, name: garbage})
                self.assertRegex(message, "damaged|not yours|choose a reason")
        for note in (1, [], {}, True):
            message = self._refusal("problem/report", **good, note=note)
            self.assertIn("damaged", message)
        for garbage in GARBAGE:
            self.assertRegex(
                self._refusal("problem", task_id=garbage), "damaged|not yours"
            )
        self.assertEqual(task.state, "assigned")

    def test_others_report_nothing(self):
        """R0.10: another courier, a customer, a stranger."""
        task = self._hold()
        partner = self._create_portal_user(
            "errand_courier_2", "Cora Carrier"
        ).partner_id
        self._create_worker(partner)
        params = {
            "task_id": task.id,
            "what": "hand_back",
            "key": KEY,
            "cause": "too_far",
        }
        for login, words in (
            ("errand_courier_2", "not yours"),
            ("errand_customer", "not a courier's"),
        ):
            self.authenticate(login, login)
            self.assertIn(words, self._refusal("problem/report", **params))
            self.assertIn(words, self._refusal("problem", task_id=task.id))
        self.assertEqual(task.state, "assigned")
