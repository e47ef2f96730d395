# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re

from odoo.tests import tagged

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestOrderPage(ErrandWebsiteCommon):
    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def _live(self, order):
        return self.url_open(f"/my/errands/{order.id}/live").text

    def _stage_states(self, html):
        return re.findall(r"o_errand_stage is-(\w+) is-code-(\w+)", html)

    # === STAGES === #

    def test_stages_follow_the_courier(self):
        """R0.9: every stage, with the courier's first name from the grab on."""
        order, _payment = self._create_paid_order()
        task, actor = order.task_ids, self.courier._actor()
        self.assertNotIn("Carl", self._live(order))
        self.assertIn(("current", "looking"), self._stage_states(self._live(order)))

        steps = [
            ("grabbed", lambda: task._assign(self.courier, actor, "k1")),
            ("at_pickup", lambda: task._reach("pickup", actor, "k2")),
            ("picked_up", lambda: task._pick_up(actor, "k3")),
            ("at_dropoff", lambda: task._reach("dropoff", actor, "k4")),
        ]
        for code, step in steps:
            step()
            html = self._live(order)
            with self.subTest(stage=code):
                self.assertIn(("current", code), self._stage_states(html))
                self.assertIn("Carl", html)
                self.assertNotIn("Carrier", html)
        task._try_code(task._delivery_code(), actor)
        task._deliver(actor, "k5")

        states = self._stage_states(self._live(order))
        self.assertEqual({state for state, _code in states}, {"done"})

    def test_errand_without_a_trip_has_fewer_stages(self):
        """R0.3: no pick-up, no drop-off, no code."""
        order, _payment = self._create_paid_order(
            pickup_contact_id=False,
            dropoff_contact_id=False,
            category_id=self._create_category(pickup="no", dropoff="no").id,
        )

        html = self._live(order)

        codes = [code for _state, code in self._stage_states(html)]
        self.assertEqual(codes, ["placed", "paid", "looking", "grabbed", "end"])
        self.assertNotIn("o_errand_code", html)

    def test_delivery_code_is_shown_while_it_is_needed(self):
        """R0.11: from the payment to the delivery, not before and not after."""
        order = self._create_order(placed=True)
        code = order.task_ids._delivery_code()
        self.assertNotIn(code, self._live(order))

        self._create_transaction(order)._post_process()
        self.assertIn(code, self._live(order))

        self._carry_to_the_door(order)
        actor = self.courier._actor()
        order.task_ids._try_code(code, actor)
        order.task_ids._deliver(actor, "deliver")
        self.assertNotIn(code, self._live(order))

    def test_dead_code_is_said_to_be_dead(self):
        """R0.11: five wrong codes, and the customer is told whom to ask."""
        order, _payment = self._create_paid_order()
        self._carry_to_the_door(order)
        for _try in range(5):
            order.task_ids._try_code("wrong", self.courier._actor())

        html = self._live(order)

        self.assertIn("typed too often", html)
        self.assertNotIn(order.task_ids._delivery_code(), html)

    def test_times_are_on_the_readers_clock(self):
        """R0.9: times of every stage, in the user's zone."""
        order, _payment = self._create_paid_order()
        order.placed_at = "2026-03-01 20:30:00"

        self.assertIn("Mar 2, 04:30", self._live(order))

    def test_planned_order_says_when_couriers_are_told(self):
        """R0.1: a slot order waits for its time."""
        order, _payment = self._create_paid_order(
            wanted_from=self._later(days=2), wanted_until=self._later(days=2, hours=1)
        )

        html = self._live(order)

        self.assertIn("Couriers are told at", html)
        self.assertIn("Planned", html)

    def test_page_of_an_order_says_where_it_stands(self):
        """R0.9: the whole page, in every state an order can be in."""
        for state in ("waiting", "open", "assigned", "picked_up", "done", "failed"):
            if state == "waiting":
                order = self._create_order(placed=True)
            else:
                order, _payment = self._create_paid_order()
                self._advance(order.task_ids, state, self.courier)
            with self.subTest(state=state):
                response = self.url_open(f"/my/errands/{order.id}")
                self.assertEqual(response.status_code, 200)
                self.assertIn(order.name, response.text)

    # === WHOSE === #

    def test_nobody_sees_anothers_order(self):
        """R0.1: another customer's order answers like one that is not there."""
        order, _payment = self._create_paid_order()
        urls = [f"/my/errands/{order.id}", f"/my/errands/{order.id}/live"]

        for user in (self.other, self.courier_user, self.clerk):
            self._sign_in(user)
            for url in urls:
                with self.subTest(user=user.login, url=url):
                    self.assertEqual(self.url_open(url).status_code, 404)
            page = self._post(f"/my/errands/{order.id}/cancel")
            self.assertEqual(page.status_code, 404)
        self.assertEqual(order.state, "placed")

    def test_garbage_is_not_found(self):
        """R0.9: whatever stands for the number."""
        for text in ("0", "-1", "abc", "1e3", "9" * 30, "%D9%A1"):
            with self.subTest(text=text):
                response = self.url_open(f"/my/errands/{text}")
                self.assertEqual(response.status_code, 404)

    def test_an_address_with_a_nul_is_not_found(self):
        """R0.3: no server error, whichever page it would be of."""
        for path in ("/errand/%00", "/my/errands/%00", "/%00", "/t/%00"):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)

    def test_anonymous_is_led_to_the_login(self):
        """R0.1: pages of an account need that account."""
        order, _payment = self._create_paid_order()
        self.authenticate(None, None)

        for url in ("/my/errands", f"/my/errands/{order.id}"):
            self.assertIn("/web/login", self.url_open(url).url)

    def test_address_of_a_form_leads_to_its_page(self):
        """R0.3: the sign-in sends who pressed a button back with GET."""
        order, _payment = self._create_paid_order()

        response = self.url_open(f"/my/errands/{order.id}/cancel")

        self.assertEqual(response.status_code, 200)
        self.assertIn(f"/my/errands/{order.id}?notice=again", response.url)
        self.assertIn("Nothing was done", response.text)
        self.assertEqual(order.state, "placed")

    # === CANCELLING === #

    def test_cancel_before_the_grab_gives_everything_back(self):
        """R0.2: what is given back is shown first, then given back."""
        order, payment = self._create_paid_order()
        self.assertIn("You get back", self._live(order))

        seen = order._cancel_offer().token
        for _twice in range(2):
            response = self._post(
                f"/my/errands/{order.id}/cancel", follow=True, seen=seen
            )

        self.assertIn("Your errand is cancelled.", response.text)
        self.assertEqual(order.state, "cancelled")
        self.assertRecordValues(
            order.refund_ids, [{"source_id": payment.id, "amount": order.fee}]
        )
        self.assertIn("on its way back", self._live(order))

    # === RATING === #

    def _delivered(self):
        order, _payment = self._create_paid_order()
        self._advance(order.task_ids, "done", self.courier)
        return order

    def test_customer_rates_the_courier(self):
        """R0.13: stars and words, changed later if one thinks better of it."""
        order = self._delivered()

        for stars, words in (("2", "Late."), ("5", "Late, but kind <3")):
            response = self._post(
                f"/my/errands/{order.id}/rate", stars=stars, feedback=words, follow=True
            )
            self.assertIn("Thank you for your rating.", response.text)

        ratings = self.env["rating.rating"].search(
            [("res_model", "=", "errand.task"), ("res_id", "=", order.task_ids.id)]
        )
        self.assertRecordValues(
            ratings,
            [
                {
                    "rating": 5,
                    "feedback": "Late, but kind <3",
                    "partner_id": self.customer.partner_id.id,
                    "rated_partner_id": self.courier.partner_id.id,
                }
            ],
        )
        self.assertEqual(self.courier.rating_average, 5)

    def test_wrong_ratings_are_refused(self):
        """R0.13: one to five stars."""
        order = self._delivered()

        for stars in ("0", "6", "x", "", "-1", "²"):
            with self.subTest(stars=stars):
                page = self._post(f"/my/errands/{order.id}/rate", stars=stars).text
                self.assertIn("one to five stars", page)
        page = self._post(
            f"/my/errands/{order.id}/rate", stars="5", feedback="x" * 2001
        ).text
        self.assertIn("2000", page)
        self.assertFalse(self.courier.rating_count)

    def test_errand_under_way_is_not_rated(self):
        """R0.13: not before it is delivered."""
        order, _payment = self._create_paid_order()

        page = self._post(f"/my/errands/{order.id}/rate", stars="5").text

        self.assertIn("when it has been delivered", page)
        self.assertNotIn("o_errand_stars", self._live(order))

    def test_nobody_rates_anothers_order(self):
        """R0.13: nor does the courier rate themself."""
        order = self._delivered()
        for user in (self.other, self.courier_user):
            self._sign_in(user)
            response = self._post(f"/my/errands/{order.id}/rate", stars="5")
            self.assertEqual(response.status_code, 404)
        self.assertFalse(self.courier.rating_count)

    # === LIST === #

    def test_list_shows_own_errands_alone(self):
        """R0.1: mine, and only mine."""
        mine = self._create_order(placed=True)
        others = self._create_order(partner_id=self.other.partner_id.id)

        page = self.url_open("/my/errands").text

        self.assertIn(mine.name, page)
        self.assertNotIn(others.name, page)

    def test_list_is_filtered_sorted_and_searched(self):
        """R0.1: finding an old errand again."""
        draft, placed = self._create_order(), self._create_order(placed=True)

        drafts = self.url_open("/my/errands?filterby=draft").text
        found = self.url_open(f"/my/errands?search={placed.name[-6:]}").text
        oldest = self.url_open("/my/errands?sortby=oldest").text

        self.assertIn(draft.name, drafts)
        self.assertNotIn(placed.name, drafts)
        self.assertIn(placed.name, found)
        self.assertNotIn(draft.name, found)
        self.assertLess(oldest.index(draft.name), oldest.index(placed.name))

    def test_list_has_pages(self):
        """R0.1: more errands than fit on a page."""
        for _number in range(13):
            self._create_order(pickup_contact_id=False, dropoff_contact_id=False)

        first = self.url_open("/my/errands").text
        second = self.url_open("/my/errands/page/2").text

        self.assertEqual(first.count("o_errand_item_text"), 12)
        self.assertEqual(second.count("o_errand_item_text"), 1)

    def test_garbage_in_the_list_is_left_out(self):
        """R0.1: whatever is asked for, there is a page."""
        self._create_order()
        for query in (
            "filterby=zzz",
            "sortby=drop",
            "search=%25%27%22%00",
            "search=" + "x" * 5000,
        ):
            with self.subTest(query=query[:30]):
                response = self.url_open(f"/my/errands?{query}")
                self.assertEqual(response.status_code, 200)

    def test_account_page_counts_the_errands(self):
        """R0.14: one account, one page that leads everywhere."""
        self._create_order()
        self.assertIn('href="/my/errands"', self.url_open("/my").text)

        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["errand_count"]}
        )

        self.assertEqual(counters["errand_count"], 1)
