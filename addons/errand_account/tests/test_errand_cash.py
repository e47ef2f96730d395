# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import ErrandAccountCommon


@tagged("post_install", "-at_install")
class TestErrandCash(ErrandAccountCommon):
    """Cash at the door: told before the grab, confirmed to the cent, owed after."""

    def _create_cash_order(self, **values):
        values = {"fee": 12, "payment_way": "cash", **values}
        return self._create_order(placed=True, **values)

    def test_cash_is_off_unless_the_company_takes_it(self):
        """R0.1: Off by default, and per category."""
        self.assertFalse(self.env["res.company"].new().errand_cash_allowed)
        self.company.errand_cash_allowed = False
        with self.assertRaisesRegex(ValidationError, "Cash is not taken"):
            self._create_cash_order()
        self.company.errand_cash_allowed = True
        self.category.cash_allowed = False
        with self.assertRaisesRegex(ValidationError, "Cash is not taken"):
            self._create_cash_order()

    def test_cash_order_opens_at_once(self):
        """R0.1: Nothing is paid ahead, so nothing is waited for."""
        order = self._create_cash_order(tip=3)

        self.assertEqual(order.task_ids.state, "open")
        self.assertEqual(order.payment_state, "unpaid")
        self.assertEqual(order.task_ids._cash_due(), 15)
        with self.assertRaisesRegex(UserError, "in cash"):
            order._check_payable()

    def test_cash_is_confirmed_to_the_cent(self):
        """R0.11: No delivery before the courier says that they have it."""
        order = self._create_cash_order(tip=3)
        task, actor = self._carry_to_the_door(order, takes_cash=False)

        with self.assertRaisesRegex(ValidationError, r"15\.00.*in cash"):
            task._deliver(actor, "test-deliver")
        self.assertFalse(task._say_cash(14.99, actor))
        self.assertTrue(task._say_cash(15, actor))
        task._deliver(actor, "test-deliver")

        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(
            self._balances(order),
            {"cash": 15.0, "courier_pending": -13.8, "commission": -1.2},
        )
        cash = order.ledger_line_ids.filtered(lambda line: line.account == "cash")
        self.assertEqual(cash.partner_id, self.courier.partner_id)
        self.assertEqual(order.receipt_ids.worker_id, self.courier)

    def test_delivering_twice_takes_the_cash_once(self):
        """R0.12: A repeated tap is one debt."""
        order = self._create_cash_order()
        task, actor = self._carry_to_the_door(order)
        task._deliver(actor, "test-deliver")

        task._deliver(actor, "test-deliver")
        order._take_cash()

        self.assertEqual(len(order.receipt_ids), 1)
        self.assertEqual(order.task_ids._cash_due(), 0)

    def test_tip_raised_on_the_way_is_collected(self):
        """R0.3: The amount at the door follows the tip, until the courier is there."""
        order = self._create_cash_order()
        task, actor = order.task_ids, self.courier._actor()

        self.assertFalse(order._raise_tip(5, "key-1"))
        self.assertEqual((order.tip, task._cash_due()), (5, 17))
        task._assign(self.courier, actor, "test-assign")
        order._raise_tip(1, "key-2")
        task._pick_up(actor, "test-pick-up")
        task._reach("dropoff", actor, "test-dropoff")
        with self.assertRaisesRegex(UserError, "at the door"):
            order._raise_tip(1, "key-3")

        self.assertEqual(task._cash_due(), 18)

    def test_cancelled_cash_order_owes_nothing(self):
        """R0.2: Nothing was paid, nothing goes back."""
        order = self._create_cash_order()

        order._move_to("cancelled")

        self.assertEqual(self._balances(order), {})
        self.assertEqual(order.charge_ids.state, "void")
        self.assertEqual(order.task_ids._cash_due(), 0)

    def test_money_sent_online_for_a_cash_order_that_ended_goes_back(self):
        """R0.2: Late money comes back whole."""
        order = self._create_cash_order()
        order._move_to("cancelled")

        self._create_transaction(order, amount=12)._post_process()

        self.assertEqual(order.refund_ids.amount, 12)

    def test_refund_of_cash_needs_no_provider(self):
        """R0.2: Finance pays it by hand, where no wallet takes it by itself."""
        order = self._create_cash_order()
        task, actor = self._carry_to_the_door(order)
        task._deliver(actor, "test-deliver")

        order._refund_after_end(2, "support-1")

        self.assertEqual(order.refund_ids.mapped("amount"), [2])
        order.refund_ids.with_user(self.finance).action_paid_by_hand()
        self.assertEqual(order.refund_ids.state, "done")
        self.assertEqual(order.payment_state, "partly_refunded")
