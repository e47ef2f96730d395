# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError

from .common import ErrandCommon


class TestGuards(ErrandCommon):
    """What a client sends is checked, whatever the screen lets one type."""

    def test_state_is_not_written_by_any_role(self):
        """R0.9: The state changes through its moves only, also over RPC."""
        order = self._create_order()

        for user in (self.clerk, self.manager, self.dispatcher, self.admin):
            with self.assertRaisesRegex(AccessError, "by its own actions only"):
                order.with_user(user).write({"state": "done"})

        self.assertEqual(order.state, "draft")

    def test_order_is_not_made_in_another_state(self):
        """R0.9: Every order begins as a draft."""
        values = self._create_order().copy_data()[0]

        with self.assertRaisesRegex(AccessError, "by its own actions only"):
            self.env["errand.order"].with_user(self.clerk).create(
                {**values, "state": "done"}
            )

    def test_what_was_promised_is_fixed_when_it_is_placed(self):
        """R0.4: A price and what it is for do not change behind the customer's back."""
        order = self._create_order(placed=True)
        promised = {
            "fee": 1,
            "category_id": self._create_category(name="Another").id,
            "partner_id": self.clerk.partner_id.id,
            "range_km": 50,
            "description": "Something else",
        }

        for field, value in promised.items():
            with self.assertRaisesRegex(AccessError, field):
                order.with_user(self.admin).write({field: value})

    def test_draft_can_be_changed(self):
        """R0.1: Until it is placed, a clerk mends the order."""
        order = self._create_order()

        order.with_user(self.clerk).write({"fee": 9, "description": "Two folders"})

        self.assertEqual(order.fee, 9)

    def test_clerk_cannot_move_an_order_to_a_branch_of_others(self):
        """R2.10: Branch people see and use their own branch."""
        order = self._create_order()
        other = self._create_branch(name="Elsewhere")

        with self.assertRaises(AccessError):
            order.with_user(self.clerk).branch_id = other

    def test_tasks_are_not_written_by_any_role(self):
        """R0.8: A task changes hands through its moves only."""
        task = self._create_task()
        other = self._create_worker(self._create_partner(name="Otto Other"))

        for user in (self.clerk, self.manager, self.dispatcher, self.admin):
            with self.assertRaises(AccessError):
                task.with_user(user).write({"worker_id": other.id})

    def test_only_dispatchers_take_tasks_back(self):
        """R0.8: Clerks and managers watch; dispatchers decide."""
        task = self._create_task("assigned")

        for user in (self.clerk, self.manager):
            with self.assertRaisesRegex(AccessError, "Only dispatchers"):
                task.with_user(user).action_unassign()
        task.with_user(self.dispatcher).action_unassign()

        self.assertEqual(task.state, "open")

    def test_clerk_writes_down_a_new_customer(self):
        """R2.5: Callers become customers."""
        customer = self.env["res.partner"].with_user(self.clerk)

        self.assertTrue(customer.create({"name": "Cilla Caller"}))
