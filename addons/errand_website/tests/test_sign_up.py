# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestSignUp(ErrandWebsiteCommon):
    def test_sign_up_is_free(self):
        """R0.14: anyone makes an account, on old sites and new ones."""
        new = self.env["website"].create({"name": "Second site"})

        self.assertEqual(new.auth_signup_uninvited, "b2c")
        self.assertEqual(self.url_open("/web/signup").status_code, 200)

    def test_sign_up_leads_back_to_the_form(self):
        """R0.1: whoever signs up comes back to where they were."""
        page = self.url_open(f"/web/signup?redirect={self.form_url}").text
        self.assertIn(self.form_url, page)

        response = self.url_open(
            "/web/signup",
            data={
                "csrf_token": self._csrf("/web/signup"),
                "name": "Sina Signup",
                "login": "sina@example.test",
                "password": "made-up-pass-1",
                "confirm_password": "made-up-pass-1",
                "redirect": self.form_url,
            },
        )

        self.assertIn(self.form_url, response.url)
        user = self.env["res.users"].search([("login", "=", "sina@example.test")])
        self.assertTrue(user.has_group("base.group_portal"))

    def test_menu_and_home_lead_to_the_form(self):
        """R0.1: the way in is seen on every page."""
        page = self.url_open("/").text

        self.assertIn('href="/errand"', page)
