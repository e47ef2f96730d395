# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ErrandBooksCommon


@tagged("post_install", "-at_install")
class TestPosting(ErrandBooksCommon):
    def test_delivered_order_is_in_the_books_with_its_tax(self):
        """R0.12: The books show what couriers are owed, the commission and its tax."""
        self._deliver_and_confirm(fee=12)

        links = self._post()

        move = links.posting_id.move_id
        self.assertEqual(move.state, "posted")
        self.assertEqual(self._book("escrow"), 0)
        self.assertEqual(self._book("courier_payable"), -10.8)
        self.assertEqual(self._book("courier_pending"), 0)
        self.assertEqual(self._book("commission"), -1.13)
        base = move.line_ids.filtered("tax_ids")
        tax = move.line_ids.filtered("tax_repartition_line_id")
        self.assertEqual((base.tax_tag_ids, base.balance), (self.base_tag, -1.13))
        self.assertEqual((tax.tax_tag_ids, tax.balance), (self.tax_tag, -0.07))
        self.assertEqual(tax.tax_line_id, self.tax)

    def test_ended_orders_leave_nothing_open_on_escrow(self):
        """R0.12: Payments of closed orders are reconciled; those of open ones stay."""
        self._deliver_and_confirm(fee=12)
        cancelled, _payment = self._create_paid_order(fee=9)
        cancelled._move_to("cancelled")
        self._run_refunds(cancelled)
        cancelled.transaction_ids._post_process()
        _open_order, payment = self._create_paid_order(fee=7)

        self._post()

        self.assertEqual(self._open_escrow().move_id, payment.payment_id.move_id)
        self.assertEqual(self._book("escrow"), -7)

    def test_order_that_ends_after_its_posting_is_reconciled_then(self):
        """R0.12: A day's posting does not wait for orders to end."""
        order, _payment = self._create_paid_order(fee=12)
        self._post()
        self._deliver(order)
        self._post()

        self.assertFalse(self._open_escrow())
        self.assertEqual(self._book("courier_pending"), -10.8)

    def test_every_entry_has_exactly_one_link(self):
        """R0.12: Run twice, nothing is posted twice."""
        order = self._deliver_and_confirm(fee=12)

        first = self._post()
        second = self._post()

        self.assertEqual(len(first), len(order.ledger_line_ids.entry_id))
        self.assertEqual(first.entry_id, order.ledger_line_ids.entry_id)
        self.assertFalse(second)

    def test_receipt_is_carried_by_its_own_payment(self):
        """R0.12: What account_payment booked is linked, not booked again."""
        _order, payment = self._create_paid_order(fee=12)

        link = self._post()

        self.assertEqual(link.payment_id, payment.payment_id)
        self.assertEqual(link.move_id, payment.payment_id.move_id)
        self.assertFalse(link.posting_id.move_id)

    def test_second_link_is_refused_by_the_database(self):
        """R0.12: Whatever races, an entry is posted once."""
        self._create_paid_order(fee=12)
        link = self._post()

        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["errand.posting.link"].create(
                {"entry_id": link.entry_id.id, "posting_id": link.posting_id.id}
            )

    def test_cash_is_owed_by_its_courier(self):
        """R0.12: The books name the courier who holds the cash."""
        order = self._create_order(placed=True, fee=12, payment_way="cash")
        self._deliver(order)

        self._post()

        account = self.env["errand.book.account"]._account(self.company, "cash")
        line = self.env["account.move.line"].search([("account_id", "=", account.id)])
        self.assertEqual(line.balance, 12)
        self.assertEqual(line.partner_id, self.courier.partner_id)
        self.assertFalse(self._open_escrow())

    def test_refund_by_hand_leaves_the_cash_desk(self):
        """R0.12: What no provider gave back is money out of the desk."""
        order, _payment = self._create_paid_order(fee=12)
        order._move_to("cancelled")
        refund = order.refund_ids
        refund._prepare()
        refund.transaction_id._set_error("closed")
        self._send_refund(refund)
        refund.with_user(self.finance).action_pay_by_hand()
        refund.with_user(self.finance).action_paid_by_hand()

        self._post()

        self.assertEqual(self._balances(order), {"receipts": 12, "till": -12})
        self.assertEqual(self._book("till"), -12)
        self.assertFalse(self._open_escrow())

    def test_locked_books_take_the_first_open_day(self):
        """R0.12: A closed period stays closed, and finance sees the later date."""
        self._deliver_and_confirm(fee=12)
        yesterday = fields.Date.subtract(fields.Date.today(), days=1)
        posting = self.postings.create(
            {
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "day": fields.Date.subtract(yesterday, days=9),
            }
        )
        self.company.sudo().fiscalyear_lock_date = yesterday

        date = posting._open_date(self.company._get_errand_journal(), True)

        self.assertEqual(date, fields.Date.today())
        self.assertTrue(posting.is_date_moved)

    def test_companies_are_posted_apart(self):
        """R0.12: Each company has books of its own."""
        other = self._create_cny_company("Errands of Elsewhere")
        self._create_paid_order(fee=12)

        self.assertEqual(self.postings._post_batch(other), 0)
        self.assertEqual(self.postings._post_batch(self.company), 1)

    def test_only_finance_posts_and_nobody_takes_back(self):
        """R0.12: Clerks do not post; what was posted stays."""
        self._create_paid_order(fee=12)
        with self.assertRaises(AccessError):
            self.postings.with_user(self.clerk).action_post_now()

        self.postings.with_user(self.finance).action_post_now()

        posting = self.postings.search([], limit=1)
        self.assertEqual(posting.entry_count, 1)
        with self.assertRaisesRegex(UserError, "taken back"):
            posting.unlink()

    def test_account_that_was_posted_to_is_kept(self):
        """R0.12: Changing it later would make ledger and books differ."""
        self._deliver_and_confirm(fee=12)
        self._post()
        place = self.env["errand.book.account"].search(
            [("company_id", "=", self.company.id), ("key", "=", "commission")]
        )

        with self.assertRaisesRegex(UserError, "cannot be changed"):
            place.with_user(self.finance).account_id = place.account_id
