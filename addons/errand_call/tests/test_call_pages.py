# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandCallCommon


@tagged("post_install", "-at_install")
class TestCallPages(ErrandCallCommon):
    def test_customer_gets_a_number_to_call(self):
        """R0.10: One tap, one number, and no number of the courier."""
        task = self._held()
        url = f"/my/errands/{task.order_id.id}/call"
        self._sign_in(self.customer)
        self.assertIn("Call the courier", self.url_open(url).text)

        page = self._post(url, party="courier").text

        self.assertIn("tel:+12025550100", page)
        self.assertIn("rings nowhere", page)
        self.assertNotIn("0000 2222", page)
        self.assertNotIn("13900002222", page)

    def test_recipient_calls_by_the_link(self):
        """R0.10: Without an account."""
        task = self._held()
        token = self.env["errand.public.link"]._token_for(task.order_id, "follow")

        page = self._post(f"/t/{token}/call", party="courier")

        self.assertIn("tel:", page.text)

    def test_courier_chooses_whom_to_call(self):
        """R0.10: Customer, pick-up or drop-off."""
        task = self._held()
        self._sign_in(self.courier_user)

        page = self.url_open(f"/courier/call/{task.id}").text

        for label in ("Call the customer", "Call the pick-up", "Call the drop-off"):
            self.assertIn(label, page)

    def test_strangers_call_nobody(self):
        """R0.10: Another customer, another courier, a wrong link, a wrong party."""
        task = self._held()
        order = task.order_id
        self._sign_in(self.other)
        urls = [
            f"/my/errands/{order.id}/call",
            f"/courier/call/{task.id}",
            "/courier/call/abc",
            "/courier/call/99999999999999",
            "/t/wrong/call",
        ]
        for url in urls:
            self.assertEqual(self._post(url, party="courier").status_code, 404, url)
        self._sign_in(self.customer)
        for party in ("dropoff", "customer", "nobody", ""):
            answer = self._post(urls[0], party=party)
            self.assertEqual(answer.status_code, 404, party)
