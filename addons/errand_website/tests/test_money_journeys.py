# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_dispatch.tests.test_courier_app_journey import (
    PHONE_OPTIONS,
    steps_of,
)

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestMoneyJourneys(ErrandWebsiteCommon):
    """Customer and courier in real browsers: tip, goods, cash."""

    browser_size = "390x844"
    touch_enabled = True

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].sudo().set_param("errand.map_tile_url", "")
        self._take_money_at_once()

    def _courier(self, task, part, **journey):
        journey = {"part": part, "code": task._delivery_code(), **journey}
        steps = steps_of("courier_goods", journey)
        self.browser_js("/courier", steps, **PHONE_OPTIONS)
        self.env.invalidate_all()

    def _customer(self, order, tour):
        self.start_tour(
            f"/my/errands/{order.id}", tour, login=self.customer.login, timeout=120
        )
        self.env.invalidate_all()

    def test_tip_is_raised_and_paid(self):
        """R0.3: While searching, on the customer's phone."""
        order, _payment = self._create_paid_order()

        self._customer(order, "errand_website_tip")

        self.assertEqual(order.tip, 5)

    def test_goods_from_the_question_to_the_refund(self):
        """R0.3: Asks for more, is paid, buys with a photo, corrects, delivers."""
        self.category.has_goods_advance = True
        order, _payment = self._create_paid_order(goods_cap=50)
        task = order.task_ids
        task._assign(self.courier, self.courier._actor(), "test-assign")

        self._courier(task, "askMore")
        self._customer(order, "errand_website_pay_more")
        self.assertEqual(order.goods_cap, 70)
        self._courier(task, "buyAndDeliver")
        self.assertEqual(task.state, "done")
        self._customer(order, "errand_website_goods_back")

        self.assertEqual(order._goods_spent(), 62.35)
        self.assertEqual(order.refund_ids.mapped("amount"), [7.65])

    def test_cash_is_collected_at_the_door(self):
        """R0.11: The courier confirms the amount with the delivery."""
        order = self._create_order(placed=True, payment_way="cash", fee=12, tip=3)
        task = order.task_ids
        task._assign(self.courier, self.courier._actor(), "test-assign")

        self._courier(task, "collectCash", cash="15.00")

        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(order.receipt_ids.amount, 15)
