# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from unittest.mock import patch

import requests

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.payment.models.payment_provider import PaymentProvider
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
            self._send_refund(refund)
            self._send_refund(refund)

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
            self._send_refund(refund)

        self.assertEqual(refund.state, "failed")
        self.assertIn("The card is closed.", refund.failure)
        self.assertEqual(order.payment_state, "refunding")

        refund.with_user(self.finance).action_retry()
        self.assertEqual(refund.state, "queued")
        self._run_refunds(order)
        self.assertEqual(order.payment_state, "refunded")
        self.assertEqual(self._balances(order), {})

    def _lose_the_answer(self, refund, minutes=6):
        """Leave a refund as a process does that died while it asked, some time ago."""
        refund._prepare()
        refund._claim()
        earlier = fields.Datetime.subtract(fields.Datetime.now(), minutes=minutes)
        refund.write({"asked_at": earlier, "claimed_at": earlier})

    def test_lost_answer_is_not_asked_for_twice(self):
        """R0.2: A provider that does not know repeats is not asked again."""
        order, _payment, refund = self._cancelled()
        self._lose_the_answer(refund)

        with patch.object(PaymentTransaction, "_send_refund_request") as asking:
            self._send_refund(refund)
            self._send_refund(refund)

        asking.assert_not_called()
        self.assertEqual(refund.state, "unclear")
        self.assertEqual(order.payment_state, "refunding")

    def test_finance_says_what_became_of_an_unclear_refund(self):
        """R0.2: It was given back: booked. It was not: tried again, anew."""
        for arrived in (True, False):
            with self.subTest(arrived=arrived):
                order, _payment, refund = self._cancelled()
                self._lose_the_answer(refund)
                self._send_refund(refund)
                decided = refund.with_user(self.finance)
                if arrived:
                    decided.action_arrived()
                else:
                    decided.action_not_arrived()
                    self.assertEqual(refund.state, "failed")
                    decided.action_retry()
                    self._run_refunds(order)
                self.assertEqual(refund.state, "done")
                self.assertEqual(order.payment_state, "refunded")
                self.assertEqual(self._balances(order), {})

    def test_another_process_at_it_is_left_alone(self):
        """R0.2: What was begun a moment ago is neither asked again nor unclear."""
        _order, _payment, refund = self._cancelled()
        self._lose_the_answer(refund, minutes=1)

        with patch.object(PaymentTransaction, "_send_refund_request") as asking:
            self._send_refund(refund)

        asking.assert_not_called()
        self.assertEqual(refund.state, "sent")

    def test_provider_that_answers_later_is_not_asked_again(self):
        """R0.2: It took the request, and tells the end by its webhook."""
        _order, _payment, refund = self._cancelled()
        refund._prepare()

        with patch.object(PaymentTransaction, "_send_refund_request") as asking:
            self._send_refund(refund)
            earlier = fields.Datetime.subtract(fields.Datetime.now(), minutes=60)
            refund.claimed_at = earlier
            self._send_refund(refund)

        asking.assert_called_once()
        self.assertEqual(refund.state, "sent")
        refund.transaction_id._set_done()
        refund.transaction_id._post_process()
        self.assertEqual(refund.state, "done")

    def test_broken_line_is_not_a_refusal(self):
        """R0.2: The provider may have heard us before the line broke."""
        _order, _payment, refund = self._cancelled()
        refund._prepare()

        words = "No connection."

        def break_line(_transaction):
            try:
                raise requests.exceptions.ReadTimeout
            except requests.exceptions.Timeout:
                raise ValidationError(words)  # noqa: B904 - as payment does

        with patch.object(PaymentTransaction, "_send_refund_request", break_line):
            self._send_refund(refund)

        self.assertEqual(refund.state, "sent")
        self.assertFalse(refund.answered_at)
        self.assertEqual(refund.transaction_id.state, "draft")

    def test_provider_that_knows_repeats_is_asked_again_with_the_same_key(self):
        """R0.2: Stripe and Adyen give back once, whatever is repeated."""
        _order, _payment, refund = self._cancelled()
        refund._prepare()
        keys = []

        def note_key(_provider, _method, _endpoint, idempotency_key=None, **_options):
            keys.append(idempotency_key)

        def ask(transaction):
            transaction._send_api_request("POST", "refunds", data={})

        provider = refund.transaction_id.provider_id
        self.env.cr.execute(
            "UPDATE payment_provider SET code = 'stripe' WHERE id = %s", [provider.id]
        )
        self.env.invalidate_all()
        with (
            patch.object(PaymentTransaction, "_send_refund_request", ask),
            patch.object(PaymentProvider, "_send_api_request", note_key),
        ):
            refund._claim()
            refund._ask()
            earlier = fields.Datetime.subtract(fields.Datetime.now(), minutes=6)
            refund.write({"claimed_at": earlier, "answered_at": False})
            self._send_refund(refund)

        self.assertEqual(len(keys), 2)
        self.assertEqual(len(set(keys)), 1)
        self.assertTrue(keys[0])

    def test_key_that_the_provider_forgot_is_not_trusted(self):
        """R0.2: A day later nothing is asked again by itself."""
        _order, _payment, refund = self._cancelled()
        refund._prepare()
        self.env.cr.execute(
            "UPDATE payment_provider SET code = 'stripe' WHERE id = %s",
            [self.provider.id],
        )
        self.env.invalidate_all()
        child, now = refund.transaction_id, fields.Datetime.now()

        self.assertTrue(child._errand_knows_repeats(now - timedelta(hours=22)))
        self.assertFalse(child._errand_knows_repeats(now - timedelta(hours=24)))

    def test_only_finance_retries(self):
        """R0.2: Dispatchers and clerks do not move money."""
        _order, _payment, refund = self._cancelled()

        for user in (self.clerk, self.dispatcher, self.customer):
            for action in ("action_retry", "action_arrived", "action_not_arrived"):
                with self.assertRaises(AccessError):
                    getattr(refund.with_user(user), action)()
