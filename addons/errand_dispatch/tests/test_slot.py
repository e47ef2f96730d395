# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestSlot(ErrandDispatchCommon):
    def _create_slot_task(self, hours):
        start = fields.Datetime.add(fields.Datetime.now(), hours=hours)
        return self._create_open_task(
            wanted_from=start, wanted_until=fields.Datetime.add(start, hours=1)
        )

    def test_slot_order_waits_for_its_time(self):
        """R0.1: An errand for the evening is not shown in the morning."""
        task = self._create_slot_task(hours=6)

        self.assertEqual(task.state, "waiting")
        self.assertEqual(task.next_action_at, task.order_id._opens_at())
        self.assertFalse(self._pool_of(self.courier))

    def test_slot_order_opens_early_enough_for_the_way(self):
        """R0.1: It opens at the slot's start, less the way and the lead."""
        task = self._create_slot_task(hours=6)
        order = task.order_id
        way = order.distance_km / self.company.errand_speed_kmh * 60

        before = (order.wanted_from - order._opens_at()).total_seconds() / 60

        self.assertAlmostEqual(before, way + self.company.errand_lead_minutes, places=3)

    def test_the_policy_may_have_a_lead_of_its_own(self):
        """R2.2: what one category needs longer for is offered earlier."""
        order = self._create_slot_task(hours=6).order_id
        before = order._opens_at()
        policy = self.env["errand.dispatch.policy"].create(
            {
                "name": "Cakes",
                "company_id": self.company.id,
                "category_id": order.category_id.id,
                "lead_minutes": self.company.errand_lead_minutes + 40,
            }
        )

        self.assertEqual(before - order._opens_at(), timedelta(minutes=40))
        policy.lead_minutes = 0
        self.assertEqual(order._opens_at(), before)

    def test_sweep_opens_a_slot_order_when_it_is_due(self):
        """R0.1: The sweep takes the next step of what is due."""
        task = self._create_slot_task(hours=6)
        soon = fields.Datetime.add(fields.Datetime.now(), minutes=20)
        task.order_id.wanted_from = soon
        task.next_action_at = fields.Datetime.now()

        self.env["errand.task"]._sweep()

        self.assertEqual(task.state, "open")
        self.assertFalse(task.next_action_at)
        self.assertEqual(self._pool_of(self.courier), task)

    def test_sweep_leaves_alone_what_is_not_due(self):
        """R0.1: Nothing happens before its time."""
        task = self._create_slot_task(hours=6)

        self.assertEqual(self.env["errand.task"]._sweep(), 0)
        self.assertEqual(task.state, "waiting")
