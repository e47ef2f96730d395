# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import io
from datetime import date, timedelta

from openpyxl import load_workbook

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..report.statement_sheet import statement_sheet
from .common import ErrandPayoutCommon


@tagged("post_install", "-at_install")
class TestStatement(ErrandPayoutCommon):
    def _ledger(self):
        """Return what the ledger says that the courier has, summed by hand."""
        lines = self.env["errand.ledger.line"].search(
            [
                ("partner_id", "=", self.courier.partner_id.id),
                (
                    "account",
                    "in",
                    ("courier_pending", "courier_payable", "payout_in_flight", "cash"),
                ),
            ]
        )
        return round(-sum(lines.mapped("amount")), 2)

    def _live(self):
        """Earn online and in cash, be fined, be paid."""
        order = self._deliver_and_confirm(fee=50)
        self._take_cash(fee=12.34)
        order._book_penalty(self.courier, 3.21, "penalty:test")
        payout = self._request(20)
        payout.with_user(self.finance).action_approve()
        payout.with_user(self.finance).action_pay()
        return order

    def test_statement_is_the_ledger_to_the_cent(self):
        """R0.12: The courier sees every entry, and the balance is the ledger's."""
        order = self._live()

        statement = self.courier._statement()

        self.assertEqual(statement["closing"], self._ledger())
        total = sum(line["amount"] for line in statement["lines"])
        self.assertAlmostEqual(total, self._ledger(), 2)
        self.assertEqual(statement["opening"], 0)
        amounts = [line["amount"] for line in reversed(statement["lines"])]
        self.assertEqual(amounts, [45, -12.34, 11.11, -3.21, -20])
        self.assertIn(order.name, [line["number"] for line in statement["lines"]])

    def test_each_line_has_its_running_balance(self):
        """R0.12: Line by line, the balance can be followed."""
        self._live()

        lines = list(reversed(self.courier._statement()["lines"]))

        balance = 0
        for line in lines:
            balance = round(balance + line["amount"], 2)
            self.assertEqual(line["balance"], balance)

    def test_pages_show_each_entry_once(self):
        """R0.12: Page by page it is the same statement."""
        self._live()
        whole = self.courier._statement()

        paged = []
        for offset in range(0, whole["total"], 2):
            page = self.courier._statement(offset=offset, limit=2)
            self.assertEqual(page["total"], whole["total"])
            self.assertEqual(page["closing"], whole["closing"])
            paged += page["lines"]

        self.assertEqual(paged, whole["lines"])

    def test_period_opens_with_what_was_before(self):
        """R0.12: Days are those of the branch's clock."""
        self._live()
        self.env.flush_all()
        # Yesterday, a minute before midnight in Hangzhou.
        midnight = self.courier._period(self._today(), None)[0]
        self.env.cr.execute(
            "UPDATE errand_ledger_entry SET at = %s WHERE kind = 'receipt'"
            " OR kind = 'delivery'",
            [midnight - timedelta(minutes=1)],
        )
        self.env.cr.execute(
            "UPDATE errand_ledger_line line SET at = entry.at"
            " FROM errand_ledger_entry entry WHERE entry.id = line.entry_id"
        )
        self.env.invalidate_all()

        today = self.courier._statement(self._today(), self._today())
        empty = self.courier._statement(date(2090, 1, 1), None)

        self.assertEqual(today["opening"], 43.77)
        self.assertEqual([line["amount"] for line in today["lines"]], [-20, -3.21])
        self.assertEqual(empty["opening"], self._ledger())
        self.assertEqual((empty["total"], empty["closing"]), (0, self._ledger()))

    def _today(self):
        return fields.Datetime.context_timestamp(
            self.courier.with_context(tz=str(self.courier._zone())),
            fields.Datetime.now(),
        ).date()

    def test_another_couriers_entries_are_not_in_it(self):
        """R0.12: A courier sees their own."""
        self._live()
        other = self._create_worker()

        self.assertEqual(other._statement()["lines"], [])
        self.assertEqual(other._statement()["closing"], 0)

    def test_sheet_has_the_same_figures(self):
        """R0.12: The spreadsheet says what the screen says, in numbers."""
        self._live()
        statement = self.courier._statement()

        book = load_workbook(io.BytesIO(statement_sheet(self.courier, None, None)))

        rows = list(book.active.iter_rows(values_only=True))
        self.assertEqual(rows[-1][4], statement["closing"])
        amounts = [row[3] for row in rows[3:-1]]
        self.assertEqual(
            amounts, [line["amount"] for line in reversed(statement["lines"])]
        )

    def test_paper_has_the_same_figures(self):
        """R0.12: So does the printed statement, in Chinese too."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self._live()
        report = self.env["ir.actions.report"].with_user(self.finance)

        html, _type = report.with_context(lang="zh_CN")._render_qweb_html(
            "errand_payout.statement", self.courier.ids, data={}
        )

        for figure in (b"12.34", b"11.11", b"3.21", b"20.56"):
            self.assertIn(figure, html)


@tagged("post_install", "-at_install")
class TestStatementDownload(HttpCase, ErrandPayoutCommon):
    def test_finance_downloads_and_others_do_not(self):
        """R0.12: A courier's money is finance's and their own to see."""
        self._deliver_and_confirm(fee=50)
        url = f"/errand/statement/{self.courier.id}.xlsx"

        self.authenticate("errand_finance", "errand_finance")
        self.assertEqual(self.url_open(f"{url}?since=&until=").status_code, 200)
        self.assertEqual(self.url_open(f"{url}?since=nonsense").status_code, 404)
        self.assertEqual(
            self.url_open("/errand/statement/999999.xlsx").status_code, 404
        )

        self.authenticate("errand_clerk", "errand_clerk")
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(url).status_code, 403)
