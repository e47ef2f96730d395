# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..engine.geo import Point, distance_km
from .common import BINJIANG, WEST_LAKE, ErrandCommon

LAKE = Point(*WEST_LAKE)


@tagged("post_install", "-at_install")
class TestFeeSuggestion(ErrandCommon):
    def _grabbed(self, fees, **values):
        """Make grabbed errands that begin at the lake, each a minute after the last."""
        now = fields.Datetime.now()
        pickup = self._create_contact(WEST_LAKE)
        drop = self._create_contact()
        tasks = self.env["errand.task"]
        for minute, fee in enumerate(fees):
            order = self._create_order(
                fee=fee, pickup_contact_id=pickup.id, dropoff_contact_id=drop.id
            )
            tasks |= self.env["errand.task"].create(
                {
                    "order_id": order.id,
                    "has_start": True,
                    "start_latitude": LAKE.latitude,
                    "start_longitude": LAKE.longitude,
                    "assigned_at": now - timedelta(days=1, minutes=-minute),
                    **values,
                }
            )
        return tasks

    def _suggestion(self, **values):
        order = self._create_order(**values)
        return self.env["errand.fee.suggestion"]._suggest(order._asked())

    def test_usual_fee_here(self):
        """R0.4: the median of what couriers came for."""
        self._grabbed([9] * 3 + [12] * 4 + [30] * 3)

        self.assertEqual(self._suggestion(), (12, 10))

    def test_nine_are_too_few(self):
        """R0.4: below ten errands the category's default is suggested."""
        self._grabbed([12] * 9)

        self.assertEqual(self._suggestion(), (8, 0))

    def test_order_without_a_suggestion_shows_none(self):
        """R0.4: the back office sees a suggested amount, or no line at all."""
        order = self._create_order(suggested_fee=8)
        self.assertIn("8.00", order.suggestion)

        self.assertFalse(self._create_order(suggested_fee=0).suggestion)

    def test_only_the_last_fifty_count(self):
        """R0.4: what was usual before is not."""
        self._grabbed([40] * 60 + [10] * 26 + [11] * 24)

        self.assertEqual(self._suggestion(), (10, 50))

    def test_what_does_not_count(self):
        """R0.4: others' errands: far, old, not grabbed, of another kind or company."""
        north = Point(LAKE.latitude + 0.0271, LAKE.longitude)
        self.assertGreater(distance_km(LAKE, north), 3)
        cases = [
            {"start_latitude": north.latitude},
            # Inside the box around the circle, outside of the circle.
            {"start_latitude": LAKE.latitude + 0.024, "start_longitude": 120.178},
            {"start_latitude": BINJIANG[0]},
            {"assigned_at": fields.Datetime.now() - timedelta(days=15)},
            {"assigned_at": False},
            {"has_start": False},
        ]
        for values in cases:
            self._grabbed([20] * 10, **values)
            with self.subTest(values):
                self.assertEqual(self._suggestion(), (8, 0))
        tasks = self._grabbed([20] * 10)
        self.assertEqual(self._suggestion()[1], 10)
        tasks.order_id.category_id = self._create_category(name="B")
        self.assertEqual(self._suggestion(), (8, 0))

    def test_three_kilometres_are_near(self):
        """R0.4: just inside the circle."""
        north = Point(LAKE.latitude + 0.0269, LAKE.longitude)
        self.assertLess(distance_km(LAKE, north), 3)
        self._grabbed([20] * 10, start_latitude=north.latitude)

        self.assertEqual(self._suggestion(), (20, 10))

    def test_within_bounds_and_steps(self):
        """R0.4: the rule's bounds hold, and fees are rounded to a step."""
        self._grabbed([80] * 10)
        self.assertEqual(self._suggestion().fee, 50)

        self._grabbed([9.3] * 50)
        self.assertEqual(self._suggestion().fee, 9.5)
        self.company.errand_fee_step = 0
        self.assertEqual(self._suggestion().fee, 9.3)

    def test_rain_raises_it(self):
        """R0.4: surcharges raise what is suggested, not what was offered."""
        rain = self.env["errand.surcharge"].create(
            {
                "name": "Rain",
                "company_id": self.company.id,
                "percent": 25,
                "reason": "Rain",
            }
        )
        rain.action_switch_on()
        self.assertEqual(self._suggestion(), (10, 0))

        order = self._create_order(fee=4)
        order.with_user(self.dispatcher).action_place()
        self.assertEqual(order.fee, 4)

    def test_reason_is_told(self):
        """R0.4, R5.3: where a suggestion comes from."""
        order = self._create_order()
        order.write({"suggested_fee": 9, "suggested_from": 23})
        self.assertIn("from the last 23 errands nearby", order.suggestion)

        order.suggested_from = 0
        self.assertIn("Usual for this kind of errand", order.suggestion)
