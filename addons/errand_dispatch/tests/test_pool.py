# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import random
from dataclasses import replace

from odoo import Command
from odoo.tests import tagged

from odoo.addons.errand_base.engine.geo import Point, distance_km
from odoo.addons.errand_base.tests.common import BINJIANG, WEST_LAKE, WULIN_SQUARE

from .common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestPool(ErrandDispatchCommon):
    def test_courier_sees_paid_errands_in_range(self):
        """R0.7: An ordinary courier sees open ordinary orders inside their range."""
        task = self._create_open_task()

        self.assertEqual(self._pool_of(self.courier), task)

    def test_unpaid_errand_is_not_shown(self):
        """R0.1: Nobody works before the fee is paid."""
        self._create_order(placed=True)

        self.assertFalse(self._pool_of(self.courier))

    def test_errand_beyond_the_couriers_range_is_not_shown(self):
        """R0.5: Each courier has a range."""
        task = self._create_open_task(
            pickup_contact_id=self._create_contact(WULIN_SQUARE).id
        )
        km = task._km_from(Point(*WEST_LAKE))

        self.courier.range_km = km - 0.1
        self.assertFalse(self._pool_of(self.courier))

        self.courier.range_km = km + 0.1
        self.assertEqual(self._pool_of(self.courier), task)

    def test_customers_range_limits_who_is_told(self):
        """R0.6: The customer's own range limits which couriers are told."""
        task = self._create_open_task(
            pickup_contact_id=self._create_contact(WULIN_SQUARE).id, range_km=1.0
        )

        self.assertFalse(self._pool_of(self.courier))
        self.assertFalse(self._told_of(task))

    def test_pool_and_news_agree(self):
        """R0.6, R0.7: Who sees an errand in the pool is who is told of it."""
        dice = random.Random(7)
        couriers = self.courier
        for number in range(12):
            place = (
                WEST_LAKE[0] + dice.uniform(-0.04, 0.04),
                WEST_LAKE[1] + dice.uniform(-0.04, 0.04),
            )
            worker = self._create_worker(
                self._create_partner(name=f"Random {number}"),
                range_km=dice.uniform(0.5, 5),
            )
            couriers |= self._put_on_duty(worker, place)

        for _order in range(4):
            task = self._create_open_task(range_km=dice.uniform(0.5, 5))
            told = self._told_of(task)
            seeing = couriers.filtered(
                lambda one, task=task: task in self._pool_of(one)
            )
            self.assertEqual(told, seeing)
            start = task._start()
            by_hand = couriers.filtered(
                lambda one, start=start, task=task: (
                    distance_km(one._position()._point(), start)
                    <= min(one.range_km, task.range_km)
                )
            )
            self.assertEqual(told, by_hand)

    def test_off_duty_courier_sees_nothing(self):
        """R0.5: Couriers off duty are left in peace."""
        self._create_open_task()

        self.courier._go_off_duty()

        self.assertFalse(self._pool_of(self.courier))

    def test_courier_with_an_old_position_sees_nothing(self):
        """R0.5: A position that is too old is not taken for a live one."""
        task = self._create_open_task()
        stale = self._put_on_duty(self._create_worker(), minutes_ago=30)

        self.assertFalse(self._pool_of(stale))
        self.assertIn(self.courier, self._told_of(task))
        self.assertNotIn(stale, self._told_of(task))

    def test_only_accepted_categories_are_shown(self):
        """R0.5: Each courier has accepted categories."""
        other = self._create_category(name="Something else")
        task = self._create_open_task()

        self.courier.category_ids = other
        self.assertFalse(self._pool_of(self.courier))
        self.assertFalse(self._told_of(task))

        self.courier.category_ids |= self.category
        self.assertEqual(self._pool_of(self.courier), task)

    def test_professional_orders_are_for_professionals(self):
        """R0.7: Ordinary couriers see ordinary orders only.

        Where the policy shows them to all in range, not only to who is offered one.
        """
        self.env["errand.dispatch.policy"].create(
            {
                "name": "Professional orders in the pool",
                "company_id": self.company.id,
                "branch_id": self.branch.id,
                "service_class": "professional",
                "step_ids": [Command.create({"kind": "pool", "minutes": 30})],
            }
        )
        asked = replace(self._create_order()._asked(), service_class="professional")
        quote = self.env["errand.quote"]._make(asked)
        task = self._create_open_task(
            service_class="professional", quote_id=quote.id, fee=quote.amount
        )
        professional = self._put_on_duty(
            self._create_worker(service_class="professional")
        )

        self.assertFalse(self._pool_of(self.courier))
        self.assertEqual(self._pool_of(professional), task)
        self.assertEqual(self._told_of(task), professional)

    def test_own_errand_is_not_shown(self):
        """R0.14: One account posts and takes, but not its own errand."""
        self._create_open_task(partner_id=self.courier.partner_id.id)

        self.assertFalse(self._pool_of(self.courier))

    def test_errand_without_a_trip_is_shown_wherever_one_is(self):
        """R0.3: Answering a question needs no trip."""
        answer = self._create_category(name="Answer", pickup="no", dropoff="no")
        task = self._create_open_task(
            category_id=answer.id, pickup_contact_id=False, dropoff_contact_id=False
        )
        far = self._put_on_duty(self._create_worker(), BINJIANG)

        self.assertIn(task, self._pool_of(far))
        self.assertEqual(task.kind, "answer")

    def test_card_shows_no_person_and_no_exact_place(self):
        """R0.10: Names, phones and exact addresses are revealed only after the grab."""
        task = self._create_open_task(
            description="Call me on 138 0013 8000 before you come"
        )
        [(task, km)] = self.courier._pool()

        text = str(task._pool_card(km))

        contact = task.order_id.pickup_contact_id
        for secret in (contact.name, contact.address, "138 0013 8000", "0013"):
            self.assertNotIn(secret, text)
        self.assertEqual(task._pool_card(km)["start"]["latitude"], 30.25)

    def test_pool_does_not_query_for_each_errand(self):
        """R0.7: A long pool is read as fast as a short one."""
        for _number in range(3):
            self._create_open_task()
        self.env.invalidate_all()
        self.courier.mapped("name")
        before = self.env.cr.sql_log_count
        [task._pool_card(km) for task, km in self.courier._pool()]
        few = self.env.cr.sql_log_count - before
        for _number in range(6):
            self._create_open_task()
        self.env.invalidate_all()
        self.courier.mapped("name")
        before = self.env.cr.sql_log_count

        [task._pool_card(km) for task, km in self.courier._pool()]

        self.assertEqual(self.env.cr.sql_log_count - before, few)
