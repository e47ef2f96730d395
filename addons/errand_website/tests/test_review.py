# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestReview(ErrandWebsiteCommon):
    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def _review(self, order):
        return self.url_open(f"/my/errands/{order.id}/review").text

    def test_review_shows_the_facts(self):
        """R0.1: all facts before paying; phones masked even for their owner."""
        order = self._create_order()

        page = self._review(order)

        for text in ("Please carry the blue folder.", "2 Wulin Square", "****5678"):
            self.assertIn(text, page)
        self.assertNotIn("13800005678", page)
        self.assertIn(f'data-transaction-route="/my/errands/{order.id}/trans', page)

    def test_price_that_ran_out_is_told(self):
        """R0.4: no payment at a price that is over; a new one is a click away."""
        order = self._create_professional_order()
        order.quote_id.valid_until = self._later(minutes=-1)
        old = order.quote_id

        page = self._review(order)
        self.assertNotIn("o_payment_form", page)
        self._post(f"/my/errands/{order.id}/requote")

        self.assertNotEqual(order.quote_id, old)
        self.assertEqual(order.fee, order.quote_id.amount)
        self.assertIn("o_payment_form", self._review(order))

    def test_placed_order_gets_no_new_price(self):
        """R0.4: what was promised stays."""
        order = self._create_professional_order()
        order.with_user(self.dispatcher).action_place()
        quote = order.quote_id

        page = self._post(f"/my/errands/{order.id}/requote").text

        self.assertEqual(order.quote_id, quote)
        self.assertIn("placed already", page)

    def test_free_errand_is_placed_without_payment(self):
        """R0.4: a fee of nothing needs no provider."""
        self.price_rules[0].write({"minimum_fee": 0, "suggested_fee": 0})
        order = self._create_order(fee=0)
        self.assertNotIn("o_payment_form", self._review(order))

        for _twice in range(2):
            self._post(f"/my/errands/{order.id}/place")

        self.assertEqual(order.state, "placed")
        self.assertEqual(order.task_ids.state, "open")

    def test_costly_errand_is_not_placed_for_free(self):
        """R0.1: the fee is paid up front."""
        order = self._create_order()

        page = self._post(f"/my/errands/{order.id}/place").text

        self.assertEqual(order.state, "draft")
        self.assertIn("has to be paid", page)

    def test_nobody_reviews_anothers_order(self):
        """R0.1: another customer's order answers like one that is not there."""
        order = self._create_professional_order(partner_id=self.other.partner_id.id)
        quote = order.quote_id

        for order_id in (order.id, 999999999, "x", "-1"):
            url = f"/my/errands/{order_id}"
            with self.subTest(url=url):
                self.assertEqual(self.url_open(f"{url}/review").status_code, 404)
                self.assertEqual(self._post(f"{url}/requote").status_code, 404)
                self.assertEqual(self._post(f"{url}/place").status_code, 404)
        self.assertEqual(order.quote_id, quote)

    def test_anonymous_is_led_to_the_login(self):
        """R0.1: pages of an account need that account."""
        order = self._create_order()
        self.authenticate(None, None)

        response = self.url_open(f"/my/errands/{order.id}/review")

        self.assertIn("/web/login", response.url)

    def test_paid_order_is_not_reviewed_again(self):
        """R0.1: there is nothing left to decide."""
        order, _payment = self._create_paid_order()

        response = self.url_open(f"/my/errands/{order.id}/review")

        self.assertTrue(response.url.endswith(f"/my/errands/{order.id}"))
