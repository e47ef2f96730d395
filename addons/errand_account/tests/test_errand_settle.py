# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ErrandAccountCommon


@tagged("post_install", "-at_install")
class TestErrandSettle(ErrandAccountCommon):
    """After the end: refunds in parts, who bears them, confirmation, tax."""

    def _delivered(self, **values):
        order, payment = self._create_paid_order(fee=12, **values)
        task, actor = self._carry_to_the_door(order)
        task._deliver(actor, "test-deliver")
        return order, payment

    # === PARTS === #

    def test_money_goes_back_through_the_newest_payment_first(self):
        """R0.2: Through the payments that brought it, and never more than each."""
        order, first = self._create_paid_order(fee=12)
        charge = order._raise_tip(3, "key-1")
        second = self._create_transaction(order, amount=3, errand_charge_id=charge.id)
        second._post_process()
        task, actor = self._carry_to_the_door(order)
        task._deliver(actor, "test-deliver")

        order._refund_after_end(5, "support-1")

        parts = {refund.source_id: refund.amount for refund in order.refund_ids}
        self.assertEqual(parts, {second: 3, first: 2})
        self._run_refunds(order)
        self.assertEqual(order.payment_state, "partly_refunded")

    def test_more_than_was_paid_is_never_given_back(self):
        """R0.2: Not at once, and not in parts."""
        order, _payment = self._delivered()

        with self.assertRaisesRegex(UserError, "More than the customer paid"):
            order._refund_after_end(12.01, "support-1")
        order._refund_after_end(7, "support-2")
        with self.assertRaisesRegex(UserError, "More than the customer paid"):
            order._refund_after_end(5.01, "support-3")

    # === WHO BEARS IT === #

    def test_refund_before_confirmation_is_taken_from_what_is_pending(self):
        """R0.12: The courier is not credited with what they bear."""
        order, _payment = self._delivered()

        order._refund_after_end(4, "support-1", shares=[(self.courier, 3)])
        order._refund_after_end(4, "support-1", shares=[(self.courier, 3)])
        order._confirm()

        balances = self._balances(order)
        self.assertEqual(balances["courier_payable"], -7.8)
        self.assertEqual(balances["support_cost"], 1)
        self.assertNotIn("courier_pending", balances)
        self.assertEqual(sum(order.refund_ids.mapped("amount")), 4)

    def test_refund_after_confirmation_is_taken_from_the_credit(self):
        """R0.12: And never from escrow."""
        order, _payment = self._delivered()
        order._confirm()

        order._refund_after_end(4, "support-1", shares=[(self.courier, 4)])

        balances = self._balances(order)
        self.assertEqual(balances["courier_payable"], -6.8)
        self.assertNotIn("support_cost", balances)
        self.assertFalse(self.env["errand.order"]._unbalanced_orders())

    # === CONFIRMATION === #

    def test_confirmed_twice_credits_once(self):
        """R0.12: The customer's tap and the sweep may meet."""
        order, _payment = self._delivered()

        order._confirm()
        order._confirm()

        self.assertEqual(self._balances(order)["courier_payable"], -10.8)

    def test_sweep_confirms_and_credits(self):
        """R0.12: A customer who says nothing does not keep the courier waiting."""
        order, _payment = self._delivered()
        self.assertNotIn("courier_payable", self._balances(order))
        order.done_at = self._later(hours=-25)
        order.task_ids.next_action_at = self._later(minutes=-1)

        self.env["errand.task"]._sweep()
        self.env["errand.task"]._sweep()

        self.assertTrue(order.confirmed_at)
        self.assertEqual(self._balances(order)["courier_payable"], -10.8)

    # === TAX === #

    def _create_tax(self, percent):
        return self.env["account.tax"].create(
            {
                "name": f"Commission tax {percent} %",
                "company_id": self.company.id,
                "amount": percent,
                "amount_type": "percent",
                "type_tax_use": "sale",
                "price_include_override": "tax_included",
            }
        )

    def test_tax_is_inside_the_commission(self):
        """R0.12: 6 % of 1.20 included are 0.07; together they stay 1.20."""
        self.company.errand_commission_tax_id = self._create_tax(6)

        order, _payment = self._delivered()

        balances = self._balances(order)
        self.assertEqual(balances["commission"], -1.13)
        self.assertEqual(balances["commission_tax"], -0.07)

    def test_tax_is_not_on_tips_and_goods(self):
        """R0.3, R0.12: They are the courier's whole."""
        self.company.errand_commission_tax_id = self._create_tax(6)

        order, _payment = self._delivered(tip=10)

        balances = self._balances(order)
        self.assertEqual(balances["courier_pending"], -20.8)
        self.assertEqual(balances["commission_tax"], -0.07)
