# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.errand_task import ErrandTask
from .common import ErrandNoticeCommon


@tagged("post_install", "-at_install")
class TestDeskNotice(ErrandNoticeCommon):
    """R2.9: whoever is given work at a desk is told, and in the end the manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk = cls._create_category(
            name="Enquiry", is_desk=True, pickup="no", dropoff="no"
        )
        cls.company.errand_desk_minutes = 60
        cls._kind(cls, "staff_task_late", use_sms=True)
        for number, user in enumerate((cls.manager, cls.clerk, cls.dispatcher)):
            user.partner_id.write(
                {"phone": f"+861370000001{number}", "email": f"s{number}@example.com"}
            )

    def setUp(self):
        super().setUp()
        # Where policies are installed, they say when work is late.
        self.patch(
            self.registry["errand.task"], "_desk_late_at", ErrandTask._desk_late_at
        )

    def _create_desk_task(self, **values):
        order = self._create_order(
            category_id=self.desk.id,
            fee=0,
            pickup_contact_id=False,
            dropoff_contact_id=False,
            **values,
        )
        order._move_to("placed")
        return order.task_ids

    def _sweep_after(self, task, minutes):
        moment = fields.Datetime.now() + timedelta(minutes=minutes)
        with freeze_time(moment), trap_jobs():
            if task.next_action_at and task.next_action_at <= moment:
                task._take_step()

    def _late(self, task):
        return self._told(task.order_id, code="staff_task_late")

    def test_new_work_is_told_to_the_manager(self):
        task = self._create_desk_task()

        told = self._told(task.order_id)
        self.assertEqual(told.mapped("kind_id.code"), ["staff_desk_work"])
        self.assertEqual(told.partner_id, self.manager.partner_id)

    def test_whoever_is_given_work_gets_sms_mail_and_message(self):
        """R2.9: not who takes it themselves."""
        task = self._create_desk_task()
        worker = self.env["errand.worker"]._desk_worker(self.clerk, self.branch)

        task._assign(worker, self.staff_actor, "give")

        told = self._told(task.order_id, code="worker_desk_given")
        self.assertEqual(told.partner_id, self.clerk.partner_id)
        self.assertEqual(set(told.mapped("channel")), {"sms", "mail", "inapp"})
        self.assertIn("/odoo/errand.order/", told[0].sudo().link)
        own = self._create_desk_task()
        own.with_user(self.clerk).action_take()
        self.assertFalse(self._told(own.order_id, code="worker_desk_given"))

    def test_the_manager_hears_once_that_nobody_took_it(self):
        """R2.9: on timeout, and again when whoever took it does not end it."""
        task = self._create_desk_task()
        self._sweep_after(task, 59)
        self.assertFalse(self._late(task))

        self._sweep_after(task, 61)
        self._sweep_after(task, 200)

        late = self._late(task)
        self.assertEqual(late.partner_id, self.manager.partner_id)
        self.assertEqual(sorted(late.mapped("channel")), ["inapp", "mail", "sms"])
        task.with_user(self.clerk).action_take()
        self._sweep_after(task, 61)
        self.assertEqual(len(self._late(task)), 6)

    def test_done_work_is_not_late(self):
        task = self._create_desk_task().with_user(self.clerk)
        task.action_take()
        self._end_desk_task(task)

        self._sweep_after(task.sudo(), 61)

        self.assertFalse(self._late(task))

    def test_nobody_is_told_where_it_is_switched_off(self):
        self.company.errand_desk_minutes = 0

        self.assertFalse(self._create_desk_task().next_action_at)

    def test_a_branch_without_manager_is_watched_by_dispatchers(self):
        """R2.9: its staff with the rights of one first; administrators last."""
        self.branch.manager_id = False
        self.branch.user_ids -= self.manager

        task = self._create_desk_task()

        told = self._told(task.order_id, code="staff_desk_work").partner_id
        self.assertIn(self.dispatcher.partner_id, told)
        self.assertNotIn(self.admin.partner_id, told)
        other = self._create_cny_company("Errands of Suzhou")
        self.assertNotIn(self.dispatcher, other._errand_dispatchers())

    def test_several_are_sent_again_at_once(self):
        """R2.9: it is said how many were, and how many were not."""
        task = self._create_desk_task()
        self._sweep_after(task, 61)
        late = self._late(task)
        for notice in late.filtered(lambda notice: notice.channel != "inapp"):
            notice._fail("sms", "no credit")

        with trap_jobs():
            answer = late.with_user(self.manager).action_resend()

        message = answer["params"]["message"]
        self.assertIn("2 are being sent again", message)
        self.assertIn("1 were left alone", message)
        self.assertEqual(set(late.mapped("state")), {"queued", "sent"})
