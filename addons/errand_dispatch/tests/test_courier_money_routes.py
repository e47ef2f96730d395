# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import io
import json

from openpyxl import load_workbook

from odoo.tests import tagged

from .test_courier_app_routes import CourierRoutesCommon

KEY = "0c0ffee0-money-key"
GARBAGE = (None, True, -1, 2**40, "1", "' OR 1=1", [], {}, [1])
ACCOUNT = {"way": "bank", "holder": "Carl Carrier", "account": "6222000011112222"}


@tagged("post_install", "-at_install")
class TestCourierMoneyRoutes(CourierRoutesCommon):
    """A courier's money, as their phone sees it."""

    def _earn(self, fee=50):
        order, _payment = self._create_paid_order(fee=fee)
        task, actor = self._carry_to_the_door(order)
        task._deliver(actor, "test-deliver")
        order._confirm(order._staff_actor())
        return order

    def test_statement_shows_entries_as_the_ledger_has_them(self):
        """R0.12: Date, order, kind in words, amount and running balance."""
        order = self._earn()

        statement = self._ask("statement")

        [line] = statement["lines"]
        self.assertEqual(set(line), {"id", "at", "number", "kind", "amount", "balance"})
        self.assertEqual((line["number"], line["amount"]), (order.name, 45))
        self.assertEqual((line["kind"], line["balance"]), ("Delivered", 45))
        self.assertEqual((statement["opening"], statement["closing"]), (0, 45))
        self.assertFalse(statement["has_more"])
        self.assertEqual(self._ask("money")["money"]["available"], 45)

    def test_payout_is_asked_for_and_taken_back(self):
        """R0.12: From the phone, to an account of which it sees the mask again."""
        self._earn()

        asked = self._ask("payout", amount=40, key=KEY, **ACCOUNT)

        [payout] = asked["payouts"]
        self.assertEqual((payout["state"], payout["amount"]), ("requested", 40))
        self.assertEqual(payout["account"], "**** 2222")
        self.assertNotIn("6222000011112222", json.dumps(asked))
        self.assertEqual(asked["money"]["available"], 5)
        self.assertTrue(asked["has_open"])

        back = self._ask("payout/cancel", payout_id=payout["id"], key=f"{KEY}-2")
        self.assertEqual(back["money"]["available"], 45)
        again = self._ask(
            "payout", amount=45, key=f"{KEY}-3", payee_id=back["payee"]["id"]
        )
        self.assertEqual(again["payouts"][0]["account"], "**** 2222")

    def test_same_request_sent_twice_is_one_payout(self):
        """R0.12: An answer that was lost costs nothing."""
        self._earn()

        self._ask("payout", amount=40, key=KEY, **ACCOUNT)
        again = self._ask("payout", amount=40, key=KEY, **ACCOUNT)

        self.assertEqual(len(again["payouts"]), 1)
        self.assertEqual(again["money"]["available"], 5)

    def test_another_couriers_payout_and_account_are_out_of_reach(self):
        """R0.12: Ids of others lead nowhere."""
        self._earn()
        other = self._create_worker()
        payee = self.env["errand.payee"]._of(other, *ACCOUNT.values())
        order = self._create_paid_order(fee=30)[0]
        task, actor = self._carry_to_the_door(order, other)
        task._deliver(actor, "test-deliver")
        order._confirm(order._staff_actor())
        payout = self.env["errand.payout"]._request(other, 20, payee, "other")

        refused = self._refusal("payout/cancel", payout_id=payout.id, key=KEY)
        self.assertIn("damaged", refused)
        refused = self._refusal("payout", amount=20, key=KEY, payee_id=payee.id)
        self.assertIn("damaged", refused)
        self.assertEqual(payout.state, "requested")
        self.assertEqual(len(self._ask("statement")["lines"]), 1)

    def test_whoever_is_no_courier_is_told_so(self):
        """R0.12: A customer has no earnings."""
        self.authenticate("errand_customer", "errand_customer")

        for route in ("money", "statement"):
            refused = self._refusal(route)
            self.assertIn("not a courier", refused)
        self.assertEqual(self.url_open("/courier/statement.pdf").status_code, 404)

    def test_garbage_is_refused_in_words(self):
        """R0.12: No shape of request makes the server fail."""
        self._earn()
        for value in GARBAGE:
            for route, params in (
                ("payout", {"amount": value, "key": KEY, **ACCOUNT}),
                ("payout", {"amount": 20, "key": value, **ACCOUNT}),
                ("payout", {"amount": 20, "key": KEY, **ACCOUNT, "way": value}),
                ("payout/cancel", {"payout_id": value, "key": KEY}),
                ("statement", {"page": value}),
                ("statement", {"since": value, "until": "nonsense"}),
            ):
                refused = self._refused(route, **params)
                self.assertEqual(
                    refused["name"], "odoo.exceptions.UserError", (route, params)
                )
        for amount in (float("nan"), float("inf"), 1e300):
            self._refusal("payout", amount=amount, key=KEY, **ACCOUNT)
        self.assertFalse(self.env["errand.payout"].search([]))
        self.assertIn(
            "ends before",
            self._refusal("statement", since="2026-02-01", until="2026-01-01"),
        )

    def test_files_are_the_couriers_own(self):
        """R0.12: A sheet for the phone; garbage finds nothing."""
        self._earn()
        self.env.flush_all()

        sheet = self.url_open("/courier/statement.xlsx?since=2020-01-01")

        rows = list(
            load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True)
        )
        self.assertEqual(rows[-1][4], 45)
        for path in ("statement.exe", "statement.pdf?since=x", "statement."):
            self.assertEqual(self.url_open(f"/courier/{path}").status_code, 404)

    def test_courier_with_too_much_cash_gets_no_cash_errands(self):
        """R0.12: Neither shown nor grabbed, until the cash is handed in."""
        self.company.errand_cash_limit = 20
        first = self._create_order(placed=True, fee=12, payment_way="cash")
        task, actor = self._carry_to_the_door(first)
        task._deliver(actor, "test-deliver")
        self.assertEqual(self.courier._money()["available"], -12)
        self.company.errand_cash_limit = 10
        cash = self._create_order(placed=True, fee=12, payment_way="cash").task_ids
        online = self._create_open_task()

        self.assertEqual(self._pool_of(self.courier), online)
        answer = cash._contest(self.courier, "test-grab")
        self.assertEqual(answer["result"], "refused")
        self.assertIn("too much cash", answer["message"])
