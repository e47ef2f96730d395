# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestInvoice(ErrandWebsiteCommon):
    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def _delivered(self):
        order, _payment = self._create_paid_order(fee=12)
        task, actor = self._carry_to_the_door(order)
        task._deliver(actor, "test-deliver")
        self.env.flush_all()
        return order

    def _ask(self, order, **values):
        response = self._post(
            f"/my/errands/{order.id}/invoice",
            **{
                "kind": "company",
                "title": "Made-up Trading",
                "tax_number": "91330000TEST",
                "address": "",
                "email": "books@example.com",
                **values,
            },
        )
        order.invalidate_recordset()
        return response

    def test_customer_asks_and_downloads(self):
        """R0.12: Asked for on the page, made by finance, downloaded on the page."""
        order = self._delivered()
        self.assertIn(
            "Ask for an invoice", self.url_open(f"/my/errands/{order.id}").text
        )

        self.assertEqual(self._ask(order).status_code, 303)
        request = order.invoice_request_ids
        self.assertEqual((request.title, request.amount), ("Made-up Trading", 12))
        request.with_user(self.finance).action_invoice()
        self.env.flush_all()

        page = self.url_open(f"/my/errands/{order.id}").text
        self.assertIn(request.move_id.name, page)
        pdf = self.url_open(f"/my/errands/{order.id}/invoice.pdf")
        self.assertEqual(pdf.status_code, 200)

    def test_before_delivery_there_is_nothing_to_ask_for(self):
        """R0.12: What may be refunded is not invoiced."""
        order, _payment = self._create_paid_order(fee=12)

        page = self.url_open(f"/my/errands/{order.id}").text
        self.assertNotIn("Ask for an invoice", page)
        self.assertIn("once the errand is delivered", self._ask(order).text)
        self.assertFalse(order.invoice_request_ids)

    def test_garbage_is_refused_in_words(self):
        """R0.12: Nothing typed makes the page fail."""
        order = self._delivered()

        for values, words in (
            ({"title": "x" * 101}, "shorten"),
            ({"title": " "}, "write the title"),
            ({"tax_number": ""}, "tax number"),
            ({"email": "nonsense"}, "e-mail"),
        ):
            response = self._ask(order, **values)
            self.assertEqual(response.status_code, 200)
            self.assertIn(words, response.text)
        self.assertFalse(order.invoice_request_ids)
        nul = self._ask(order, title="a\x00b", kind="no such kind")
        self.assertEqual(nul.status_code, 303)

    def test_another_customer_finds_nothing(self):
        """R0.12: An order of somebody else is not there."""
        order = self._delivered()
        self._ask(order)
        order.invoice_request_ids.action_invoice()
        self.env.flush_all()
        self._sign_in(self.other)

        self.assertEqual(self._ask(order).status_code, 404)
        pdf = self.url_open(f"/my/errands/{order.id}/invoice.pdf")
        self.assertEqual(pdf.status_code, 404)

    def test_pdf_before_the_invoice_is_not_there(self):
        """R0.12: There is no draft to download."""
        order = self._delivered()
        self._ask(order)

        pdf = self.url_open(f"/my/errands/{order.id}/invoice.pdf")
        self.assertEqual(pdf.status_code, 404)
