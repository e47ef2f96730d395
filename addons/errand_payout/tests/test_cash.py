# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ErrandPayoutCommon


@tagged("post_install", "-at_install")
class TestCash(ErrandPayoutCommon):
    def _hand_in(self, amount, user=None):
        return (
            self.env["errand.handin"]
            .with_user(user or self.finance)
            .create(
                {
                    "worker_id": self.courier.id,
                    "company_id": self.company.id,
                    "amount": amount,
                }
            )
        )

    def test_cash_lowers_what_can_be_paid_out(self):
        """R0.12: Who holds the platform's cash is paid that much less."""
        self._deliver_and_confirm(fee=50)
        self._take_cash(fee=12)

        money = self.courier._money()

        self.assertEqual((money["payable"], money["cash"]), (45, 12))
        self.assertEqual(money["available"], 33)

    def test_payout_sets_cash_off_first(self):
        """R0.12: After a payout of all there is, the courier owes nothing."""
        self._deliver_and_confirm(fee=50)
        self._take_cash(fee=12)

        payout = self._request(33)

        money = self.courier._money()
        self.assertEqual((money["payable"], money["cash"]), (0, 0))
        self.assertEqual(payout.amount, 33)
        self._post()
        self.assertEqual(self._book("cash"), 0)
        self.assertEqual(self._check().state, "ok")

    def test_handed_in_cash_is_taken_off_the_debt(self):
        """R0.12: The desk gives a receipt number, and the debt is gone."""
        self._take_cash(fee=12)

        handin = self._hand_in(12)

        self.assertTrue(handin.name)
        self.assertEqual(self.courier._money()["cash"], 0)
        self._post()
        self.assertEqual((self._book("cash"), self._book("till")), (0, 12))
        self.assertEqual(self._check().state, "ok")

    def test_more_than_is_held_is_not_taken(self):
        """R0.12: A slip of the finger does not make the courier a creditor."""
        self._take_cash(fee=12)

        with self.assertRaisesRegex(UserError, "holds only .*12.00 in cash"):
            self._hand_in(120)

    def test_receipt_is_never_changed(self):
        """R0.12: What the courier has on paper stays true."""
        self._take_cash(fee=12)
        handin = self._hand_in(5)

        with self.assertRaisesRegex(UserError, "cannot be changed"):
            handin.with_user(self.finance).amount = 6
        with self.assertRaises(AccessError):
            handin.with_user(self.finance).unlink()

    def test_only_finance_takes_cash_in(self):
        """R0.12: A clerk does not clear debts."""
        self._take_cash(fee=12)

        for user in (self.clerk, self.dispatcher, self.courier_user):
            with self.assertRaises(AccessError):
                self._hand_in(5, user)

    def test_setting_off_by_finance_is_exact(self):
        """R0.12: As much as both sides have, once."""
        self._deliver_and_confirm(fee=10)
        self._take_cash(fee=12)

        self.courier.with_user(self.finance).action_net_cash()
        self.courier.with_user(self.finance).action_net_cash()

        money = self.courier._money()
        self.assertEqual((money["payable"], money["cash"]), (0, 3))

    def test_too_much_cash_means_no_more_cash_errands(self):
        """R0.12: The limit counts what the courier's credit does not cover."""
        self.company.errand_cash_limit = 20
        self._take_cash(fee=12)
        order = self._create_order(placed=True, fee=12, payment_way="cash")
        online = self._create_order(placed=True, fee=12)

        with self.assertRaisesRegex(UserError, "too much cash"):
            self.courier._check_may_take_cash(order)
        self.courier._check_may_take_cash(online)

        self._deliver_and_confirm(fee=20)
        self.courier._check_may_take_cash(order)
