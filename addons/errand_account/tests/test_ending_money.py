# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.errand_base.exceptions import OfferChanged

from .common import ErrandAccountCommon


@tagged("post_install", "-at_install")
class TestEndingMoney(ErrandAccountCommon):
    """Who gets what when an errand is not simply delivered, to the cent (R0.2)."""

    def _taken(self, stage="grabbed", paid=True, **values):
        """Return an order whose courier is at a stage, with task and actor."""
        values = {"fee": 10, **values}
        if paid:
            order, _payment = self._create_paid_order(**values)
        else:
            order = self._create_order(placed=True, **values)
            order.task_ids.filtered(lambda task: task.state == "waiting")._move_to(
                "open"
            )
        task, actor = order.task_ids, self.courier._actor()
        task._assign(self.courier, actor, "grab")
        if stage in ("at_pickup", "picked_up", "at_dropoff"):
            task._reach("pickup", actor, "at-pickup")
        if stage in ("picked_up", "at_dropoff"):
            task._pick_up(actor, "picked-up")
        if stage == "at_dropoff":
            task._reach("dropoff", actor, "at-dropoff")
        return order, task, actor

    def _after(self, minutes):
        return freeze_time(fields.Datetime.now() + timedelta(minutes=minutes))

    def _cancel(self, order, **values):
        actor = order.with_user(self.customer)._customer_actor()
        token = order._cancel_offer(values.get("side", "customer")).token
        return order._cancel(actor, "cancel", token, **values)

    def _come_back(self, order, actor):
        back = order._return_task()
        self.assertTrue(back._try_code(back._delivery_code(), actor))
        back._deliver(actor, "back")

    def _assert_settled(self, order, expected):
        """The ledger of an order that has ended, its refunds done."""
        self._run_refunds(order)
        self.assertEqual(self._balances(order), expected)
        self.assertFalse(order._held())
        self.assertFalse(order._unbalanced_orders() & order)

    def test_free_minutes_give_all_back(self):
        order, _task, _actor = self._taken()

        self._cancel(order)

        self._assert_settled(order, {})
        self.assertEqual(order.payment_state, "refunded")

    def test_after_them_part_is_kept_for_the_courier(self):
        order, _task, _actor = self._taken(tip=3)

        with self._after(4):
            self.assertEqual(order._cancel_offer().back, 11)
            self._cancel(order)

        self.assertEqual(order.refund_ids.amount, 11)
        self._assert_settled(
            order, {"receipts": 2, "courier_payable": -1.8, "penalty": -0.2}
        )

    def test_at_the_pick_up_more(self):
        order, _task, _actor = self._taken("at_pickup")

        self._cancel(order)

        self._assert_settled(
            order, {"receipts": 5, "courier_payable": -4.5, "penalty": -0.5}
        )

    def test_the_way_back_is_paid_when_it_is_done(self):
        """Nothing is booked in between; what is missing is owed."""
        order, _task, actor = self._taken("picked_up")
        offer = order._cancel_offer()
        self.assertEqual((offer.cost, offer.back, offer.due), (15, 0, 5))

        self._cancel(order)
        self.assertEqual(self._balances(order), {"receipts": 10, "escrow": -10})

        self._come_back(order, actor)
        self._assert_settled(
            order,
            {
                "receipts": 10,
                "customer_due": 5,
                "courier_payable": -13.5,
                "penalty": -1.5,
            },
        )
        self.assertEqual(order.charge_ids.mapped("kind"), ["order", "debt"])

    def test_tip_and_goods_cover_the_way_back_before_a_debt(self):
        """What is held beyond goes back; nothing is kept twice."""
        category = self._create_category(has_goods_advance=True)
        order, _task, actor = self._taken(
            "at_dropoff", category_id=category.id, tip=2, goods_cap=20
        )

        _task._cannot_deliver(actor, "no", "refused")
        self._come_back(order, actor)

        self.assertEqual(order.refund_ids.mapped("amount"), [17])
        self._assert_settled(
            order, {"receipts": 15, "courier_payable": -13.5, "penalty": -1.5}
        )
        self.assertEqual(order.payment_state, "partly_refunded")

    def test_a_way_back_that_fails_is_not_charged(self):
        order, task, actor = self._taken("at_dropoff")
        task._cannot_deliver(actor, "no", "refused")

        order._return_task().with_user(self.dispatcher).action_fail()

        self._assert_settled(
            order, {"receipts": 10, "courier_payable": -9, "penalty": -1}
        )

    def test_rules_that_change_on_the_way_back_change_nothing(self):
        """What was shown counts."""
        order, task, actor = self._taken("at_dropoff")
        task._cannot_deliver(actor, "no", "refused")
        self.env["errand.cancel.rule"].search([("id", ">", 0)]).write(
            {"percent": 1, "return_percent": 1}
        )

        self._come_back(order, actor)

        self.assertEqual(self._balances(order)["courier_payable"], -13.5)

    def test_nobody_at_the_pick_up(self):
        order, task, actor = self._taken("at_pickup")
        task._begin_wait(actor, "wait")

        with self._after(10):
            task._end_no_show(actor, "gone")

        self._assert_settled(
            order, {"receipts": 5, "courier_payable": -4.5, "penalty": -0.5}
        )

    def test_a_courier_who_does_not_come_pays(self):
        order, _task, _actor = self._taken()

        with self._after(41):
            self._cancel(order)

        self._assert_settled(order, {"courier_payable": 1.8, "penalty": -1.8})

    def test_handing_back_late_costs_once(self):
        """And the next courier earns all of it."""
        order, task, actor = self._taken()

        with self._after(6):
            task._hand_back(actor, "back", "too_far")

        self.assertEqual(
            self._balances(order),
            {
                "receipts": 10,
                "escrow": -10,
                "courier_payable": 0.9,
                "penalty": -0.9,
            },
        )
        other = self._create_worker()
        self._carry_to_the_door(order, other)
        order.task_ids._deliver(other._actor(), "deliver")
        self.assertEqual(self._balances(order)["courier_pending"], -9)

    def test_a_waived_cost_still_pays_the_courier(self):
        order, _task, _actor = self._taken("at_pickup")
        token = order._cancel_offer().token

        order._cancel(self.staff_actor, "waive", token, waiver="Our mistake")

        self._assert_settled(order, {"courier_payable": -4.5, "support_cost": 4.5})
        self.assertEqual(order.payment_state, "refunded")

    def test_a_waived_way_back_still_pays_the_courier(self):
        order, _task, actor = self._taken("picked_up")
        token = order._cancel_offer().token

        order._cancel(self.staff_actor, "waive", token, waiver="Our mistake")
        self._come_back(order, actor)

        self._assert_settled(order, {"courier_payable": -13.5, "support_cost": 13.5})

    def test_our_fault_is_our_cost(self):
        order, _task, _actor = self._taken("at_pickup")
        token = order._cancel_offer("platform").token

        order._cancel(self.staff_actor, "ours", token, side="platform")

        self._assert_settled(order, {"courier_payable": -4.5, "support_cost": 4.5})

    def test_cash_that_was_never_taken_is_owed(self):
        order, _task, _actor = self._taken("at_pickup", paid=False, payment_way="cash")
        self.assertEqual(order._cancel_offer().due, 5)

        self._cancel(order)

        self._assert_settled(
            order, {"customer_due": 5, "courier_payable": -4.5, "penalty": -0.5}
        )

    def test_an_errand_that_costs_nothing_ends_for_nothing(self):
        self.price_rules.filtered(
            lambda rule: rule.service_class == "ordinary"
        ).minimum_fee = 0
        order, task, actor = self._taken("at_dropoff", paid=False, fee=0)

        task._cannot_deliver(actor, "no", "refused")
        self._come_back(order, actor)

        self._assert_settled(order, {})
        self.assertFalse(order.charge_ids)

    def test_what_is_kept_comes_from_both_payments(self):
        """A part goes back through the newest payment first."""
        order, _task, _actor = self._taken("at_pickup")
        charge = order._raise_tip(4, "more")
        self._create_transaction(
            order, amount=4, errand_charge_id=charge.id
        )._post_process()
        self.assertEqual(order._cancel_offer().back, 9)

        self._cancel(order)

        self.assertEqual(sorted(order.refund_ids.mapped("amount")), [4, 5])
        self._assert_settled(
            order, {"receipts": 5, "courier_payable": -4.5, "penalty": -0.5}
        )

    def test_a_payment_after_the_cancellation_goes_back(self):
        order = self._create_order(placed=True, fee=10)
        payment = self._create_transaction(order)
        self._cancel(order)

        payment._post_process()
        payment._post_process()

        self.assertEqual(order.refund_ids.amount, 10)
        self._assert_settled(order, {})

    def test_who_owes_cannot_post(self):
        """R0.2: not as the customer; staff may, and after paying everybody."""
        order, task, actor = self._taken("at_dropoff")
        task._cannot_deliver(actor, "no", "refused")
        self._come_back(order, actor)
        draft = self._create_order()
        customer = draft.with_user(self.customer)._customer_actor()

        with self.assertRaisesRegex(ValidationError, order.name):
            draft._move_to("placed", actor=customer, key="post")
        debt = order.charge_ids.filtered(lambda charge: charge.kind == "debt")
        self._create_transaction(
            order, amount=5, errand_charge_id=debt.id
        )._post_process()
        draft._move_to("placed", actor=customer, key="post")

        self.assertEqual(draft.state, "placed")
        self.assertEqual(debt.state, "paid")
        self.assertEqual(self._balances(order)["receipts"], 15)
        self.assertNotIn("customer_due", self._balances(order))

    def test_debts_of_another_company_do_not_count(self):
        """R0.2: a second company."""
        order, task, actor = self._taken("at_dropoff")
        task._cannot_deliver(actor, "no", "refused")
        self._come_back(order, actor)
        other = self._create_cny_company("Errands of Elsewhere")

        orders = self.env["errand.order"]
        self.assertTrue(orders._debts_of(order.partner_id, self.company))
        self.assertFalse(orders._debts_of(order.partner_id, other))

    def test_a_draft_with_a_payment_is_kept(self):
        """R0.10: money is never without its order."""
        draft = self._create_order()
        self._create_transaction(draft, state="draft")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE errand_order SET write_date = write_date - interval '99 days'"
            " WHERE id = %s",
            [draft.id],
        )
        self.env.invalidate_all()

        self.env["errand.order"]._gc_drafts()

        self.assertTrue(draft.exists())

    def test_nothing_is_booked_for_a_cost_that_changed(self):
        order, _task, _actor = self._taken("at_pickup")
        actor = order.with_user(self.customer)._customer_actor()

        with self.assertRaises(OfferChanged):
            order._cancel(actor, "cancel", "4.99/end")

        self.assertEqual(self._balances(order), {"receipts": 10, "escrow": -10})
