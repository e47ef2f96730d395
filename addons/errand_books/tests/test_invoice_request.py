# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ErrandBooksCommon


@tagged("post_install", "-at_install")
class TestInvoiceRequest(ErrandBooksCommon):
    def _request(self, order, **values):
        return self.env["errand.invoice.request"]._request(
            order,
            **{
                "is_company": True,
                "title": "Test Trading",
                "tax_number": "91330000TEST",
                "address": "1 Test Road",
                "email": "books@example.com",
                **values,
            },
        )

    def test_invoice_is_over_the_fee_and_paid(self):
        """R0.12: The customer gets a normal invoice of what was paid."""
        order = self._deliver_and_confirm(fee=12)
        request = self._request(order)

        request.with_user(self.finance).action_invoice()

        self.assertEqual(request.state, "invoiced")
        self.assertEqual(request.move_id.amount_total, 12)
        self.assertEqual(request.move_id.amount_tax, 0.07)
        self.assertIn(request.move_id.payment_state, ("paid", "in_payment"))
        self.assertEqual(request.move_id.partner_id.vat, "91330000TEST")

    def test_invoice_does_not_count_income_or_tax_twice(self):
        """R0.12: Books with and without an invoice are the same, account by account."""
        order = self._deliver_and_confirm(fee=12)
        self._post()
        keys = ("commission", "courier_pending", "courier_payable", "escrow")
        before = [self._book(key) for key in keys]
        request = self._request(order)

        request.with_user(self.finance).action_invoice()

        self.assertEqual([self._book(key) for key in keys], before)
        taxed = (request.move_id | request.settlement_move_id).line_ids
        for tag in (self.base_tag, self.tax_tag):
            tagged_lines = taxed.filtered(lambda line, tag=tag: tag in line.tax_tag_ids)
            self.assertEqual(len(tagged_lines), 2)
            self.assertFalse(sum(tagged_lines.mapped("balance")))
        self.assertEqual(
            self.env["errand.ledger.check"]._check(self.company).state, "ok"
        )

    def test_every_fee_is_invoiced_to_the_cent(self):
        """R0.12: Rounding of the tax never changes what the customer paid."""
        for fee in (3, 3.33, 7.77, 8.35, 19.99, 49.95):
            order = self._deliver_and_confirm(fee=fee)
            request = self._request(order)
            request.action_invoice()
            self.assertEqual(request.move_id.amount_total, fee)

    def test_what_was_given_back_is_not_invoiced(self):
        """R0.12: The invoice is over the fee less refunds."""
        order = self._deliver_and_confirm(fee=12)
        order._refund_after_end(5, "test-refund")
        request = self._request(order)

        request.action_invoice()

        self.assertEqual(request.move_id.amount_total, 7)

    def test_refund_after_the_invoice_asks_for_a_credit_note(self):
        """R0.12: Finance sees which invoices are too high."""
        order = self._deliver_and_confirm(fee=12)
        request = self._request(order)
        request.action_invoice()
        self.assertFalse(request.is_outdated)

        order._refund_after_end(5, "test-refund")
        request.invalidate_recordset()

        self.assertTrue(request.is_outdated)

    def test_invoicing_twice_makes_one_invoice(self):
        """R0.12: A double click makes one invoice."""
        order = self._deliver_and_confirm(fee=12)
        request = self._request(order)
        request.action_invoice()
        invoice = request.move_id

        request.action_invoice()

        self.assertEqual(request.move_id, invoice)
        with self.assertRaisesRegex(UserError, "made already"):
            self._request(order)

    def test_errand_that_is_not_delivered_is_not_invoiced(self):
        """R0.12: There is no invoice of what may be refunded."""
        order, _payment = self._create_paid_order(fee=12)

        with self.assertRaisesRegex(UserError, "once the errand is delivered"):
            self._request(order)

    def test_customer_mends_the_request_until_it_is_invoiced(self):
        """R0.12: One request for an order, written again as often as needed."""
        order = self._deliver_and_confirm(fee=12)
        first = self._request(order)

        second = self._request(order, is_company=False, title="Tessa", tax_number="")

        self.assertEqual(first, second)
        self.assertEqual(first.title, "Tessa")
        self.assertFalse(first.vat)
        with self.assertRaisesRegex(UserError, "tax number"):
            self._request(order, tax_number="")

    def test_personal_data_can_be_erased_until_invoiced(self):
        """R0.12: What the customer wrote is kept no longer than the law asks."""
        request = self._request(self._deliver_and_confirm(fee=12))

        request.with_user(self.finance).action_erase()

        self.assertFalse(request.vat or request.address or request.email)
        self.assertEqual(request.title, "Erased")

    def test_only_finance_invoices(self):
        """R0.12: Clerks do not see tax numbers."""
        request = self._request(self._deliver_and_confirm(fee=12))

        for user in (self.clerk, self.dispatcher, self.customer):
            with self.assertRaises(AccessError):
                request.with_user(user).action_invoice()
