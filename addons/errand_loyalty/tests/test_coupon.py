# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ErrandLoyaltyCommon


@tagged("post_install", "-at_install")
class TestCoupon(ErrandLoyaltyCommon):
    def test_code_takes_its_amount_off_and_the_platform_bears_it(self):
        """R4.3: The customer pays less, the courier's share is of the whole fee."""
        self._create_promotion("LAKE3", 3)
        order = self._drafted("LAKE3", fee=12)
        order._move_to("placed")
        self.assertEqual(order._amount_to_pay(), 9)
        self._pay_rest(order)
        task, actor = self._carry_to_the_door(order)

        task._deliver(actor, "test-deliver")

        self.assertEqual(
            self._balances(order),
            {
                "receipts": 9.0,
                "coupon_cost": 3.0,
                "courier_pending": -10.8,
                "commission": -1.2,
            },
        )

    def test_percent_is_rounded_once_and_capped(self):
        """R4.3: A percentage to the cent, never above its cap, never above the fee."""
        program = self._create_promotion("TENTH", 10, "percent")
        order = self._drafted("TENTH", fee=8.35)
        self.assertEqual(order._coupon_amount(), 0.84)

        program.reward_ids.discount_max_amount = 0.5
        self.assertEqual(order._coupon_amount(), 0.5)

        program.reward_ids.write(
            {"discount_mode": "per_order", "discount": 99, "discount_max_amount": 0}
        )
        self.assertEqual(order._coupon_amount(), 8.35)

    def test_order_that_a_coupon_pays_whole_opens_at_once(self):
        """R4.3: Nothing left to pay: the couriers are told."""
        self._create_promotion("FREE", 99)
        order = self._drafted("FREE", fee=12)

        order._move_to("placed")

        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(order.task_ids.state, "open")

    def test_coupon_that_cannot_be_used_says_why(self):
        """R4.3: Each refusal names its reason, and the draft stays as it was."""
        yesterday = fields.Date.today() - timedelta(days=1)
        over = self._create_promotion("OVER", date_to=yesterday)
        elsewhere = self._create_promotion("ELSEWHERE")
        elsewhere.errand_category_ids = self.env.ref("errand_base.category_print")
        dear = self._create_promotion("DEAR")
        dear.rule_ids.minimum_amount = 100
        expired = self._create_card("CARD-OLD", expiration_date=yesterday)
        theirs = self._create_card("CARD-THEIRS", partner_id=self.finance.partner_id.id)
        order = self._create_order(fee=12)
        refusals = {
            over.rule_ids.code: "not valid today",
            elsewhere.rule_ids.code: "not for this kind",
            dear.rule_ids.code: "for fees from",
            expired.code: "has expired",
            theirs.code: "somebody else",
            "NO-SUCH-CODE": "not known",
            "\x00": "not known",
            "x" * 500: "not known",
        }
        for code, reason in refusals.items():
            with self.subTest(code[:20]), self.assertRaisesRegex(UserError, reason):
                order._set_coupon(code)
        self.assertFalse(order.coupon_program_id)

    def test_code_is_used_once_by_a_customer_and_comes_back_with_a_cancellation(self):
        """R4.3: Once each; an order that was cancelled did not use it."""
        self._create_promotion("LAKE3", limit_usage=True, max_usage=1)
        first = self._drafted("LAKE3", fee=12)
        first._move_to("placed")
        second = self._create_order(fee=12)
        with self.assertRaisesRegex(UserError, "used already"):
            second._set_coupon("LAKE3")

        first._move_to("cancelled")

        second._set_coupon("LAKE3")
        second._move_to("placed")
        self.assertEqual(second._amount_to_pay(), 9)

    def test_card_is_spent_at_placing_and_whole_again_after_cancelling(self):
        """R4.3: A card pays for one order."""
        card = self._create_card("CARD-1")
        order = self._drafted("CARD-1", fee=12)
        rival = self._drafted("CARD-1", fee=12)
        order._move_to("placed")
        self.assertEqual(card.points, 0)

        with self.assertRaisesRegex(UserError, "used already"):
            rival._move_to("placed")
        order._move_to("cancelled")

        self.assertEqual(card.points, 1)
        self.assertEqual(self._balances(order), {})

    def test_coupon_program_of_another_company_is_not_known(self):
        """R4.3: Coupons are of one company."""
        program = self._create_promotion("ABROAD")
        program.company_id = self._create_cny_company("Errands of Elsewhere")
        order = self._create_order(fee=12)

        with self.assertRaisesRegex(UserError, "not known"):
            order._set_coupon("ABROAD")

    def test_limits_hold_for_the_last_use(self):
        """R4.3: A program that ran out is refused at placing, not only at typing."""
        self._create_promotion("LAST", limit_usage=True, max_usage=1)
        mine = self._drafted("LAST", fee=12)
        theirs = self._drafted("LAST", fee=12, partner_id=self.finance.partner_id.id)
        theirs._move_to("placed")

        with self.assertRaisesRegex(UserError, "run out"):
            mine._move_to("placed")
