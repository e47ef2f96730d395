# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestFollow(ErrandWebsiteCommon):
    def setUp(self):
        super().setUp()
        self.order, _payment = self._create_paid_order(
            description="A secret of the sender."
        )
        links = self.env["errand.public.link"]
        self.token = links._token_for(self.order, "follow")
        self.link = links.search([("order_id", "=", self.order.id)])

    def test_recipient_follows_without_an_account(self):
        """R0.9: stages, the courier's first name, the code: no login."""
        task = self.order.task_ids
        task._assign(self.courier, self.courier._actor(), "grab")

        for url in (f"/t/{self.token}", f"/t/{self.token}/live"):
            response = self.url_open(url)
            self.assertEqual(response.status_code, 200)
            self.assertEqual(response.headers["Cache-Control"], "no-store")
            self.assertIn("Carl", response.text)
            self.assertIn(task._delivery_code(), response.text)
            self.assertIn("A courier took it", response.text)

    def test_recipient_learns_nothing_else(self):
        """R0.10: no phone, no name, no fee, no address but the drop-off's own."""
        page = self.url_open(f"/t/{self.token}").text

        self.assertIn("2 Wulin Square", page)
        hidden = [
            "1234",
            "5678",
            "Sam Sender",
            "Rita",
            "Tessa",
            "Carrier",
            "A secret of the sender.",
            self.order.currency_id.format(self.order.fee),
        ]
        text = page.partition("o_errand_live")[2]
        for word in hidden:
            self.assertNotIn(word, text)

    def test_expired_link_is_unknown(self):
        """R0.9: a link ends by itself."""
        self.link.expires_at = self._later(minutes=-1)

        response = self.url_open(f"/t/{self.token}")

        self.assertEqual(response.status_code, 404)
        self.assertIn("does not open anything", response.text)

    def test_wrong_links_are_unknown(self):
        """R0.9: whatever is tried, the answer is the same friendly page."""
        number, _dash, signature = self.token.partition("-")
        wrong = signature[:-1] + ("0" if signature[-1] != "0" else "1")
        for token in (
            f"{number}-{wrong}",
            f"{number}-",
            number,
            f"{int(number, 16) + 1:x}-{signature}",
            "zz-zz",
            "-1-x",
            "f" * 400,
            "%00",
            "%F0%9F%90%95",
            f"{self.token}x",
        ):
            with self.subTest(token=token[:40]):
                response = self.url_open(f"/t/{token}")
                self.assertEqual(response.status_code, 404)
                self.assertIn("does not open anything", response.text)

    def test_guessing_is_slowed_down(self):
        """R0.9: after some wrong links an address has to wait."""
        statuses = [
            self.url_open(f"/t/{number:x}-{'0' * 32}/live").status_code
            for number in range(1, 23)
        ]

        self.assertEqual(statuses, [404] * 20 + [429] * 2)

    def test_following_is_never_slowed_down(self):
        """R0.9: a page that is kept open all day, beside somebody who guesses."""
        for _number in range(25):
            self.url_open("/t/1-0/live")

        statuses = {
            self.url_open(f"/t/{self.token}/live").status_code for _number in range(30)
        }

        self.assertEqual(statuses, {200})

    def test_customer_finds_the_link(self):
        """R0.9: the customer shares it from their page."""
        self._sign_in(self.customer)

        page = self.url_open(f"/my/errands/{self.order.id}").text

        self.assertIn(f"/t/{self.token}", page)
