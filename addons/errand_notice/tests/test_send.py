# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.addons.mail.models.mail_mail import MailMail
from odoo.addons.mail.tests.common import MailCase
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.errand_notice_send import PAUSES
from .common import BUSY, GONE, SENT, ErrandNoticeCommon


@tagged("post_install", "-at_install")
class TestSend(ErrandNoticeCommon, MailCase):
    def _queued(self, channel, code="customer_failed"):
        if channel == "push":
            self._create_device()
        return self._tell(code).filtered(lambda notice: notice.channel == channel)

    # === JOBS === #

    def test_several_notices_get_a_job_each(self):
        """R2.9: What was sent is committed before the next one is tried."""
        told = self._tell("courier_assigned")
        told = self._tell("customer_failed").filtered(lambda n: n.state == "queued")

        with trap_jobs() as trap:
            told._deliver()

        trap.assert_jobs_count(len(told))
        self.assertEqual(set(told.mapped("state")), {"queued"})

    def test_a_job_that_runs_twice_sends_once(self):
        """R2.9: Jobs are safe to run twice."""
        notice = self._queued("sms")

        notice._deliver()
        notice._deliver()

        self.assertEqual(notice.state, "sent")
        self.assertEqual(len(self._log()), 1)

    def test_a_lost_job_is_repaired_and_sends_once(self):
        """R2.9: A notice whose job died is sent by the repair, once."""
        notice = self._queued("sms")
        now = fields.Datetime.now()

        with freeze_time(now + timedelta(minutes=10)), trap_jobs() as trap:
            self.notices._repair()
            trap.perform_enqueued_jobs()
            self.notices._repair()
            trap.perform_enqueued_jobs()

        self.assertEqual(notice.state, "sent")
        self.assertEqual(len(self._log()), 1)

    def test_the_repair_leaves_alone_what_is_under_way(self):
        self._queued("sms")

        with trap_jobs() as trap:
            done = self.notices._repair()

        self.assertFalse(done)
        trap.assert_jobs_count(0)

    def test_old_news_is_not_sent(self):
        """R2.9: After a long outage nobody hears that a courier is at the door."""
        notice = self._queued("sms")

        with freeze_time(fields.Datetime.now() + timedelta(hours=4)):
            notice._deliver()

        self.assertEqual(notice.state, "failed")
        self.assertFalse(self._log())

    # === MAIL === #

    def test_a_mail_goes_in_the_language_of_its_person(self):
        """R5.5: Messages are English or Chinese, as the person is."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["errand_notice"], ["zh_CN"])
        self.customer.lang = "zh_CN"
        notice = self._queued("mail")

        with self.mock_mail_gateway():
            notice._deliver()

        self.assertEqual(notice.state, "sent")
        self.assertIn("未能完成", self._mails[0]["subject"])
        self.assertEqual(
            self._mails[0]["email_to"], ['"Tessa Tester" <tessa@example.com>']
        )

    def test_every_kind_with_mail_has_a_mail_that_can_be_made(self):
        """R2.9: No template of ours breaks when it is needed."""
        order = self._create_order()
        task = self._create_task("assigned")
        for kind in self.env["errand.notice.kind"].search([]):
            notice = self.notices.create(
                {
                    "kind_id": kind.id,
                    "order_id": order.id,
                    "company_id": self.company.id,
                    "partner_id": self.customer.partner_id.id,
                    "channel": "mail",
                    "key": f"test:{kind.code}",
                }
            )
            with self.mock_mail_gateway():
                notice._deliver()

            self.assertEqual(notice.state, "sent", kind.code)
            if "order" in kind._placeholders():
                self.assertIn(order.name, self._mails[0]["subject"])
        self.assertTrue(task)

    def test_a_mail_that_fails_is_tried_again_and_given_up(self):
        """R2.9: Sending is logged and retried."""
        notice = self._queued("mail")
        before = self.env["mail.mail"].search_count([])

        def refuse(mail, *args, **kwargs):
            raise MailDeliveryException("Unable to connect to SMTP Server")

        with patch.object(MailMail, "send", refuse), trap_jobs():
            states = []
            for _try in range(len(PAUSES) + 1):
                notice._deliver()
                states.append((notice.state, notice.tries))

        self.assertEqual(
            states, [("queued", 1), ("queued", 2), ("queued", 3), ("failed", 4)]
        )
        self.assertIn("SMTP", notice.failure)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    # === PUSH === #

    def test_a_push_reaches_every_device(self):
        """R2.9: Each device of the person gets it."""
        self._create_device(number=2)
        notice = self._queued("push", "customer_grabbed")

        with self._push_answers(SENT, SENT) as pushed:
            notice._deliver()

        self.assertEqual(notice.state, "sent")
        self.assertEqual(pushed.call_count, 2)

    def test_a_push_holds_no_code_and_no_number(self):
        """R0.10: What shows on a locked phone is not secret."""
        notice = self._queued("push", "customer_grabbed")

        payload = notice._push_payload()

        self.assertEqual(set(payload), {"title", "body", "url", "tag", "lang"})
        self.assertNotIn("5678", str(payload))

    def test_a_dead_device_is_forgotten_and_a_mail_goes_instead(self):
        """R2.9: Push is never the only alert: it fails, another channel goes."""
        notice = self._queued("push", "customer_grabbed")

        with self._push_answers(GONE), trap_jobs() as trap:
            notice._deliver()

        self.assertEqual(notice.state, "failed")
        self.assertFalse(self.customer.partner_id.errand_push_device_ids)
        mail = self._told(notice.order_id).filtered(lambda n: n.channel == "mail")
        self.assertEqual(mail.state, "queued")
        trap.assert_jobs_count(1, only=mail._deliver)

    def test_a_dead_device_beside_a_mail_needs_no_second_one(self):
        """R2.9: Whoever is told by mail already is not told twice."""
        notice = self._queued("push", "customer_failed")
        before = self._told(notice.order_id)

        with self._push_answers(GONE), trap_jobs():
            notice._deliver()

        self.assertEqual(self._told(notice.order_id), before)

    def test_one_living_device_is_enough(self):
        self._create_device(number=2)
        notice = self._queued("push", "customer_grabbed")

        with self._push_answers(GONE, SENT):
            notice._deliver()

        self.assertEqual(notice.state, "sent")
        self.assertEqual(len(self.customer.partner_id.errand_push_device_ids), 1)

    def test_a_busy_push_service_is_asked_again_then_replaced(self):
        """R2.9: After the last try another channel goes."""
        notice = self._queued("push", "customer_grabbed")

        with trap_jobs():
            for _try in range(len(PAUSES)):
                with self._push_answers(BUSY):
                    notice._deliver()
            self.assertEqual(notice.state, "queued")
            with self._push_answers(BUSY):
                notice._deliver()

        self.assertEqual(notice.state, "failed")
        self.assertIn("mail", self._told(notice.order_id).mapped("channel"))

    # === AGAIN === #

    def test_staff_send_a_failed_notice_again(self):
        """R2.9: Sending is logged and retried, also by hand."""
        notice = self._queued("sms")
        notice._fail("sms", "Made up")

        with trap_jobs() as trap:
            notice.with_user(self.clerk).action_resend()

        self.assertEqual((notice.state, notice.tries), ("queued", 0))
        trap.assert_jobs_count(1, only=notice._deliver)

    def test_what_was_sent_is_not_sent_again(self):
        notice = self._queued("sms")
        notice._deliver()

        with trap_jobs() as trap:
            notice.with_user(self.clerk).action_resend()

        trap.assert_jobs_count(0)
