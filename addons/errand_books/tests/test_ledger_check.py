# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandBooksCommon


@tagged("post_install", "-at_install")
class TestLedgerCheck(ErrandBooksCommon):
    def _check(self):
        return self.env["errand.ledger.check"]._check(self.company)

    def _break(self, statement, *values):
        """Damage the database as no code of ours would."""
        self.env.flush_all()
        self.env.cr.execute(statement, values)
        self.env.invalidate_all()

    def _assert_found(self, *kinds):
        check = self._check()
        self.assertEqual(check.state, "trouble")
        self.assertEqual(set(check.line_ids.mapped("kind")), set(kinds))
        return check

    def test_healthy_lives_find_nothing(self):
        """R0.12: Delivered, cancelled, open, cash: all is right, before and after."""
        self._deliver_and_confirm(fee=12)
        cancelled, _payment = self._create_paid_order(fee=9)
        cancelled._move_to("cancelled")
        self._run_refunds(cancelled)
        cancelled.transaction_ids._post_process()
        self._deliver(self._create_order(placed=True, fee=5, payment_way="cash"))
        self._create_paid_order(fee=7)

        before = self._check()
        self._post()
        after = self._check()

        self.assertEqual((before.state, after.state), ("ok", "ok"))
        self.assertFalse(before.activity_ids)

    def test_entry_that_does_not_balance_is_named_and_finance_told(self):
        """R0.12: Trouble becomes something to do for finance."""
        order, _payment = self._create_paid_order(fee=12)
        entry = order.ledger_line_ids.entry_id
        self._break(
            "UPDATE errand_ledger_line SET amount = 13 WHERE entry_id = %s"
            " AND account = 'receipts'",
            entry.id,
        )

        check = self._assert_found("unbalanced")

        self.assertEqual(check.line_ids.reference, entry.key)
        self.assertEqual(check.line_ids.found, 1)
        self.assertEqual(check.activity_ids.user_id, self.finance)

    def test_entry_without_lines_is_found(self):
        """R0.12: Lines that are gone are missed."""
        order, _payment = self._create_paid_order(fee=12)
        self._break(
            "DELETE FROM errand_ledger_line WHERE order_id = %s",
            order.id,
        )

        self._assert_found("unbalanced")

    def test_money_held_after_the_end_is_found(self):
        """R0.12: An order that has ended holds nothing."""
        order, _payment = self._create_paid_order(fee=12)
        self._break("UPDATE errand_order SET state = 'done' WHERE id = %s", order.id)

        check = self._assert_found("held")

        self.assertEqual(check.line_ids.order_id, order)
        self.assertEqual(check.line_ids.found, -12)

    def test_refund_beyond_its_receipt_is_found(self):
        """R0.12: Nothing goes back beyond what came in."""
        order, _payment = self._create_paid_order(fee=12)
        order._move_to("cancelled")
        self._break(
            "UPDATE errand_refund SET amount = 20 WHERE id = %s", order.refund_ids.id
        )

        self._assert_found("over_refunded", "refund_open")

    def test_refund_that_failed_or_hangs_is_found(self):
        """R0.12: Finance hears of money that does not arrive."""
        order, _payment = self._create_paid_order(fee=12)
        order._move_to("cancelled")
        self._break(
            "UPDATE errand_refund SET create_date = create_date - interval '2 hours'"
            " WHERE id = %s",
            order.refund_ids.id,
        )

        self._assert_found("refund_stuck")

    def test_payment_that_no_order_received_is_found(self):
        """R0.12: A payment whose post-processing was lost is not forgotten."""
        order = self._create_order(placed=True)
        payment = self._create_transaction(order)
        self._break(
            "UPDATE payment_transaction SET last_state_change ="
            " last_state_change - interval '2 hours' WHERE id = %s",
            payment.id,
        )

        check = self._assert_found("not_received")

        self.assertEqual(check.line_ids.reference, payment.reference)

    def test_entry_that_waits_too_long_for_the_books_is_found(self):
        """R0.12: A posting that does not run is noticed the next day."""
        order, _payment = self._create_paid_order(fee=12)
        self._break(
            "UPDATE errand_ledger_entry SET at = at - interval '2 days'"
            " WHERE order_id = %s",
            order.id,
        )

        self._assert_found("not_posted")

    def test_books_that_were_tampered_with_are_found(self):
        """R0.12: The books say what the ledger says, account by account."""
        self._deliver_and_confirm(fee=12)
        move = self._post().posting_id.move_id
        line = move.line_ids.filtered("tax_ids")
        self._break(
            "UPDATE account_move_line SET balance = balance - 5 WHERE id = %s", line.id
        )

        check = self._assert_found("books")

        self.assertEqual(
            (check.line_ids.expected, check.line_ids.found), (-1.13, -6.13)
        )

    def test_tax_that_was_tampered_with_is_found(self):
        """R0.12: The tax report follows the ledger."""
        self._deliver_and_confirm(fee=12)
        move = self._post().posting_id.move_id
        line = move.line_ids.filtered("tax_repartition_line_id")
        self._break(
            "UPDATE account_move_line SET balance = balance - 5 WHERE id = %s", line.id
        )

        self._assert_found("books_tax")

    def test_another_company_is_not_looked_at(self):
        """R0.12: Each company has a check of its own."""
        order, _payment = self._create_paid_order(fee=12)
        self._break("UPDATE errand_order SET state = 'done' WHERE id = %s", order.id)
        other = self._create_cny_company("Errands of Elsewhere")

        self.assertEqual(self.env["errand.ledger.check"]._check(other).state, "ok")

    def test_finance_checks_now(self):
        """R0.12: The button opens what was found."""
        checks = self.env["errand.ledger.check"].with_user(self.finance)

        action = checks.action_check_now()

        self.assertEqual(checks.browse(action["res_id"]).state, "ok")
