# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestNotice(ErrandWebsiteCommon):
    """Delivery code and news on the customer's page."""

    def setUp(self):
        super().setUp()
        order, _payment = self._create_paid_order()
        self.task = order.task_ids
        self.task._assign(self.courier, self.courier._actor(), "grab")
        self.url = f"/my/errands/{self.task.order_id.id}"
        self._sign_in(self.customer)

    def _code_notices(self, code):
        return self.env["errand.notice"].search(
            [("order_id", "=", self.task.order_id.id), ("kind_id.code", "=", code)]
        )

    def test_the_customer_has_the_code_sent(self):
        """R0.11: Code re-sent by SMS, from the order's page."""
        page = self._post(f"{self.url}/code/send", follow=True).text

        self.assertIn("The recipient gets the code by SMS.", page)
        self.assertEqual(len(self._code_notices("recipient_code")), 1)

    def test_the_customer_makes_a_new_code(self):
        """R0.11: Re-issuing changes it."""
        old = self.task._delivery_code()

        page = self._post(f"{self.url}/code/renew", follow=True).text

        self.task.invalidate_recordset()
        self.assertNotEqual(self.task._delivery_code(), old)
        self.assertIn(self.task._delivery_code(), page)
        self.assertEqual(len(self._code_notices("recipient_new_code")), 1)

    def test_a_code_that_was_tried_too_often_is_made_new(self):
        """R0.11: The customer helps the courier at the door, without our support."""
        for _try in range(5):
            self.task._try_code("no", self.courier._actor())
        self.assertIn("Make a new code", self.url_open(self.url).text)

        self._post(f"{self.url}/code/renew")

        self.task.invalidate_recordset()
        self.assertFalse(self.task._is_code_dead())

    def test_asking_too_often_is_said(self):
        """R0.11: Three an hour."""
        for _time in range(3):
            self._post(f"{self.url}/code/send")

        page = self._post(f"{self.url}/code/send").text

        self.assertIn("in an hour", page)
        self.assertEqual(len(self._code_notices("recipient_code")), 3)

    def test_another_customer_finds_no_order(self):
        self._sign_in(self.other)

        for action in ("send", "renew", "steal"):
            answer = self._post(f"{self.url}/code/{action}")
            self.assertEqual(answer.status_code, 404)

    def test_the_page_offers_news_on_this_device(self):
        """R2.9: A button, never a question at load."""
        self.assertIn("o_errand_push", self.url_open(self.url).text)
