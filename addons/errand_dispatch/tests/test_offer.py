# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from dataclasses import replace
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from odoo.addons.errand_base.tests.common import WEST_LAKE

from .desk_common import DeskDispatchCommon

#: About 111 metres of latitude.
STEP = 0.001


@tagged("post_install", "-at_install")
class TestOffer(DeskDispatchCommon):
    """Professional couriers are offered errands, in waves that widen (R0.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.couriers = cls.env["errand.worker"].union(
            *(cls._create_professional(number) for number in range(6))
        )

    @classmethod
    def _create_professional(cls, number):
        """Return a professional courier on duty, half a kilometre further each."""
        worker = cls._create_worker(
            cls._create_partner(
                name=f"Courier {number}", phone=f"+86 1370000010{number}"
            ),
            service_class="professional",
            range_km=10,
        )
        place = (WEST_LAKE[0] + STEP * 5 * number, WEST_LAKE[1])
        return cls._put_on_duty(worker, place=place)

    def _create_professional_task(self):
        """Return the open task of a paid professional order."""
        asked = replace(self._create_order()._asked(), service_class="professional")
        quote = self.env["errand.quote"]._make(asked)
        return self._create_open_task(
            service_class="professional", quote_id=quote.id, fee=quote.amount
        )

    def _keep_positions(self, minutes):
        """Let the phones of all couriers have reported just before."""
        later = fields.Datetime.now() + timedelta(minutes=minutes)
        self.couriers.position_ids.write({"at": later})

    def _sweep(self, minutes=0):
        self._keep_positions(minutes)
        return super()._sweep(minutes)

    def _offers(self, task):
        return task.offer_ids.sorted("id")

    def _told(self, task, code):
        return self.env["errand.notice"].search(
            [("order_id", "=", task.order_id.id), ("kind_id.code", "=", code)]
        )

    def test_professional_orders_are_offered_not_pooled(self):
        """R0.7: only who was told may take it."""
        task = self._create_professional_task()

        self._sweep()

        offers = self._offers(task)
        self.assertEqual(offers.worker_id, self.couriers[:3])
        self.assertNotIn(task, self._pool_of(self.couriers[0]))
        self.assertNotIn(task, self._pool_of(self.courier))
        last = self.couriers[5]
        answer = task._contest(last, "not-told-1")
        self.assertEqual(answer["result"], "lost")

    def test_waves_widen(self):
        """R0.7: by the last one everybody in range was told, each once."""
        task = self._create_professional_task()

        self._sweep()
        self.assertEqual(len(self._offers(task)), 3)
        self._sweep(0.51)
        self._sweep(1.01)

        offers = self._offers(task)
        self.assertEqual(offers.worker_id, self.couriers)
        self.assertEqual(len(offers), 6)
        decisions = task.decision_ids.filtered(lambda one: one.kind == "push")
        self.assertEqual(len(decisions), 3)
        self.assertTrue(all(decision._holds() for decision in decisions))

    def test_professionals_are_told_of_ordinary_orders_too(self):
        """R0.7: every order inside their range; ordinary couriers see the pool."""
        task = self._create_open_task()
        self.assertIn(task, self._pool_of(self.courier))

        for minutes in (0, 0.51, 1.01):
            self._sweep(minutes)

        self.assertEqual(self._offers(task).worker_id, self.couriers)
        self.assertNotIn(self.courier, self._offers(task).worker_id)

    def test_the_first_who_accepts_has_it(self):
        """R0.7, R0.8: the offers of the others are void."""
        task = self._create_professional_task()
        self._sweep()
        first, second = self.couriers[:2]

        answer = task._contest(first, "accept-001")

        self.assertEqual(answer["result"], "won")
        self.assertEqual(task.worker_id, first)
        self.assertTrue(task.assignment_ids.accepted_at)
        offers = self.env["errand.offer"]
        self.assertFalse(offers._live_of(second))
        self.assertEqual(task._contest(second, "accept-002")["result"], "lost")
        accepted = self._offers(task).filtered("answer")
        self.assertEqual(accepted.worker_id, first)

    def test_an_offer_expires(self):
        """R0.7: then it cannot be accepted; the next round offers it again."""
        task = self._create_professional_task()
        self._sweep()
        first = self.couriers[0]
        with freeze_time(fields.Datetime.now() + timedelta(seconds=70)):
            self._keep_positions(0)
            self.assertFalse(self.env["errand.offer"]._live_of(first))
            self.assertEqual(task._contest(first, "too-late-1")["result"], "lost")

        self._sweep(3.1)

        again = self._offers(task).filtered(lambda offer: offer.worker_id == first)
        self.assertEqual(len(again), 2)

    def test_a_decline_is_remembered(self):
        """R0.7: they are not asked again for the same pay, but for a tip."""
        task = self._create_professional_task()
        self._sweep()
        first = self.couriers[0]
        self._offers(task)._decline(first)

        self._sweep(3.1)
        declined = self._offers(task).filtered(lambda offer: offer.worker_id == first)
        self.assertEqual(declined.mapped("answer"), ["declined"])

        task.order_id.sudo().tip = 5
        task.order_id._on_tip_raised()
        self._sweep(3.2)

        again = self._offers(task).filtered(lambda offer: offer.worker_id == first)
        self.assertEqual(len(again), 2)
        self.assertGreater(again[-1].pay, again[0].pay)

    def test_nobody_declines_for_another(self):
        """R0.7: an answer counts for who gives it."""
        task = self._create_professional_task()
        self._sweep()

        self._offers(task)._decline(self.couriers[1])

        self.assertEqual(
            self._offers(task).filtered("answer").worker_id, self.couriers[1]
        )

    def test_who_does_not_see_it_gets_an_sms(self):
        """R0.7: not acknowledged counts as not told."""
        task = self._create_professional_task()
        self._sweep()
        seen, unseen = self._offers(task)[0], self._offers(task)[1:]
        seen._show(seen.worker_id)

        self._sweep(0.4)

        self.assertFalse(seen.sms_at)
        self.assertTrue(all(unseen.mapped("sms_at")))
        sms = self._told(task, "courier_offer_unseen")
        self.assertEqual(sms.partner_id, unseen.worker_id.partner_id)
        self.assertEqual(set(sms.mapped("channel")), {"sms"})
        self._sweep(0.45)
        self.assertEqual(len(self._told(task, "courier_offer_unseen")), len(sms))

    def test_nobody_found_is_told_and_refunded(self):
        """R0.7, R0.2: by the rule of our side, whole."""
        task = self._create_professional_task()
        order = task.order_id
        for minutes in range(0, 60):
            self._sweep(minutes)
            if order.state == "cancelled":
                break

        self.assertEqual(order.state, "cancelled")
        self.assertEqual(order.ending_reason, "nobody_found")
        self.assertEqual(order.kept_amount, 0)
        self.assertTrue(self._told(task, "customer_still_searching"))
        self.assertTrue(self._told(task, "customer_nobody_found"))
        self.assertFalse(self._told(task, "customer_cancelled"))
        refunds = self.env["errand.refund"].search([("order_id", "=", order.id)])
        self.assertEqual(sum(refunds.mapped("amount")), order.fee)

    def test_who_is_barred_is_not_told(self):
        """R0.7: who handed it back before."""
        task = self._create_professional_task()
        self._sweep()
        first = self.couriers[0]
        task._contest(first, "accept-001")
        task._hand_back(first._actor(), "back-0001", "accident")

        self._sweep(0.1)

        run_offers = self._offers(task).filtered(
            lambda offer: offer.turn == task._dispatch_run()._turn_key()
        )
        self.assertTrue(run_offers)
        self.assertNotIn(first, run_offers.worker_id)
