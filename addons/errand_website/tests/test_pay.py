# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestPay(ErrandWebsiteCommon):
    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def _send(self, order, **values):
        """Ask for a payment as Odoo's payment form does; return the whole answer."""
        params = {
            "provider_id": self.provider.id,
            "payment_method_id": self.payment_method.id,
            "token_id": None,
            "amount": order.fee,
            "flow": "redirect",
            "tokenization_requested": False,
            "landing_route": f"/my/errands/{order.id}",
            "is_validation": False,
            "access_token": "",
            **values,
        }
        return self.url_open(
            f"/my/errands/{order.id}/transaction",
            json={"jsonrpc": "2.0", "method": "call", "params": params},
        ).json()

    def _begin(self, order):
        """Begin a payment; return its transaction."""
        return self._transaction(self._send(order))

    def _transaction(self, answer):
        return self.env["payment.transaction"].search(
            [("reference", "=", answer["result"]["reference"])]
        )

    def _refuse(self, order, text, **values):
        """The payment is refused with these words, and none is begun."""
        before = order.transaction_ids

        with mute_logger("odoo.http"):
            answer = self._send(order, **values)

        self.assertIn(text, answer["error"]["data"]["message"])
        order.invalidate_recordset()
        self.assertEqual(order.transaction_ids, before)

    def _payment_page(self, order):
        return self.url_open(f"/my/errands/{order.id}").text

    # === PAYING === #

    def test_paying_places_the_order(self):
        """R0.1: the order is placed, then paid, then open to couriers."""
        order = self._create_order()

        payment = self._begin(order)

        self.assertEqual(order.state, "placed")
        self.assertEqual(order.task_ids.state, "waiting")
        self.assertEqual(payment.errand_order_id, order)
        self.assertTrue(payment.reference.startswith(order.name))
        payment._set_done()
        payment._post_process()
        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(order.task_ids.state, "open")

    def test_server_decides_what_is_paid(self):
        """R0.2: amounts, payers and pages that a browser sends count for nothing."""
        order = self._create_order()

        answer = self._send(
            order,
            amount=0.01,
            landing_route="https://example.test/",
            is_validation=True,
        )

        payment = self._transaction(answer)
        self.assertRecordValues(
            payment,
            [
                {
                    "amount": order.fee,
                    "currency_id": order.currency_id.id,
                    "partner_id": self.customer.partner_id.id,
                    "landing_route": f"/my/errands/{order.id}",
                    "operation": "online_redirect",
                }
            ],
        )

    def test_unknown_arguments_are_refused(self):
        """R0.2: nothing is slipped into the payment."""
        order = self._create_order()

        self._refuse(order, "partner_id", partner_id=self.other.partner_id.id)

        self.assertEqual(order.state, "draft")

    def test_provider_that_is_not_offered(self):
        """R0.2: only the providers that the page showed."""
        order = self._create_order()
        self.provider.state = "disabled"

        self._refuse(order, "not offered")
        self._refuse(order, "not offered", provider_id="x")

        self.assertEqual(order.state, "draft")

    def test_price_that_ran_out_is_told_before_paying(self):
        """R0.4: the guards run before any money moves."""
        order = self._create_professional_order()
        order.quote_id.valid_until = self._later(minutes=-1)

        self._refuse(order, "run out")

        self.assertEqual(order.state, "draft")
        self.assertFalse(order.transaction_ids)

    def test_slot_that_is_over_is_told_before_paying(self):
        """R0.1: the wanted time passed while the customer thought about it."""
        order = self._create_order(
            wanted_from=self._later(hours=-2), wanted_until=self._later(hours=-1)
        )

        self._refuse(order, "wanted time is over")

    def test_nobody_pays_anothers_order(self):
        """R0.1: another customer's order answers like one that is not there."""
        order = self._create_order(partner_id=self.other.partner_id.id)

        self._refuse(order, "404")

        self.assertEqual(order.state, "draft")

    # === NOT PAID === #

    def test_failed_payment_can_be_tried_again(self):
        """R0.1: the page says that it failed, and offers to pay again."""
        order = self._create_order()
        self._begin(order)._set_error("Made-up bank says no.")

        page = self._payment_page(order)
        self.assertIn("The payment failed", page)
        self.assertIn("Made-up bank says no.", page)
        self.assertIn("Pay now", page)
        self._begin(order)._set_done()
        order.transaction_ids._post_process()

        self.assertEqual(order.payment_state, "paid")

    def test_cancelled_payment_can_be_tried_again(self):
        """R0.1: so does one that the customer gave up."""
        order = self._create_order()
        self._begin(order)._set_canceled()

        page = self._payment_page(order)

        self.assertIn("The payment was cancelled", page)
        self.assertIn("Pay now", page)

    def test_abandoned_payment_can_be_tried_again(self):
        """R0.1: so does one that was never finished, until the time is over."""
        order = self._create_order()
        self._begin(order)

        page = self._payment_page(order)

        self.assertIn("begun but not finished", page)
        self.assertIn("Please pay until", page)
        self.assertIn(
            "o_payment_form", self.url_open(f"/my/errands/{order.id}/review").text
        )

    def test_pending_payment_is_said_to_be_pending(self):
        """R0.1: money that is under way is not called lost."""
        order = self._create_order()
        self._begin(order)._set_pending()

        self.assertIn("waiting for a confirmation", self._payment_page(order))

    def test_order_that_is_never_paid_expires(self):
        """R0.1: and then it cannot be paid any more."""
        order = self._create_order()
        self._begin(order)
        order.task_ids.next_action_at = self._later(minutes=-1)
        self.env["errand.task"]._sweep()

        self.assertEqual(order.state, "cancelled")
        page = self._payment_page(order)
        self.assertNotIn("Pay now", page)
        self._refuse(order, "was cancelled")

    # === PAID TOO OFTEN === #

    def test_paid_order_is_not_paid_again(self):
        """R0.2: the second payment is refused before it begins."""
        order, _payment = self._create_paid_order()

        self._refuse(order, "paid already")

    def test_second_payment_goes_back_whole(self):
        """R0.2: two payments in two windows: one pays, the other goes back."""
        order = self._create_order()
        first, second = self._begin(order), self._begin(order)
        for payment in (first, second):
            payment._set_done()
            payment._post_process()

        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(order.refund_ids.source_id, second)
        self.assertEqual(order._escrow_balance(), order.fee)

    def test_cancelled_order_is_not_paid(self):
        """R0.2: money for nothing is not taken."""
        order = self._create_order(placed=True)
        self._post(f"/my/errands/{order.id}/cancel", seen="0/end")

        self._refuse(order, "was cancelled")

    def test_money_that_comes_after_the_cancel_goes_back(self):
        """R0.2: a bank that was slow."""
        order = self._create_order()
        payment = self._begin(order)
        payment._set_pending()
        self._post(f"/my/errands/{order.id}/cancel", seen="0/end")

        payment._set_done()
        payment._post_process()

        self.assertEqual(order.state, "cancelled")
        self.assertEqual(order.refund_ids.source_id, payment)
