# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import Command
from odoo.exceptions import AccessError, UserError

from ..exceptions import MoveLost, MoveRefused
from .common import BINJIANG, ErrandCommon


class TestDesk(ErrandCommon):
    """Work at the desk of a branch: taken and closed by its staff (R2.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk = cls._create_category(
            name="Enquiry", is_desk=True, pickup="no", dropoff="no"
        )
        cls.second = cls._create_staff("clerk", "Cleo Clerk", login="second_clerk")
        cls.south = cls._create_branch(BINJIANG, name="Binjiang")

    def _create_desk_task(self, **values):
        order = self._create_order(
            **{
                "category_id": self.desk.id,
                "fee": 0,
                "pickup_contact_id": False,
                "dropoff_contact_id": False,
                **values,
            }
        )
        order._move_to("placed")
        return order.task_ids

    def test_one_open_handle_task_for_the_branch(self):
        """R2.1: no place, no pay, and it is open at once."""
        task = self._create_desk_task()

        self.assertEqual(len(task), 1)
        self.assertEqual(task.kind, "handle")
        self.assertEqual(task.state, "open")
        self.assertFalse(task.worker_pay)
        self.assertFalse(task.has_start)

    def test_a_clerk_takes_it_and_closes_it(self):
        """R2.1: the clerk becomes a worker by the first task."""
        task = self._create_desk_task().with_user(self.clerk)
        self.assertTrue(task.can_take)

        task.action_take()

        worker = task.sudo().worker_id
        self.assertEqual(worker.partner_id, self.clerk.partner_id)
        self.assertTrue(worker.is_clerk)
        self.assertFalse(worker.is_courier)
        self.assertEqual(worker.branch_id, self.branch)
        self.assertTrue(task.can_close)
        self._end_desk_task(task)
        self.assertEqual(task.state, "done")
        self.assertEqual(task.order_id.state, "done")

    def test_the_second_one_is_told(self):
        """R2.1: two clerks take one task: one has it."""
        task = self._create_desk_task()
        task.with_user(self.clerk).action_take()

        with self.assertRaisesRegex(MoveLost, "Somebody else has taken"):
            task.with_user(self.second).action_take()
        self.assertFalse(task.with_user(self.second).can_close)
        with self.assertRaisesRegex(AccessError, "Somebody else has this task"):
            task.with_user(self.second).action_close()

    def test_the_manager_closes_for_a_clerk(self):
        """R2.10: who manages the branch ends its work, nobody else's."""
        task = self._create_desk_task()
        task.with_user(self.clerk).action_take()
        self._end_desk_task(task.with_user(self.manager))
        self.assertEqual(task.state, "done")

    def test_put_back(self):
        """R2.1: a clerk who goes home leaves it to others."""
        task = self._create_desk_task()
        task.with_user(self.clerk).action_take()
        task.with_user(self.clerk).action_put_back()
        self.assertEqual(task.state, "open")
        self.assertEqual(task.order_id.state, "placed")
        task.with_user(self.second).action_take()
        self._end_desk_task(task.with_user(self.second))

    def test_who_had_it_before_takes_it_again(self):
        """R2.1: what was put back is free for everybody, once more for them too."""
        task = self._create_desk_task().with_user(self.clerk)
        task.sudo().opened_at = self._later(days=-1)
        task.action_take()
        task.with_user(self.dispatcher).action_put_back()

        task.action_take()
        task.action_take()

        self.assertEqual(task.state, "assigned")
        self._end_desk_task(task)
        self.assertEqual(task.state, "done")

    def test_other_branches_keep_out(self):
        """R2.10: neither the clerk nor the manager of another branch."""
        task = self._create_desk_task(branch_id=self.south.id)
        for user in (self.clerk, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                task.with_user(user).action_take()

    def test_a_manager_who_helps_elsewhere_takes_what_is_free(self):
        """R2.10: staff of the second branch, but not its manager."""
        self.south.user_ids = [Command.link(self.manager.id)]
        helper = self._create_staff("clerk", "Hal", branch=self.south, login="helper")
        task = self._create_desk_task(branch_id=self.south.id)
        task.with_user(helper).action_take()
        with self.assertRaises(AccessError):
            task.with_user(self.manager).action_close()

    def test_no_courier_gets_it(self):
        """R2.1: not by the door either."""
        task = self._create_desk_task()
        with self.assertRaises(MoveRefused):
            task._assign(self.courier, self.courier._actor(), "grab")

    def test_an_errand_is_not_taken_at_the_desk(self):
        """R2.1: clerks do not take couriers' work with this button."""
        task = self._create_task("open")
        self.assertFalse(task.with_user(self.clerk).can_take)
        with self.assertRaisesRegex(UserError, "Only work at the desk"):
            task.with_user(self.clerk).action_take()

    def test_desk_work_has_no_fee(self):
        """R2.1: nobody pays for it, so nobody is asked to."""
        with self.assertRaisesRegex(UserError, "no fee"):
            self._create_desk_task(fee=5)

    def test_staff_call_it_off_while_it_is_worked_on(self):
        """R2.1: no rule of couriers holds here."""
        task = self._create_desk_task()
        task.with_user(self.clerk).action_take()
        task.order_id._move_to("cancelled")
        self.assertEqual(task.state, "cancelled")
