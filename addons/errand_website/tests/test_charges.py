# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
from io import BytesIO
from uuid import uuid4

from PIL import Image

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ErrandWebsiteCommon


def photo():
    stream = BytesIO()
    Image.new("RGB", (8, 8), "white").save(stream, "JPEG")
    return base64.b64encode(stream.getvalue())


@tagged("post_install", "-at_install")
class TestCharges(ErrandWebsiteCommon):
    """Tips, goods and debts on the customer's pages."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    # === HELPERS === #

    def _page(self, order):
        return self.url_open(f"/my/errands/{order.id}").text

    def _raise(self, order, choice="5", key=None, **typed):
        return self._post(
            f"/my/errands/{order.id}/tip",
            key=key or str(uuid4()),
            tip_choice=choice,
            **typed,
        )

    def _send(self, order, charge, **values):
        """Ask for the payment of a charge as Odoo's payment form does."""
        params = {
            "provider_id": self.provider.id,
            "payment_method_id": self.payment_method.id,
            "token_id": None,
            "amount": 0.01,
            "flow": "redirect",
            "tokenization_requested": False,
            "landing_route": "https://example.test/",
            "is_validation": False,
            "access_token": "",
            **values,
        }
        return self.url_open(
            f"/my/errands/{order.id}/pay/{charge.id}/transaction",
            json={"jsonrpc": "2.0", "method": "call", "params": params},
        ).json()

    def _pay(self, order, charge):
        answer = self._send(order, charge)
        payment = self.env["payment.transaction"].search(
            [("reference", "=", answer["result"]["reference"])]
        )
        payment._set_done()
        payment._post_process()
        return payment

    def _refuse(self, order, charge, text, **values):
        before = len(order.transaction_ids)
        with mute_logger("odoo.http"):
            answer = self._send(order, charge, **values)
        self.assertIn(text, answer["error"]["data"]["message"])
        order.invalidate_recordset()
        self.assertEqual(len(order.transaction_ids), before)

    def _shopping(self, **values):
        """Return an order whose courier is in the shop."""
        self.category.has_goods_advance = True
        values = {"goods_cap": 50, **values}
        if values.get("payment_way") == "cash":
            order = self._create_order(placed=True, **values)
        else:
            order, _payment = self._create_paid_order(**values)
        order.task_ids._assign(self.courier, self.courier._actor(), "test-assign")
        return order

    # === TIP IN THE FORM === #

    def test_tip_is_chosen_in_the_form_and_shown_on_the_review(self):
        """R0.3: Quick choice or an amount of one's own; all of it is the courier's."""
        answer = self._post_form(tip_choice="own", tip_own="7.5")

        order = self._orders()
        self.assertEqual(order.tip, 7.5)
        review = self.url_open(answer["url"]).text
        self.assertIn("Tip for the courier", review)
        self.assertIn("15.50", review)
        form = self.url_open(f"/my/errands/{order.id}/edit").text
        self.assertIn('value="7.50"', form)

    def test_no_tip_is_the_default(self):
        """R0.3: Optional, and nothing is chosen beforehand."""
        self._post_form()

        self.assertEqual(self._orders().tip, 0)

    def test_wrong_tips_are_refused(self):
        """R0.3: Words, less than nothing, too much."""
        self.company.errand_tip_limit = 20
        for own in ("much", "-3", "", "1e9", "20.01"):
            answer = self._post_form(tip_choice="own", tip_own=own)
            self.assertEqual(list(answer["errors"]), ["tip"], own)
        self.assertFalse(self._orders())

    # === RAISING IT === #

    def test_tip_is_raised_and_paid(self):
        """R0.3: While searching: raise, pay, see it."""
        order, _payment = self._create_paid_order()
        self.assertIn("A higher tip finds a courier sooner", self._page(order))

        response = self._raise(order, "5")
        charge = order.charge_ids.filtered(lambda line: line.kind == "tip")
        self.assertTrue(
            response.headers["Location"].endswith(
                f"/my/errands/{order.id}/pay/{charge.id}"
            )
        )
        self.assertIn("To pay", self._page(order))
        self.assertIn(
            "o_payment_form",
            self.url_open(f"/my/errands/{order.id}/pay/{charge.id}").text,
        )
        payment = self._pay(order, charge)

        self.assertEqual(order.tip, 5)
        self.assertRecordValues(
            payment,
            [
                {
                    "amount": 5,
                    "partner_id": self.customer.partner_id.id,
                    "landing_route": f"/my/errands/{order.id}",
                    "errand_charge_id": charge.id,
                }
            ],
        )
        self._refuse(order, charge, "not needed any more")
        self.assertIn(
            f"/my/errands/{order.id}?notice=closed",
            self.url_open(
                f"/my/errands/{order.id}/pay/{charge.id}", allow_redirects=False
            ).headers["Location"],
        )

    def test_double_tap_raises_once(self):
        """R0.3: The same form sent twice is one wish."""
        order, _payment = self._create_paid_order()
        key = str(uuid4())

        self._raise(order, "5", key=key)
        self._raise(order, "5", key=key)

        tips = order.charge_ids.filtered(lambda line: line.kind == "tip")
        self.assertEqual(len(tips), 1)

    def test_wrong_raises_are_told(self):
        """R0.3: Garbage gets a sentence; nothing is asked."""
        order, _payment = self._create_paid_order()
        wrong = [
            ({"choice": "own", "tip_own": "x"}, "Please write an amount."),
            ({"choice": "0"}, "A tip can only be raised."),
            ({"choice": "5", "key": "garbage"}, "damaged"),
            ({"choice": "own", "tip_own": "100000"}, "A tip is at most"),
        ]
        for typed, text in wrong:
            self.assertIn(text, self._raise(order, **typed).text)

        self.assertFalse(order.charge_ids.filtered(lambda line: line.kind == "tip"))

    def test_nobody_raises_or_pays_anothers(self):
        """R0.3: Another's order and charge answer like ones that are not there."""
        order, _payment = self._create_paid_order(partner_id=self.other.partner_id.id)
        charge = order._raise_tip(5, "key-1")
        mine, _payment = self._create_paid_order()

        self.assertEqual(self._raise(order).status_code, 404)
        for number in (f"{order.id}/pay/{charge.id}", f"{mine.id}/pay/{charge.id}"):
            self.assertEqual(self.url_open(f"/my/errands/{number}").status_code, 404)
        self.assertEqual(
            self.url_open(f"/my/errands/{mine.id}/pay/%C2%B2").status_code, 404
        )
        self._refuse(order, charge, "404")
        self._refuse(mine, charge, "404")

    def test_ended_order_takes_no_tip(self):
        """R0.3: Until delivered."""
        order, _payment = self._create_paid_order()
        self._advance(order.task_ids, "done", self.courier)

        self.assertNotIn("Raise the tip", self._page(order))
        self.assertIn("until the errand is delivered", self._raise(order).text)

    # === CASH === #

    def test_cash_is_offered_where_it_is_taken(self):
        """R0.1: A setting of the company, off by default."""
        self.company.errand_cash_allowed = False
        self.assertNotIn('value="cash"', self.url_open(self.form_url).text)
        answer = self._post_form(payment_way="cash")
        self.assertEqual(list(answer["errors"]), ["payment_way"])

        self.company.errand_cash_allowed = True
        self.assertIn('value="cash"', self.url_open(self.form_url).text)
        answer = self._post_form(payment_way="cash", tip_choice="2")

        order = self._orders()
        review = self.url_open(answer["url"]).text
        self.assertIn("You pay nothing now", review)
        self.assertNotIn("o_payment_form", review)
        self._post(f"/my/errands/{order.id}/place")
        self.assertEqual(order.task_ids.state, "open")
        page = self._page(order)
        self.assertIn("You pay in cash", page)
        self.assertIn("10.00", page)

    def test_tip_of_a_cash_order_is_raised_without_paying(self):
        """R0.3: It is collected at the door."""
        order = self._create_order(placed=True, payment_way="cash")

        response = self._raise(order, "5")

        self.assertIn("notice=tipped", response.headers["Location"])
        self.assertEqual(order.task_ids._cash_due(), order.fee + 5)

    # === GOODS === #

    def test_question_for_more_is_paid(self):
        """R0.3: The page asks, the customer pays, the cap is raised."""
        order = self._shopping()
        charge = order.task_ids._ask_for_more_goods(self.courier._actor(), "more-1", 20)

        self.assertIn("The courier needs more", self._page(order))
        self._pay(order, charge)

        self.assertEqual(order.goods_cap, 70)
        page = self._page(order)
        self.assertNotIn("The courier needs more", page)
        self.assertIn("More money for the goods", page)

    def _told_of_more(self, order):
        return self.env["errand.notice"].search(
            [
                ("order_id", "=", order.id),
                ("kind_id.code", "=", "customer_more_asked"),
            ]
        )

    def test_customer_is_told_of_the_question_on_every_way(self):
        """R0.3: The courier waits in the shop: SMS, mail and app, once a question."""
        self.customer.partner_id.phone = "+8613800000001"
        order, actor = self._shopping(), self.courier._actor()
        task = order.task_ids

        charge = task._ask_for_more_goods(actor, "more-1", 20)
        task._ask_for_more_goods(actor, "more-1", 20)

        told = self._told_of_more(order)
        self.assertEqual(told.partner_id, self.customer.partner_id)
        self.assertEqual(sorted(told.mapped("channel")), ["inapp", "mail", "sms"])
        values = told[0]._values()
        page = f"/my/errands/{order.id}/pay/{charge.id}"
        self.assertTrue(values["link"].endswith(page))
        self.assertIn("20.00", values["amount"])
        self.assertIn(values["amount"], told[0].body)
        self.assertIn("20.00", self.url_open(page).text)

        order._answer_more(charge, "declined")
        task._ask_for_more_goods(actor, "more-2", 5)
        self.assertEqual(len(self._told_of_more(order)), 6)

    def test_question_in_cash_leads_to_the_question(self):
        """R0.3: Nothing is paid online: the customer agrees on the order's page."""
        order = self._shopping(payment_way="cash")

        order.task_ids._ask_for_more_goods(self.courier._actor(), "more-1", 20)

        link = self._told_of_more(order)[0]._values()["link"]
        self.assertTrue(link.endswith(f"/my/errands/{order.id}"))

    def test_question_for_more_is_declined(self):
        """R0.3: And cannot be paid afterwards."""
        order = self._shopping()
        charge = order.task_ids._ask_for_more_goods(self.courier._actor(), "more-1", 20)
        url = f"/my/errands/{order.id}/more/{charge.id}"

        self.assertIn("damaged", self._post(url, answer="perhaps").text)
        self.assertIn("Please pay it", self._post(url, answer="agreed").text)
        self._post(url, answer="declined")

        self.assertEqual(charge.answer, "declined")
        self.assertIn("You said no", self._page(order))
        self.assertIn("answered already", self._post(url, answer="declined").text)
        self._refuse(order, charge, "not needed any more")

    def test_question_in_cash_is_agreed(self):
        """R0.3: Nothing is paid now; the courier may spend more."""
        order = self._shopping(payment_way="cash")
        charge = order.task_ids._ask_for_more_goods(self.courier._actor(), "more-1", 20)
        self._refuse(order, charge, "in cash")

        self._post(f"/my/errands/{order.id}/more/{charge.id}", answer="agreed")

        self.assertEqual(order.goods_cap, 70)
        self.assertIn("Agreed", self._page(order))

    def test_customer_sees_receipt_spent_and_what_goes_back(self):
        """R0.3: With the photo, for the customer alone."""
        order = self._shopping()
        task, actor = order.task_ids, self.courier._actor()
        task._report_purchase(actor, "buy-1", 33.37, photo=photo())
        url = f"/my/errands/{order.id}/receipt/{task.purchase_ids.id}"
        self.assertEqual(self.url_open(url).status_code, 200)
        self.assertIn("33.37", self._page(order))
        task._pick_up(actor, "pick-up")
        task._try_code(task._delivery_code(), actor)

        task._deliver(actor, "deliver")

        page = self._page(order)
        self.assertIn("Goes back to you", page)
        self.assertIn("16.63", page)
        self._sign_in(self.other)
        self.assertEqual(self.url_open(url).status_code, 404)

    def test_debt_is_paid_after_the_end(self):
        """R0.3: What a failed cash order owes for goods."""
        order = self._shopping(payment_way="cash")
        task = order.task_ids
        task._report_purchase(self.courier._actor(), "buy-1", 30, photo=photo())
        task.with_user(self.dispatcher).action_fail()
        debt = order.charge_ids.filtered(lambda line: line.kind == "debt")

        self.assertIn("is still to be paid", self._page(order))
        paying = self.url_open(f"/my/errands/{order.id}/pay")
        self.assertTrue(paying.url.endswith(f"/pay/{debt.id}"))
        self.assertIn("o_payment_form", paying.text)
        self._pay(order, debt)

        self.assertEqual(debt.state, "paid")
