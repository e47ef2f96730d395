# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.errand_books.tests.common import ErrandBooksCommon


class ErrandPayoutCommon(ErrandBooksCommon):
    """A courier who has earned something."""

    def _payee(self, worker=None, **values):
        return self.env["errand.payee"]._of(
            worker or self.courier,
            **{
                "way": "bank",
                "holder": "Carl Carrier",
                "account": "6222 0000 1111 2222",
                **values,
            },
        )

    def _request(self, amount, worker=None, key="payout-1"):
        worker = worker or self.courier
        return self.env["errand.payout"]._request(
            worker, amount, self._payee(worker), key
        )

    def _take_cash(self, fee=12):
        """Deliver an order that is paid to the courier in cash."""
        order = self._create_order(placed=True, fee=fee, payment_way="cash")
        self._deliver(order)
        return order

    def _check(self):
        return self.env["errand.ledger.check"]._check(self.company)
