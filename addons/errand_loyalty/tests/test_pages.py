# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_website.tests.common import ErrandWebsiteCommon

from .common import ErrandLoyaltyCommon


@tagged("post_install", "-at_install")
class TestPages(ErrandLoyaltyCommon, ErrandWebsiteCommon):
    def test_customer_uses_a_coupon_and_takes_it_off(self):
        """R4.3: The review says what is left to pay."""
        self._create_promotion("LAKE3", 3)
        order = self._create_order(fee=12)
        self._sign_in(self.customer)

        page = self._post(f"/my/errands/{order.id}/coupon", follow=True, code="LAKE3")
        self.assertIn("Left to pay", page.text)
        self.assertIn("9.00", page.text)
        self._post(f"/my/errands/{order.id}/coupon", code="")

        self.assertFalse(order.coupon_program_id)

    def test_wrong_code_is_answered_on_the_page(self):
        """R4.3: The customer stays where they are, and reads why."""
        order = self._create_order(fee=12)
        self._sign_in(self.customer)

        page = self._post(f"/my/errands/{order.id}/coupon", follow=True, code="NO")

        self.assertEqual(page.status_code, 200)
        self.assertIn("This code is not known", page.text)

    def test_wallet_pays_on_the_review(self):
        """R4.3: One tap, and nothing is left to pay."""
        self._fill_wallet(50)
        order = self._create_order(fee=12)
        self._sign_in(self.customer)

        page = self._post(f"/my/errands/{order.id}/wallet", follow=True, use="1")
        self.assertIn("Post the errand", page.text)
        self._post(f"/my/errands/{order.id}/place")

        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(self.wallet.points, 38)

    def test_another_customers_draft_is_not_found(self):
        """R4.3: Nobody puts coupons on the orders of others."""
        order = self._create_order(fee=12)
        self._sign_in(self.other)

        for step in ("coupon", "wallet"):
            answer = self._post(f"/my/errands/{order.id}/{step}", code="X", use="1")
            self.assertEqual(answer.status_code, 404)

    def test_wallet_page_shows_balance_history_and_how_to_pay_in(self):
        """R4.3: The customer fills the wallet."""
        self._fill_wallet(50)
        self._sign_in(self.customer)

        page = self.url_open("/my/wallet").text
        self.assertIn("50.00", page)
        self.assertIn("Top-up", page)

        self.assertIn("o_payment_form", self.url_open("/my/wallet?amount=20").text)

    def test_amounts_that_are_none_are_refused_in_words(self):
        """R4.3: Garbage for an amount."""
        self._sign_in(self.customer)

        for amount in ("", "-5", "nan", "inf", "1e99", "abc", "0.001", "%00"):
            page = self.url_open(f"/my/wallet?amount={amount}")
            self.assertEqual(page.status_code, 200)
            self.assertIn("Please choose an amount between", page.text)

    def test_wallet_needs_a_login(self):
        """R4.3: A wallet is its owner's."""
        self.assertIn("/web/login", self.url_open("/my/wallet").url)
