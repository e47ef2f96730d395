# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ErrandAccountCommon


@tagged("post_install", "-at_install")
class TestErrandCharge(ErrandAccountCommon):
    """What is asked for, and the money that comes in for it."""

    def _pay(self, order, charge, **values):
        """Pay a charge; return the payment, post-processed."""
        values = {"amount": charge.amount_left, **values}
        payment = self._create_transaction(order, errand_charge_id=charge.id, **values)
        payment._post_process()
        return payment

    def _in_progress(self, **values):
        order, _payment = self._create_paid_order(**values)
        order.task_ids._assign(self.courier, self.courier._actor(), "test-assign")
        return order

    # === PARTS === #

    def test_money_fills_fee_tip_and_goods_in_turn(self):
        """R0.1: Money that comes in parts fills fee, then tip, then goods."""
        self.category.has_goods_advance = True
        order = self._create_order(placed=True, fee=12, tip=3, goods_cap=20)
        charge = order.charge_ids

        for amount in (10, 4, 21):
            order._receive(charge, "online", amount)

        self.assertEqual(charge.state, "paid")
        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(order.task_ids.state, "open")
        filled = [
            {line.account: -line.amount for line in entry.line_ids if line.amount < 0}
            for entry in order.ledger_line_ids.entry_id.sorted("id")
        ]
        self.assertEqual(
            filled, [{"escrow": 10}, {"escrow": 2, "tip": 2}, {"tip": 1, "goods": 20}]
        )

    def test_order_is_released_only_when_paid_whole(self):
        """R0.1: Half the money opens nothing."""
        order = self._create_order(placed=True, fee=12)

        order._receive(order.charge_ids, "online", 6)

        self.assertEqual(order.payment_state, "unpaid")
        self.assertEqual(order.task_ids.state, "waiting")
        self.assertEqual(order._amount_to_pay(), 6)

    def test_half_paid_order_that_is_cancelled_gives_the_half_back(self):
        """R0.2: What came in goes back, and not more."""
        order = self._create_order(placed=True, fee=12)
        order._receive(
            order.charge_ids,
            "online",
            6,
            transaction_id=self._create_transaction(order, amount=6).id,
        )

        order._move_to("cancelled")
        self._run_refunds(order)

        self.assertEqual(order.refund_ids.mapped("amount"), [6])
        self.assertEqual(self._balances(order), {})

    # === TIP === #

    def test_tip_at_posting_is_held_and_goes_whole_to_the_courier(self):
        """R0.3: The platform takes nothing of a tip."""
        order, _payment = self._create_paid_order(fee=12, tip=5)
        self.assertEqual(
            self._balances(order), {"receipts": 17.0, "escrow": -12.0, "tip": -5.0}
        )
        task, actor = self._carry_to_the_door(order)

        task._deliver(actor, "test-deliver")

        self.assertEqual(
            self._balances(order),
            {"receipts": 17.0, "courier_pending": -15.8, "commission": -1.2},
        )

    def test_raised_tip_counts_when_it_is_paid(self):
        """R0.3: A tip is raised by a charge of its own."""
        order = self._in_progress(tip=2)

        charge = order._raise_tip(3, "key-1")
        self.assertEqual((charge.amount, order.tip), (3, 2))
        self._pay(order, charge)

        self.assertEqual((charge.state, order.tip), ("paid", 5))
        self.assertEqual(self._balances(order)["tip"], -5)

    def test_tip_is_asked_once_for_one_key(self):
        """R0.3: A double tap asks once, also after it was paid."""
        order = self._in_progress()

        charge = order._raise_tip(3, "key-1")
        self.assertEqual(order._raise_tip(3, "key-1"), charge)
        self._pay(order, charge)

        self.assertEqual(order._raise_tip(3, "key-1"), charge)
        self.assertEqual(order.tip, 3)

    def test_tip_paid_twice_goes_back_once(self):
        """R0.2, R0.3: The second payment of a charge goes back whole."""
        order = self._in_progress()
        charge = order._raise_tip(3, "key-1")
        self._pay(order, charge)

        second = self._pay(order, charge, amount=3)
        self._run_refunds(order)

        self.assertEqual(order.tip, 3)
        self.assertEqual(order.refund_ids.source_id, second)
        self.assertEqual(order.payment_state, "paid")

    def test_tip_paid_after_delivery_goes_back(self):
        """R0.2, R0.3: Money that comes too late goes back whole."""
        order, _payment = self._create_paid_order()
        charge = order._raise_tip(3, "key-1")
        task, actor = self._carry_to_the_door(order)
        task._deliver(actor, "test-deliver")
        self.assertEqual(charge.state, "void")

        self._pay(order, charge, amount=3)
        self._run_refunds(order)

        self.assertEqual(order.refund_ids.mapped("amount"), [3])
        self.assertNotIn("tip", self._balances(order))
        self.assertFalse(self.env["errand.order"]._unbalanced_orders())

    def test_another_amount_than_asked_goes_back(self):
        """R0.2: Neither less nor more is kept."""
        order = self._in_progress()
        charge = order._raise_tip(3, "key-1")

        for amount in (2.99, 4):
            self._pay(order, charge, amount=amount)

        self.assertEqual(charge.state, "due")
        self.assertEqual(sorted(order.refund_ids.mapped("amount")), [2.99, 4])
        self.assertEqual(order.tip, 0)

    def test_second_raise_replaces_the_first_that_was_not_paid(self):
        """R0.3: The customer thinks again; only one tip waits for its payment."""
        order = self._in_progress()
        first = order._raise_tip(3, "key-1")

        second = order._raise_tip(8, "key-2")

        self.assertEqual((first.state, second.state), ("void", "due"))

    def test_payment_under_way_is_not_overtaken(self):
        """R0.3: While a bank is at it, nothing else is asked for."""
        order = self._in_progress()
        charge = order._raise_tip(3, "key-1")
        payment = self._create_transaction(
            order, state="draft", amount=3, errand_charge_id=charge.id
        )
        payment._set_pending()

        with self.assertRaisesRegex(UserError, "under way"):
            order._raise_tip(8, "key-2")

        self.assertEqual(charge.state, "due")

    def test_tip_is_only_raised_and_within_the_limit(self):
        """R0.3: Upward only, to the company's limit, until the end."""
        self.company.errand_tip_limit = 20
        order = self._in_progress(tip=15)

        for amount in (0, -3):
            with self.assertRaisesRegex(UserError, "only be raised"):
                order._raise_tip(amount, "key-1")
        with self.assertRaisesRegex(UserError, "at most"):
            order._raise_tip(5.01, "key-1")
        order._raise_tip(5, "key-2")
        order.task_ids.with_user(self.dispatcher).action_fail()
        with self.assertRaisesRegex(UserError, "until the errand is delivered"):
            order._raise_tip(1, "key-3")

    def test_tip_beyond_the_limit_is_not_posted(self):
        """R0.3: The limit holds at posting too."""
        self.company.errand_tip_limit = 20

        with self.assertRaisesRegex(UserError, "at most"):
            self._create_order(placed=True, tip=21)

    def test_tip_of_a_cancelled_order_goes_back(self):
        """R0.2: With everything else."""
        order, _payment = self._create_paid_order(tip=2)
        self._pay(order, order._raise_tip(3, "key-1"))

        order._move_to("cancelled")
        self._run_refunds(order)

        self.assertEqual(sum(order.refund_ids.mapped("amount")), order.fee + 5)
        self.assertEqual(self._balances(order), {})
        self.assertEqual(order.payment_state, "refunded")
