# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ErrandAccountCommon


@tagged("post_install", "-at_install")
class TestPaymentTransaction(ErrandAccountCommon):
    def test_order_opens_to_couriers_only_when_paid(self):
        """R0.1: The delivery fee is paid up front."""
        order = self._create_order(placed=True)
        self.assertEqual(order.task_ids.state, "waiting")

        self._create_transaction(order)._post_process()

        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(order.task_ids.state, "open")

    def test_done_payment_wakes_the_post_processing_at_once(self):
        """R0.1: It works when the customer closes the browser right after paying."""
        order = self._create_order(placed=True)
        cron = self.env.ref("payment.cron_post_process_payment_tx")
        cron.active = True
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])

        self._create_transaction(order)

        after = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.assertEqual(after, before + 1)

    def test_fee_of_zero_needs_no_payment(self):
        """R0.1: An errand for nothing opens at once."""
        self.price_rules.write({"minimum_fee": 0})

        order = self._create_order(placed=True, fee=0)

        self.assertEqual(order.task_ids.state, "open")

    def test_same_payment_told_twice_counts_once(self):
        """R0.1: Providers repeat their notifications."""
        order, payment = self._create_paid_order(fee=12)

        payment._post_process()

        self.assertEqual(self._balances(order), {"receipts": 12.0, "escrow": -12.0})
        self.assertFalse(order.refund_ids)

    def test_order_paid_twice_gives_the_second_payment_back(self):
        """R0.2: The platform never keeps more than the fee."""
        order, _payment = self._create_paid_order(fee=12)
        second = self._create_transaction(order)

        second._post_process()
        self._run_refunds(order)

        self.assertEqual(order.refund_ids.source_id, second)
        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(self._balances(order), {"receipts": 12.0, "escrow": -12.0})

    def test_order_paid_twice_and_cancelled_gives_each_payment_back_once(self):
        """R0.2: Never more than was paid."""
        order, first = self._create_paid_order(fee=12)
        second = self._create_transaction(order)
        second._post_process()

        order._move_to("cancelled")
        self._run_refunds(order)

        self.assertEqual(order.refund_ids.source_id, first | second)
        self.assertEqual(self._balances(order), {})

    def test_payment_after_the_cancellation_is_given_back(self):
        """R0.2: A payment that comes too late opens nothing."""
        order = self._create_order(placed=True)
        order._move_to("cancelled")

        self._create_transaction(order)._post_process()
        self._run_refunds(order)

        self.assertEqual(order.state, "cancelled")
        self.assertEqual(self._balances(order), {})

    def test_payment_of_another_amount_is_given_back(self):
        """R0.1: The fee is paid whole, or not at all."""
        order = self._create_order(placed=True, fee=12)

        self._create_transaction(order, amount=5)._post_process()

        self.assertEqual(order.payment_state, "unpaid")
        self.assertEqual(order.task_ids.state, "waiting")
        self.assertEqual(order.refund_ids.amount, 5.0)

    def test_failed_payment_changes_nothing(self):
        """R0.1: A payment that failed can be tried again."""
        order = self._create_order(placed=True)
        payment = self._create_transaction(order, state="draft")

        payment._set_error("The card was declined.")
        payment._post_process()

        self.assertEqual(order.payment_state, "unpaid")
        order._check_payable()

    def test_paid_or_cancelled_order_is_not_payable(self):
        """R0.1: The page says so before money moves."""
        paid, _payment = self._create_paid_order()
        cancelled = self._create_order(placed=True)
        cancelled._move_to("cancelled")

        with self.assertRaisesRegex(UserError, "paid already"):
            paid._check_payable()
        with self.assertRaisesRegex(UserError, "was cancelled"):
            cancelled._check_payable()

    def test_order_that_is_not_paid_in_time_is_cancelled(self):
        """R0.1: An abandoned payment does not stay open for ever."""
        order = self._create_order(placed=True)
        order.task_ids.next_action_at = "2020-01-01 00:00:00"

        self.env["errand.task"]._sweep()

        self.assertEqual(order.state, "cancelled")
        last = order.event_ids.filtered(lambda event: not event.task_id)[:1]
        self.assertEqual(last.reason, "not_paid_in_time")

    def test_fee_is_booked_against_escrow_not_income(self):
        """R0.12: Until delivery the fee is owed, so the books show a liability."""
        _order, payment = self._create_paid_order(fee=12)

        account = self.company.errand_escrow_account_id
        line = payment.payment_id.move_id.line_ids.filtered(
            lambda line: line.account_id == account
        )
        self.assertEqual(line.balance, -12.0)
        self.assertTrue(account.reconcile)

    def test_reference_begins_with_the_order_number(self):
        """R0.1: Finance finds the order from the provider's statement."""
        order = self._create_order(placed=True)

        payment = self._create_transaction(order, state="draft")

        self.assertTrue(payment.reference.startswith(order.name))
