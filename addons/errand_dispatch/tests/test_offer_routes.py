# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import tagged

from .desk_common import DeskDispatchCommon
from .test_courier_app_routes import GARBAGE, KEY, CourierRoutesCommon

#: How far a clock may have gone between two looks at it.
SOON = timedelta(seconds=5)

#: Every route of offers, with parameters in good shape.
ROUTES = {
    "offers": {},
    "offers/shown": {"offer_ids": [1]},
    "offer/accept": {"offer_id": 1, "key": KEY},
    "offer/decline": {"offer_id": 1},
    "job/accept": {"task_id": 1},
}


@tagged("post_install", "-at_install")
class TestOfferRoutes(DeskDispatchCommon, CourierRoutesCommon):
    """Two professional couriers' phones that are offered the same errand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.courier.service_class = "professional"
        user = cls._create_portal_user("errand_courier_2", "Cora Carrier")
        cls.other = cls._put_on_duty(
            cls._create_worker(user.partner_id, service_class="professional")
        )
        # Nobody sees it in the pool: only who is offered it may have it.
        cls._set_steps(cls, "new", {"kind": "push", "minutes": 3}, work="courier")
        timed = {"minutes": 3, "until": "accepted"}
        cls._set_steps(
            cls,
            "unhandled",
            {"kind": "remind", **timed},
            {"kind": "take_back", **timed},
            work="courier",
        )

    def setUp(self):
        super().setUp()
        self.task = self._create_open_task()
        self._sweep()
        offers = self.task.offer_ids.grouped("worker_id")
        self.mine, self.others = offers[self.courier], offers[self.other]

    def _listen(self):
        """Return what phones are told from now on: (partner id, kind, message)."""
        heard = []

        def listen(records, kind, message=None, /, **_kwargs):
            heard.extend((record.id, kind, message) for record in records)

        self.patch(self.registry["res.partner"], "_bus_send", listen)
        return heard

    # === WHO === #

    def test_stranger_customer_and_clerk_get_nothing(self):
        """R0.7: Offers are a courier's own."""
        self.authenticate(None, None)
        for route, params in ROUTES.items():
            self.assertIn("Session expired", self._refusal(route, **params), route)
        self.authenticate("errand_customer", "errand_customer")
        for route, params in ROUTES.items():
            self.assertIn("not a courier's", self._refusal(route, **params), route)
        self.authenticate("desk_Anna", "desk_Anna")
        self.assertEqual(self._ask("offers")["offers"], [])
        answer = self._ask("offer/accept", offer_id=self.mine.id, key=KEY)
        self.assertEqual(answer["result"], "lost")
        self._ask("offers/shown", offer_ids=[self.mine.id])
        self._ask("offer/decline", offer_id=self.mine.id)
        self.assertFalse(self.mine.shown_at or self.mine.answer)
        self.assertEqual(self.task.state, "open")

    def test_nobody_answers_another_s_offer(self):
        """R0.7: Neither shown nor accepted nor declined, whatever its number."""
        answer = self._ask("offer/accept", offer_id=self.others.id, key=KEY)
        self._ask("offers/shown", offer_ids=[self.others.id])
        self._ask("offer/decline", offer_id=self.others.id)

        self.assertEqual(answer["result"], "lost")
        self.assertIn("not open", answer["message"])
        self.assertFalse(self.others.shown_at or self.others.answer)
        self.assertEqual(self.task.state, "open")

    def test_garbage_is_refused(self):
        """R0.7: Damaged requests are refused in words, and nothing is kept."""
        for value in GARBAGE:
            if not isinstance(value, list):
                refusal = self._refusal("offers/shown", offer_ids=value)
                self.assertIn("damaged", refusal, value)
            if value != 2**40:
                self.assertIn(
                    "damaged", self._refusal("offers/shown", offer_ids=[value])
                )
                for route in ("offer/accept", "offer/decline", "job/accept"):
                    params = {name: value for name in ROUTES[route]}
                    self.assertIn("damaged", self._refusal(route, **params), route)
            self.assertIn(
                "damaged",
                self._refusal("offer/accept", offer_id=self.mine.id, key=value),
            )
        many = [self.mine.id] * 51
        self.assertIn("damaged", self._refusal("offers/shown", offer_ids=many))
        self.assertFalse(self.mine.shown_at or self.mine.answer)

    # === OFFERS === #

    def test_the_phone_shows_it_once_and_says_so(self):
        """R0.7: No names, no exact address; what is shown counts as told."""
        [card] = self._ask("offers")["offers"]
        self.assertEqual(card["offer_id"], self.mine.id)
        self.assertEqual(card["id"], self.task.id)
        self.assertEqual(card["pay"], self.task.worker_pay)
        self.assertLess(card["told_at"], card["expires_at"])
        self.assertFalse(card["is_shown"])
        self.assertEqual(self._ask("state")["offers"], [card])
        private = self.task.order_id.dropoff_contact_id
        self.assertNotIn(private.address, str(card))
        self.assertNotIn(private.name, str(card))

        self._ask("offers/shown", offer_ids=[self.mine.id])
        first = self.mine.shown_at
        self._ask("offers/shown", offer_ids=[self.mine.id, self.mine.id])

        self.assertTrue(first)
        self.assertEqual(self.mine.shown_at, first)
        self.assertFalse(self.mine.sms_due_at)
        self.assertTrue(self._ask("offers")["offers"][0]["is_shown"])

    def test_accepted_twice_is_won_once(self):
        """R0.8: The same key has the same answer; the other one has lost."""
        heard = self._listen()
        params = {"offer_id": self.mine.id, "key": KEY}

        first = self._ask("offer/accept", **params)

        self.assertEqual(first["result"], "won")
        self.assertEqual(self._ask("offer/accept", **params), first)
        self.assertEqual(self.task.worker_id, self.courier)
        self.assertTrue(self._ask("state")["jobs"][0]["is_accepted"])
        self.assertEqual(self._ask("offers")["offers"], [])
        gone = [news for news in heard if news[1] == "errand/offer_gone"]
        message = {"offers": [{"id": self.others.id, "state": "assigned"}]}
        partner = self.other.partner_id
        self.assertEqual(gone, [(partner.id, "errand/offer_gone", message)])
        self.authenticate("errand_courier_2", "errand_courier_2")
        answer = self._ask("offer/accept", offer_id=self.others.id, key=f"{KEY}-2")
        self.assertEqual(answer["result"], "lost")
        self.assertTrue(answer["message"])

    def test_a_cancelled_errand_s_offers_go_at_once(self):
        """R0.7: Every phone that shows it is told, whoever ends it."""
        heard = self._listen()

        self.task.order_id.with_user(self.manager).sudo()._move_to("cancelled")

        gone = {
            partner: message["offers"]
            for partner, kind, message in heard
            if kind == "errand/offer_gone"
        }
        self.assertEqual(
            gone,
            {
                worker.partner_id.id: [{"id": offer.id, "state": "cancelled"}]
                for worker, offer in (
                    (self.courier, self.mine),
                    (self.other, self.others),
                )
            },
        )
        answer = self._ask("offer/accept", offer_id=self.mine.id, key=KEY)
        self.assertEqual(answer["result"], "lost")

    def test_an_expired_offer_is_lost(self):
        """R0.7, R0.8: By the server's clock, however late the tap arrives."""
        past = fields.Datetime.now() - timedelta(seconds=1)
        self.mine.sudo().write({"expires_at": past})

        answer = self._ask("offer/accept", offer_id=self.mine.id, key=KEY)

        self.assertEqual(answer["result"], "lost")
        self.assertEqual(self._ask("offers")["offers"], [])
        self.assertEqual(self.task.state, "open")

    def test_declined_twice_is_the_same(self):
        """R0.7: It is not shown again, and cannot be accepted any more."""
        self._ask("offer/decline", offer_id=self.mine.id)
        self._ask("offer/decline", offer_id=self.mine.id)

        self.assertEqual(self.mine.answer, "declined")
        self.assertEqual(self._ask("offers")["offers"], [])
        answer = self._ask("offer/accept", offer_id=self.mine.id, key=KEY)
        self.assertEqual(answer["result"], "lost")
        self.assertFalse(self.others.answer)

    def test_only_verified_couriers_accept(self):
        """R1.5: Whoever is not verified any more is told so."""
        self.courier.verification = "rejected"

        answer = self._ask("offer/accept", offer_id=self.mine.id, key=KEY)

        self.assertEqual(answer["result"], "refused")
        self.assertIn("was not accepted", answer["message"])
        self.assertEqual(self.task.state, "open")

    # === WORK THAT WAS GIVEN === #

    def test_given_work_is_accepted_in_time(self):
        """R2.2, R2.4: The phone says until when; said twice, the first time counts."""
        self.task._assign(self.courier, self.staff_actor, "given-made-up")
        [job] = self._ask("state")["jobs"]
        self.assertFalse(job["is_accepted"])
        until = fields.Datetime.now() + timedelta(minutes=6)
        told = datetime.fromisoformat(job["accept_by"].removesuffix("Z"))
        self.assertAlmostEqual(told, until, delta=SOON)

        answer = self._ask("job/accept", task_id=self.task.id)
        first = self.task.assignment_ids.accepted_at
        self._ask("job/accept", task_id=self.task.id)

        self.assertTrue(first)
        self.assertEqual(self.task.assignment_ids.accepted_at, first)
        self.assertTrue(answer["job"]["is_accepted"])
        self.assertIsNone(answer["job"]["accept_by"])

    def test_it_is_taken_back_when_the_phone_says(self):
        """R2.4: Not before, and not after; then it is not theirs any more."""
        self.task._assign(self.courier, self.staff_actor, "given-made-up")
        until = self.task._accept_by()
        minutes = (until - fields.Datetime.now()).total_seconds() / 60

        self._sweep(minutes / 2)
        self.assertAlmostEqual(self.task._accept_by(), until, delta=SOON)
        self._sweep(minutes - 0.2)
        self.assertEqual(self.task.worker_id, self.courier)
        self._sweep(minutes + 0.1)

        self.assertFalse(self.task.worker_id)
        refusal = self._refusal("job/accept", task_id=self.task.id)
        self.assertIn("not yours", refusal)

    def test_who_begins_has_taken_it(self):
        """R2.2: The first step answers the question."""
        self.task._assign(self.courier, self.staff_actor, "given-made-up")

        answer = self._ask(
            "step", task_id=self.task.id, step="at_pickup", key=f"{KEY}-step"
        )

        self.assertTrue(answer["job"]["is_accepted"])
        self.assertIsNone(answer["job"]["accept_by"])

    def test_nobody_accepts_what_another_was_given(self):
        """R2.2: It stays theirs, and unanswered."""
        self.task._assign(self.other, self.staff_actor, "given-made-up")

        self.assertIn("not yours", self._refusal("job/accept", task_id=self.task.id))
        self.assertFalse(self.task.assignment_ids.accepted_at)
