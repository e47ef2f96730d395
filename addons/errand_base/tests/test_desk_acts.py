# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError

from .common import ErrandCommon


class TestDeskActs(ErrandCommon):
    """Desk work is handled: accepted, acted on, closed, by who has it (R2.2, R2.11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk = cls._create_category(
            name="Enquiry", is_desk=True, pickup="no", dropoff="no"
        )
        cls.second = cls._create_staff("clerk", "Cleo Clerk", login="second_clerk")

    def _create_given_task(self):
        """Return desk work that somebody else gave the clerk."""
        order = self._create_order(
            category_id=self.desk.id,
            fee=0,
            pickup_contact_id=False,
            dropoff_contact_id=False,
        )
        order._move_to("placed")
        worker = self.env["errand.worker"]._desk_worker(self.clerk, self.branch)
        order.task_ids._assign(worker, self.staff_actor, "give")
        return order.task_ids.with_user(self.clerk)

    def _stages(self, task):
        return task.sudo().order_id.event_ids.sorted("id").mapped("to_state")

    def test_what_is_given_is_not_accepted_yet(self):
        """R2.2: who takes it themselves has accepted it."""
        task = self._create_given_task()
        self.assertTrue(task.can_accept)
        self.assertFalse(task.accepted_at)

        task.action_accept()
        task.action_accept()

        self.assertTrue(task.accepted_at)
        self.assertFalse(task.can_accept)
        self.assertEqual(self._stages(task).count("accepted"), 1)
        own = self._create_given_task()
        own.action_put_back()
        own.with_user(self.second).action_take()
        self.assertTrue(own.with_user(self.second).accepted_at)

    def test_done_asks_what_was_done(self):
        """R2.2: nothing is handled by a tap alone."""
        task = self._create_given_task()

        answer = task.action_close()

        self.assertEqual(task.state, "assigned")
        self.assertEqual(answer["res_model"], "errand.desk.act")
        wizard = (
            self.env["errand.desk.act"]
            .with_user(self.clerk)
            .with_context(**answer["context"])
            .create({"act": "called", "note": "Comes by on Friday"})
        )
        wizard.action_note_and_close()
        self.assertEqual(task.state, "done")
        self.assertIn("act_called", self._stages(task))
        message = task.order_id.message_ids[:1]
        self.assertIn("Comes by on Friday", message.body)
        self.assertEqual(message.author_id, self.clerk.partner_id)
        self.assertTrue(message.is_internal or message.subtype_id.internal)

    def test_a_note_alone_keeps_it_going(self):
        """R2.2: then done ends it without another question."""
        task = self._create_given_task()
        wizard = self.env["errand.desk.act"].with_user(self.clerk)
        wizard.create({"task_ids": task.ids, "act": "wrote"}).action_note()
        self.assertEqual(task.state, "assigned")
        self.assertTrue(task.acted_at)
        self.assertTrue(task.accepted_at)

        task.action_close()

        self.assertEqual(task.state, "done")

    def test_nobody_else_handles_it(self):
        """R2.2: neither a colleague nor somebody who reads along."""
        task = self._create_given_task()
        for action in ("action_accept", "action_act", "action_close"):
            with self.subTest(action), self.assertRaises(AccessError):
                getattr(task.with_user(self.second), action)()
        wizard = self.env["errand.desk.act"].with_user(self.second)
        with self.assertRaises(AccessError):
            wizard.create({"task_ids": task.ids, "act": "wrote"}).action_note()

    def test_what_was_put_back_cannot_be_noted(self):
        """R2.2: a screen that stayed open says so."""
        task = self._create_given_task()
        task.with_user(self.dispatcher).action_put_back()
        with self.assertRaises(AccessError):
            task._note_act("called")
        with self.assertRaises(AccessError):
            task.action_accept()
