# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessDenied, UserError
from odoo.tests import tagged

from .common import NUMBER, ErrandMemberCommon

FULL = "13900004321"


@tagged("post_install", "-at_install")
class TestSignIn(ErrandMemberCommon):
    """Sign in and up with a phone and a code (R0.14, R1.1)."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self._forget_uses()

    def test_new_number_gets_an_account_and_is_asked_for_a_name(self):
        """R1.1: A number seen for the first time gets an account by itself."""
        with self._counting("res.users") as made:
            self._send_number(redirect=self.form_url)
            answer = self._type_code()

        self.assertEqual(made(), 1)
        self.assertIn("/my/name?redirect=", answer.headers["Location"])
        user = self._whoami()
        self.assertTrue(user._is_portal())
        self.assertEqual(user.company_id, self.company)
        self.assertFalse(user.email)
        self.assertNotIn(FULL[-8:], f"{user.login} {user.name} {user.partner_id.phone}")
        self.assertEqual(user.partner_id._errand_phone().phone, "+86139****4321")

    def test_name_and_way_back(self):
        """R1.1: They come back to where they were."""
        self._send_number(redirect=self.form_url)
        self._type_code()

        answer = self._post(
            "/my/name", name="Tilda Tester", lang="en_US", redirect=self.form_url
        )

        self.assertTrue(answer.headers["Location"].endswith(self.form_url))
        self.assertEqual(self._whoami().name, "Tilda Tester")

    def test_known_number_gets_its_account(self):
        """R1.1: A known one is never duplicated."""
        self._bind(self.customer)

        with self._counting("res.users") as made:
            self._send_number(redirect=self.form_url)
            answer = self._type_code()

        self.assertEqual(made(), 0)
        self.assertTrue(answer.headers["Location"].endswith(self.form_url))
        self.assertEqual(self._whoami(), self.customer)

    def test_known_and_new_numbers_have_the_same_answer(self):
        """R1.1: Nobody learns which numbers have an account."""
        self._bind(self.customer)
        pages = []
        for number in ("139 0000 4321", "139 0000 8765"):
            self._forget_uses()
            page = self._send_number(number).text
            csrf = self._csrf()
            pages.append(page.replace(number[-4:], "").replace(csrf, ""))
        strip = "".join
        self.assertEqual(
            strip(line for line in pages[0].splitlines() if "csrf" not in line),
            strip(line for line in pages[1].splitlines() if "csrf" not in line),
        )
        self.assertEqual(len(self.sent), 2)

    def test_wrong_code_opens_nothing(self):
        self._send_number()

        answer = self._type_code(self.wrong_code)

        self.assertEqual(answer.status_code, 422)
        self.assertIn("not the code", answer.text)
        self.assertIsNone(self._whoami())

    def test_code_of_another_browser_opens_nothing(self):
        """A code is of the browser that asked."""
        self._send_number()
        code = self.code
        self.authenticate(None, None)

        answer = self._type_code(code)

        self.assertIn("/errand/phone", answer.headers["Location"])
        self.assertIsNone(self._whoami())

    def test_staff_do_not_sign_in_with_a_code(self):
        """R1.1: A code by SMS is too weak for the back office."""
        self._bind(self.dispatcher)
        self._send_number()

        answer = self._type_code()

        self.assertIn("Staff sign in with their password", answer.text)
        self.assertIsNone(self._whoami())

    def test_second_factor_is_still_asked_for(self):
        self._bind(self.customer)
        self.customer.sudo().totp_secret = "A" * 32
        self.env.flush_all()
        self._send_number()

        answer = self._type_code()

        self.assertIn("/web/login/totp", answer.headers["Location"])
        self.assertIsNone(self._whoami())

    def test_closed_website_makes_no_account(self):
        """The website's own rule of sign-up is kept; codes go out all the same."""
        self.website.auth_signup_uninvited = "b2b"
        self._send_number()

        with self._counting("res.users") as made:
            answer = self._type_code()

        self.assertEqual(made(), 0)
        self.assertIn("no account for this number", answer.text)

    def test_archived_account_stays_closed(self):
        self._bind(self.customer)
        self.customer.active = False
        self._send_number()

        with self._counting("res.users") as made:
            answer = self._type_code()

        self.assertEqual(made(), 0)
        self.assertIn("closed", answer.text)

    def test_way_back_stays_on_this_site(self):
        """Only local addresses are followed."""
        self._bind(self.customer)
        for evil in ("https://evil.example", "//evil.example", "/\\evil.example"):
            self.authenticate(None, None)
            self._forget_uses()
            self._send_number(redirect=evil)
            answer = self._type_code()
            self.assertNotIn("evil", answer.headers["Location"])

    def test_full_number_is_on_no_page(self):
        """R0.10: The page shows the mask."""
        page = self._send_number()

        self.assertIn("+86139****4321", page.text)
        self.assertNotIn("00004321", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")

    def test_garbage_is_refused_in_words(self):
        for number in ("", "x", "1" * 200, "\x00", "<b>"):
            self._forget_uses()
            answer = self._send_number(number)
            self.assertEqual(answer.status_code, 422, number)
            self.assertIn("is not a phone number", answer.text)
        self.assertEqual(self._type_code("x").status_code, 303)
        self._forget_uses()
        self._send_number(redirect="x" * 5000)
        for code in ("", "x" * 100000, "\x00\x00", "٣٣٣٣٣٣"):
            self.assertEqual(self._type_code(code or " ").status_code, 422)

    def test_login_page_leads_here(self):
        page = self.url_open("/web/login?redirect=/errand/1").text

        self.assertIn("/errand/phone?redirect=%2Ferrand%2F1", page)

    # === THE DOOR === #

    def test_door_opens_for_a_code_that_was_just_right_alone(self):
        self._bind(self.customer)
        code_id = self._ask()
        credential = {
            "type": "errand_code",
            "login": self.customer.login,
            "code_id": code_id,
        }
        users = self.env["res.users"]

        with self.assertRaises(AccessDenied):
            users.authenticate(credential, {"interactive": True})
        self.codes._try_code(code_id, "sign_in", NUMBER, self.code)
        opened = users.authenticate(credential, {"interactive": True})
        self.assertEqual(opened["uid"], self.customer.id)
        with self.assertRaises(AccessDenied):
            users.authenticate(credential, {"interactive": True})
        with self.assertRaises(AccessDenied):
            users.authenticate(
                {**credential, "login": self.other.login}, {"interactive": True}
            )

    def test_login_page_takes_no_code(self):
        """Odoo's own page passes on no code, whatever is posted to it."""
        self._bind(self.customer)
        code_id = self._ask()
        self.codes._try_code(code_id, "sign_in", NUMBER, self.code)

        self._post(
            "/web/login",
            login=self.customer.login,
            type="errand_code",
            code_id=code_id,
            password="x",
        )

        self.assertIsNone(self._whoami())

    def test_second_account_for_a_number_is_refused(self):
        self._bind(self.customer)
        with self.assertRaisesRegex(UserError, "another account"):
            self._bind(self.other)
