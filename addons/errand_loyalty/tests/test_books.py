# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_books.tests.common import ErrandBooksCommon

from .common import ErrandLoyaltyCommon


@tagged("post_install", "-at_install")
class TestBooks(ErrandLoyaltyCommon, ErrandBooksCommon):
    def test_wallet_in_the_books_is_what_the_ledger_owes(self):
        """R0.12: A top-up and an errand paid from it leave nothing open."""
        self._fill_wallet(50)
        order = self._drafted(wallet=True, fee=12)
        order.with_user(self.dispatcher).action_place()
        self._deliver(order)

        links = self._post()

        self.assertEqual(len(links.payment_id), 1)
        self.assertEqual(self._book("wallet"), -38)
        self.assertFalse(self._open_escrow())
        check = self.env["errand.ledger.check"]._check(self.company)
        self.assertEqual(check.state, "ok")

    def test_coupon_is_a_cost_and_not_invoiced(self):
        """R0.12: The customer is invoiced what they paid themselves."""
        self._create_promotion(code="LAKE3", discount=3)
        order = self._drafted(code="LAKE3", fee=12)
        order.with_user(self.dispatcher).action_place()
        self._pay_rest(order)
        self._deliver(order)
        request = self.env["errand.invoice.request"]._request(
            order, False, "Tessa", "", "", ""
        )

        request.action_invoice()
        self._post()

        self.assertEqual(request.move_id.amount_total, 9)
        self.assertEqual(self._book("coupon_cost"), 3)
        check = self.env["errand.ledger.check"]._check(self.company)
        self.assertEqual(check.state, "ok")
