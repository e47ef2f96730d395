# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestTours(ErrandWebsiteCommon):
    def test_from_sign_up_to_rating(self):
        """R0.1, R0.9, R0.13: sign up, post, pay, see it live, rate."""
        self._take_money_at_once()

        self.start_tour(self.form_url, "errand_website_post_and_pay")

        user = self.env["res.users"].search([("login", "=", "tour@example.test")])
        order = self._orders(user)
        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(order.task_ids.state, "open")
        self._advance(order.task_ids, "done", self.courier)
        user.password = user.login
        self.start_tour(
            f"/my/errands/{order.id}", "errand_website_rate", login=user.login
        )

        self.assertEqual(self.courier.rating_average, 4)

    def test_wrong_form_keeps_what_was_typed(self):
        """R0.1: errors come beside their fields, and nothing typed is lost."""
        self.start_tour(self.form_url, "errand_website_wrong", login="errand_customer")

        self.assertEqual(self._orders().description, "Please water my made-up plants")
