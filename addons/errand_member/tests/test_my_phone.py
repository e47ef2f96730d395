# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import NUMBER, OTHER_NUMBER, ErrandMemberCommon


@tagged("post_install", "-at_install")
class TestMyPhone(ErrandMemberCommon):
    """Binding and changing the number of an account (R1.1)."""

    def setUp(self):
        super().setUp()
        self._forget_uses()
        self._sign_in(self.customer)

    def _confirm(self, password="errand_customer"):
        return self._post("/my/confirm", password=password)

    def _bind_in_browser(self, number="13900004321", redirect=""):
        self._post(
            "/my/phone",
            number=number,
            country=self.env.ref("base.cn").id,
            redirect=redirect,
        )
        return self._type_code(url="/my/phone/code")

    @property
    def bound(self):
        return self.customer.partner_id._errand_phone()._decrypted_phone()

    def test_customer_binds_a_phone(self):
        """R1.1: Bound once, by a code; then back to where they were."""
        self._confirm()

        answer = self._bind_in_browser(redirect=self.form_url)

        self.assertTrue(answer.headers["Location"].endswith(self.form_url))
        self.assertEqual(self.bound, NUMBER)

    def test_password_is_asked_for_first(self):
        """Who finds an open session does not bind a phone of their own."""
        answer = self.url_open("/my/phone", allow_redirects=False)
        self.assertIn("/my/confirm", answer.headers["Location"])

        self._bind_in_browser_blocked()
        self.assertIn("not your password", self._confirm("x").text)
        self._bind_in_browser_blocked()

    def _bind_in_browser_blocked(self):
        self._post("/my/phone", number="13900004321")
        self.assertFalse(self.sent)

    def test_number_is_changed_after_a_code_to_the_old_one(self):
        self._bind(self.customer)
        self._post("/my/confirm/send")
        self.assertEqual(self.sent[-1][0], NUMBER)
        self._type_code(url="/my/confirm")

        self._bind_in_browser("13900008765")

        self.assertEqual(self.bound, OTHER_NUMBER)
        self.assertFalse(self.phones._of_number(NUMBER))

    def test_number_of_another_account_is_refused_after_the_code(self):
        """R1.1: One number, one account; told only to who holds the phone."""
        self._bind(self.other)
        self._confirm()

        answer = self._bind_in_browser()

        self.assertIn("belongs to another account", answer.text)
        self.assertEqual(
            self.phones._of_number(NUMBER).partner_id, self.other.partner_id
        )

    def test_pages_need_an_account(self):
        self.authenticate(None, None)
        for url in ("/my/phone", "/my/phone/code", "/my/confirm", "/my/name"):
            self.assertIn("/web/login", self.url_open(url).url)

    # === POSTING === #

    def test_unbound_customer_is_led_to_the_phone(self):
        """R1.1: Where the company wants it, and with the way back."""
        self.company.errand_needs_phone = True

        answer = self._post_form()

        self.assertTrue(answer["login"].startswith("/my/phone?redirect="))
        self.assertFalse(self._orders())

    def test_bound_customer_posts(self):
        self.company.errand_needs_phone = True
        self._bind(self.customer)

        self.assertIn("url", self._post_form())
