# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import random

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.errand_base.exceptions import MoveRefused

from .common import ErrandAccountCommon


@tagged("post_install", "-at_install")
class TestErrandLedger(ErrandAccountCommon):
    def test_payment_is_held_in_escrow_until_delivery(self):
        """R0.2: The platform holds the fee until the errand is delivered."""
        order, _payment = self._create_paid_order(fee=12)

        self.assertEqual(self._balances(order), {"receipts": 12.0, "escrow": -12.0})
        self.assertEqual(order._escrow_balance(), 12.0)

    def test_delivery_shares_the_fee_between_courier_and_platform(self):
        """R0.12: The courier's share is credited, the platform keeps its commission."""
        order, _payment = self._create_paid_order(fee=12)
        task, actor = self._carry_to_the_door(order)

        task._deliver(actor, "test-deliver")

        self.assertEqual(order.state, "done")
        self.assertEqual(
            self._balances(order),
            {"receipts": 12.0, "courier_pending": -10.8, "commission": -1.2},
        )
        payable = order.ledger_line_ids.filtered(
            lambda line: line.account == "courier_pending"
        )
        self.assertEqual(payable.partner_id, self.courier.partner_id)

    def test_delivering_twice_books_once(self):
        """R0.12: A repeated tap does not credit the courier a second time."""
        order, _payment = self._create_paid_order(fee=12)
        task, actor = self._carry_to_the_door(order)
        task._deliver(actor, "test-deliver")
        lines = order.ledger_line_ids

        task._deliver(actor, "test-deliver")

        self.assertEqual(order.ledger_line_ids, lines)

    def test_cancelling_before_the_grab_gives_everything_back(self):
        """R0.2: Before the grab the customer gets all back, and not a cent more."""
        order, payment = self._create_paid_order(fee=12)

        order._move_to("cancelled")
        self._run_refunds(order)

        self.assertEqual(order.refund_ids.mapped("amount"), [12.0])
        self.assertEqual(order.refund_ids.source_id, payment)
        self.assertEqual(order.payment_state, "refunded")
        self.assertEqual(self._balances(order), {})

    def test_cancelling_after_the_grab_is_refused(self):
        """R0.2: A courier on the way is not called off for nothing."""
        order, _payment = self._create_paid_order()
        order.task_ids._assign(self.courier, self.courier._actor(), "test-assign")

        with self.assertRaisesRegex(MoveRefused, "on the way already"):
            order._move_to("cancelled")

        self.assertFalse(order.refund_ids)
        self.assertEqual(order._escrow_balance(), order.fee)

    def test_failed_errand_is_given_back(self):
        """R0.2: Nobody pays for an errand that failed."""
        order, _payment = self._create_paid_order()
        order.task_ids._assign(self.courier, self.courier._actor(), "test-assign")

        order.task_ids.with_user(self.dispatcher).action_fail()
        self._run_refunds(order)

        self.assertEqual(order.state, "failed")
        self.assertEqual(self._balances(order), {})

    def test_entry_that_does_not_sum_to_zero_is_refused(self):
        """R0.12: The books balance at every moment."""
        order = self._create_order(placed=True)

        with self.assertRaisesRegex(ValidationError, "do not sum to zero"):
            self.env["errand.ledger.entry"]._post(
                order,
                "receipt",
                "receipt:test",
                [
                    ("receipts", 5.0, order.partner_id),
                    ("escrow", -4.0, order.partner_id),
                ],
            )

    def test_same_key_is_booked_once(self):
        """R0.12: What is said twice is booked once."""
        order = self._create_order(placed=True)
        lines = [
            ("receipts", 5.0, order.partner_id),
            ("escrow", -5.0, order.partner_id),
        ]
        ledger = self.env["errand.ledger.entry"]

        first = ledger._post(order, "receipt", "receipt:test", lines)
        second = ledger._post(order, "receipt", "receipt:test", lines)

        self.assertEqual(first, second)

    def test_ledger_is_never_changed_or_deleted(self):
        """R0.12: A mistake in the books is mended by another entry."""
        order, _payment = self._create_paid_order()
        entry = order.ledger_line_ids.entry_id[:1]

        with self.assertRaisesRegex(UserError, "cannot be changed"):
            entry.key = "another"
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            entry.line_ids[:1].amount = 1
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            entry.line_ids.unlink()
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            entry.unlink()

    def test_only_finance_reads_the_ledger(self):
        """R0.12: Clerks and customers do not see the books."""
        order, _payment = self._create_paid_order()
        lines = order.ledger_line_ids

        self.assertTrue(lines.with_user(self.finance).mapped("amount"))
        for user in (self.clerk, self.manager, self.dispatcher, self.customer):
            with self.assertRaises(AccessError):
                lines.with_user(user).mapped("amount")
        with self.assertRaises(AccessError):
            lines.with_user(self.finance).create({"amount": 1})

    def test_ledger_of_another_company_is_hidden(self):
        """R0.12: Finance sees the books of its own companies."""
        order, _payment = self._create_paid_order()
        other = self._create_cny_company("Errands of Elsewhere")
        stranger = self._create_staff(
            "finance",
            "Other Finance",
            branch=None,
            company=other,
            login="other_finance",
        )

        found = (
            self.env["errand.ledger.line"]
            .with_user(stranger)
            .search([("order_id", "=", order.id)])
        )

        self.assertFalse(found)

    def test_random_lives_leave_no_money_behind(self):
        """R0.2, R0.12: However an order ends, escrow is zero and entries balance."""
        dice = random.Random(19)
        for _life in range(12):
            fee = dice.choice([3, 7.77, 8.33, 12, 49.99])
            order, _payment = self._create_paid_order(fee=fee)
            ending = dice.choice(["cancel", "deliver", "fail", "hand over and deliver"])
            if ending == "cancel":
                order._move_to("cancelled")
                self._run_refunds(order)
            elif ending == "fail":
                order.task_ids._assign(self.courier, self.courier._actor(), "test")
                order.task_ids.with_user(self.dispatcher).action_fail()
                self._run_refunds(order)
            else:
                if ending.startswith("hand over"):
                    order.task_ids._assign(self.courier, self.courier._actor(), "test")
                    order.task_ids.with_user(self.dispatcher).action_unassign()
                task, actor = self._carry_to_the_door(order)
                task._deliver(actor, "test-deliver")
            self.assertEqual(order._escrow_balance(), 0, ending)
            for entry in order.ledger_line_ids.entry_id:
                total = sum(entry.line_ids.mapped("amount"))
                self.assertTrue(order.currency_id.is_zero(total), entry.key)
        self.assertFalse(self.env["errand.order"]._unbalanced_orders())
