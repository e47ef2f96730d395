# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
from io import BytesIO

from PIL import Image

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.errand_base.exceptions import MoveLost

from .common import ErrandAccountCommon


def photo(colour="white"):
    """Return a small picture as base64 bytes."""
    stream = BytesIO()
    Image.new("RGB", (8, 8), colour).save(stream, "JPEG")
    return base64.b64encode(stream.getvalue())


@tagged("post_install", "-at_install")
class TestErrandPurchase(ErrandAccountCommon):
    """Buy for me: a cap, receipts, more on request, the rest back (R0.3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category.has_goods_advance = True

    def _shopping(self, **values):
        """Return the task of a courier in the shop, and the courier as actor."""
        values = {"fee": 12, "goods_cap": 50, **values}
        if values.get("payment_way") == "cash":
            order = self._create_order(placed=True, **values)
        else:
            order, _payment = self._create_paid_order(**values)
        actor = self.courier._actor()
        order.task_ids._assign(self.courier, actor, "test-assign")
        return order.task_ids, actor

    def _buy(self, task, amount, key="buy-1", **values):
        if amount:
            values.setdefault("photo", photo())
        task._report_purchase(self.courier._actor(), key, amount, **values)
        return task.purchase_ids[-1:]

    def _finish(self, task):
        actor = task.worker_id._actor()
        if task.state == "assigned":
            task._pick_up(actor, "test-pick-up")
        task._try_code(task._delivery_code(), actor)
        if task._cash_due():
            task._say_cash(task._cash_due(), actor)
        task._deliver(actor, "test-deliver")

    # === HELD, SPENT, BACK === #

    def test_cap_is_prepaid_and_the_rest_goes_back_to_the_cent(self):
        """R0.3: 50 held, 33.37 spent: the courier gets 33.37, the customer 16.63."""
        task, _actor = self._shopping()
        order = task.order_id
        self.assertEqual(self._balances(order)["goods"], -50)

        self._buy(task, 33.37)
        self._finish(task)
        self._run_refunds(order)

        self.assertEqual(order.refund_ids.mapped("amount"), [16.63])
        self.assertEqual(
            self._balances(order),
            {"receipts": 45.37, "courier_pending": -44.17, "commission": -1.2},
        )
        self.assertEqual(order.payment_state, "partly_refunded")

    def test_receipts_add_up_and_are_corrected(self):
        """R0.3: Two shops, one typing mistake."""
        task, _actor = self._shopping()
        first = self._buy(task, 12, "buy-1")
        self._buy(task, 8, "buy-2")
        self.assertEqual(task.order_id.goods_spent, 20)

        self._buy(task, 10.5, "buy-3", corrects_id=first.id, photo=None)

        self.assertEqual(task.order_id.goods_spent, 18.5)
        self.assertFalse(first.is_valid)
        self.assertEqual(task.purchase_ids[-1:].photo, first.photo)
        with self.assertRaisesRegex(UserError, "corrected already"):
            self._buy(task, 11, "buy-4", corrects_id=first.id)

    def test_same_report_twice_is_one(self):
        """R0.3: A phone repeats what it sent."""
        task, _actor = self._shopping()

        self._buy(task, 12, "buy-1")
        self._buy(task, 12, "buy-1")

        self.assertEqual(task.order_id.goods_spent, 12)

    def test_nothing_bought_gives_all_goods_money_back(self):
        """R0.3: The shop was closed; said with a reason."""
        task, _actor = self._shopping()
        with self.assertRaisesRegex(UserError, "why nothing was bought"):
            self._buy(task, 0)

        self._buy(task, 0, note="The shop was closed.")
        self._finish(task)

        self.assertEqual(task.order_id.refund_ids.mapped("amount"), [50])

    def test_no_delivery_without_a_report(self):
        """R0.3: Nobody is paid back or refunded on a guess."""
        task, _actor = self._shopping()

        with self.assertRaisesRegex(ValidationError, "what you spent"):
            self._finish(task)

        self.assertEqual(task.state, "picked_up")

    def test_wrong_reports_are_refused(self):
        """R0.3: No photo, less than nothing, more than allowed, another's errand."""
        task, _actor = self._shopping()
        other = self._create_worker()

        with self.assertRaisesRegex(UserError, "photo of the receipt"):
            self._buy(task, 5, photo=None)
        with self.assertRaisesRegex(UserError, "amount on the receipt"):
            self._buy(task, -5)
        with self.assertRaisesRegex(UserError, "more than the customer allowed"):
            self._buy(task, 50.01)
        with self.assertRaises(MoveLost):
            task._report_purchase(other._actor(), "buy-1", 5, photo())
        self.assertFalse(task.purchase_ids)

    def test_errand_without_goods_has_nothing_to_buy(self):
        """R0.3: Nothing was advanced."""
        self.category.has_goods_advance = False
        task, _actor = self._shopping(goods_cap=0)

        with self.assertRaisesRegex(UserError, "Nothing is to be bought"):
            self._buy(task, 5)
        self._finish(task)

        self.assertEqual(task.state, "done")

    # === MORE === #

    def test_more_is_asked_paid_and_spent(self):
        """R0.3: 20 more: asked, paid, the cap is 70."""
        task, actor = self._shopping()
        order = task.order_id

        charge = task._ask_for_more_goods(actor, "more-1", 20)
        self.assertEqual(task._ask_for_more_goods(actor, "more-1", 20), charge)
        payment = self._create_transaction(order, amount=20, errand_charge_id=charge.id)
        payment._post_process()
        self._buy(task, 69.99)
        self._finish(task)

        self.assertEqual((charge.state, charge.answer), ("paid", "agreed"))
        self.assertEqual(order.goods_cap, 70)
        self.assertEqual(order.refund_ids.mapped("amount"), [0.01])
        self.assertEqual(order.refund_ids.source_id, payment)

    def test_declined_question_leaves_the_cap(self):
        """R0.3: No means no; late money comes back."""
        task, actor = self._shopping()
        order = task.order_id
        charge = task._ask_for_more_goods(actor, "more-1", 20)

        order._answer_more(charge, "declined")
        self._create_transaction(
            order, amount=20, errand_charge_id=charge.id
        )._post_process()

        self.assertEqual((charge.state, charge.answer), ("void", "declined"))
        self.assertEqual(order.goods_cap, 50)
        self.assertEqual(order.refund_ids.mapped("amount"), [20])
        with self.assertRaisesRegex(UserError, "answered already"):
            order._answer_more(charge, "declined")

    def test_question_without_an_answer_expires(self):
        """R0.3: The courier does not wait in the shop for ever."""
        task, actor = self._shopping()
        charge = task._ask_for_more_goods(actor, "more-1", 20)
        with self.assertRaisesRegex(UserError, "asked already"):
            task._ask_for_more_goods(actor, "more-2", 5)
        charge.expires_at = self._later(minutes=-1)

        self.env["errand.charge"]._expire()
        self.assertEqual(self.env["errand.charge"]._expire(), 0)

        self.assertEqual((charge.state, charge.answer), ("void", "expired"))
        self.assertTrue(task._ask_for_more_goods(actor, "more-2", 5))

    # === CASH === #

    def test_cash_order_collects_what_was_spent(self):
        """R0.3: Fee, tip and the spent goods at the door; nothing prepaid."""
        task, actor = self._shopping(payment_way="cash", tip=3)
        order = task.order_id
        self.assertEqual(task._cash_due(), 15)

        first = self._buy(task, 20)
        self._buy(task, 18.5, "buy-2", corrects_id=first.id)
        self.assertEqual(task._cash_due(), 33.5)
        charge = task._ask_for_more_goods(actor, "more-1", 10)
        order._answer_more(charge, "agreed")
        self.assertEqual(order.goods_cap, 60)
        self._finish(task)

        self.assertEqual(
            self._balances(order),
            {"cash": 33.5, "courier_pending": -32.3, "commission": -1.2},
        )
        self.assertFalse(order.refund_ids)

    def test_agreeing_online_is_paying(self):
        """R0.3: Nobody raises a prepaid cap for nothing."""
        task, actor = self._shopping()
        charge = task._ask_for_more_goods(actor, "more-1", 10)

        with self.assertRaisesRegex(UserError, "Please pay it"):
            task.order_id._answer_more(charge, "agreed")

    # === NOT DELIVERED === #

    def test_failed_errand_pays_spent_goods_to_the_courier(self):
        """R0.2, R0.3: The courier does not pay for the customer's goods."""
        task, _actor = self._shopping(tip=2)
        order = task.order_id
        self._buy(task, 30)

        task.with_user(self.dispatcher).action_fail()
        self._run_refunds(order)

        self.assertEqual(sum(order.refund_ids.mapped("amount")), 12 + 2 + 20)
        self.assertEqual(
            self._balances(order), {"receipts": 30.0, "courier_payable": -30.0}
        )
        self.assertFalse(self.env["errand.order"]._unbalanced_orders())

    def test_failed_cash_order_owes_the_spent_goods(self):
        """R0.3: Nothing was prepaid, so the customer owes it."""
        task, _actor = self._shopping(payment_way="cash")
        order = task.order_id
        self._buy(task, 30)

        task.with_user(self.dispatcher).action_fail()

        self.assertEqual(
            self._balances(order), {"customer_due": 30.0, "courier_payable": -30.0}
        )
        debt = order.charge_ids.filtered(lambda charge: charge.kind == "debt")
        self.assertEqual((debt.amount, debt.state), (30, "due"))
        self.assertTrue(debt._is_payable())
        self._create_transaction(
            order, amount=30, errand_charge_id=debt.id
        )._post_process()
        self.assertEqual(debt.state, "paid")
        self.assertNotIn("customer_due", self._balances(order))

    def test_whoever_bought_is_paid_back(self):
        """R0.3: One courier bought, another one brought it."""
        task, _actor = self._shopping()
        other = self._create_worker()
        self._buy(task, 30)

        task.with_user(self.dispatcher).action_unassign()
        task._assign(other, other._actor(), "test-assign-2")
        self._finish(task)

        pending = {
            line.partner_id: -line.amount
            for line in task.order_id.ledger_line_ids
            if line.account == "courier_pending"
        }
        self.assertEqual(pending, {self.courier.partner_id: 30, other.partner_id: 10.8})

    # === RIGHTS === #

    def test_purchases_are_read_by_staff_and_written_by_nobody(self):
        """R0.3: Own branches; append-only; customers and couriers not at all."""
        task, _actor = self._shopping()
        line = self._buy(task, 30)

        self.assertEqual(line.with_user(self.clerk).amount, 30)
        self.assertEqual(line.with_user(self.finance).amount, 30)
        far = self._create_branch(name="Far away")
        stranger = self._create_staff(
            "clerk", "Far Clerk", branch=far, login="far_clerk"
        )
        for user in (stranger, self.customer, self.courier_user):
            with self.assertRaises(AccessError):
                line.with_user(user).read(["amount"])
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            line.amount = 1
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            line.unlink()

    def test_purchases_of_another_company_are_hidden(self):
        """R0.3: Companies do not see each other's receipts."""
        task, _actor = self._shopping()
        line = self._buy(task, 30)
        other = self._create_cny_company("Errands of Elsewhere")
        stranger = self._create_staff(
            "admin", "Other Admin", branch=None, company=other, login="other_admin"
        )

        found = (
            self.env["errand.purchase"]
            .with_user(stranger)
            .search([("id", "=", line.id)])
        )

        self.assertFalse(found)
