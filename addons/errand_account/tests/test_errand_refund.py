# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.payment.models.payment_transaction import PaymentTransaction
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ErrandAccountCommon


@tagged("post_install", "-at_install")
class TestErrandRefund(ErrandAccountCommon):
    def _cancelled(self):
        order, payment = self._create_paid_order()
        order._move_to("cancelled")
        return order, payment, order.refund_ids

    def test_cancelling_queues_one_refund_job(self):
        """R0.2: The refund is decided with the cancellation, and sent by a job."""
        order, _payment = self._create_paid_order()

        with trap_jobs() as trap:
            order._move_to("cancelled")

        trap.assert_jobs_count(1, only=order.refund_ids._prepare)
        self.assertEqual(order.refund_ids.state, "queued")
        self.assertEqual(order.payment_state, "refunding")

    def test_lost_job_is_queued_again(self):
        """R0.2: A job that was lost costs minutes, not the customer's money."""
        _order, _payment, refund = self._cancelled()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE errand_refund SET write_date = write_date - interval '1 hour'"
            " WHERE id = %s",
            [refund.id],
        )
        self.env.invalidate_all()

        with trap_jobs() as trap:
            self.env["errand.refund"]._repair()

        trap.assert_jobs_count(1, only=refund._prepare)

    def test_prepared_twice_makes_one_transaction(self):
        """R0.2: A job that runs twice makes one refund."""
        _order, payment, refund = self._cancelled()

        refund._prepare()
        child = refund.transaction_id
        refund._prepare()

        self.assertEqual(refund.transaction_id, child)
        self.assertEqual(payment.child_transaction_ids, child)
        self.assertEqual(child.amount, -payment.amount)

    def test_sent_twice_asks_the_provider_once(self):
        """R0.2: What the provider answered is not asked again."""
        _order, _payment, refund = self._cancelled()
        refund._prepare()
        asked = []

        def give_back(transaction):
            asked.append(transaction)
            transaction._set_done()

        with patch.object(PaymentTransaction, "_send_refund_request", give_back):
            refund._send()
            refund._send()

        self.assertEqual(asked, [refund.transaction_id])
        self.assertEqual(refund.state, "done")

    def test_provider_that_refuses_leaves_a_failed_refund_to_retry(self):
        """R0.2: Finance sees why a refund failed, and tries again."""
        order, _payment, refund = self._cancelled()
        refund._prepare()
        reason = "The card is closed."

        def refuse(transaction):
            raise ValidationError(reason)

        with patch.object(PaymentTransaction, "_send_refund_request", refuse):
            refund._send()

        self.assertEqual(refund.state, "failed")
        self.assertIn("The card is closed.", refund.failure)
        self.assertEqual(order.payment_state, "refunding")

        refund.with_user(self.finance).action_retry()
        self.assertEqual(refund.state, "queued")
        self._run_refunds(order)
        self.assertEqual(order.payment_state, "refunded")
        self.assertEqual(self._balances(order), {})

    def test_only_finance_retries(self):
        """R0.2: Dispatchers and clerks do not move money."""
        _order, _payment, refund = self._cancelled()

        for user in (self.clerk, self.dispatcher, self.customer):
            with self.assertRaises(AccessError):
                refund.with_user(user).action_retry()
