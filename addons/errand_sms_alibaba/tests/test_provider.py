# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.errand_notice.tests.common import ErrandNoticeCommon
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import res_company
from ..tools.sms_api import SmsApiAlibaba
from .sms_service import SmsService


@tagged("post_install", "-at_install")
class TestProvider(ErrandNoticeCommon):
    def setUp(self):
        super().setUp()
        self.service = self.enterContext(SmsService())
        self.service.templates = {"SMS_7": {"code", "token"}, "SMS_9": {"content"}}
        account = res_company.Account

        def at_service(*parts):
            return account(*parts, endpoint=self.service.url)

        self.startPatcher(patch.object(res_company, "Account", at_service))
        self.company.write(
            {
                "errand_sms_provider": "alibaba",
                "alibaba_sms_key_id": "test-key",
                "alibaba_sms_secret": "test-secret",
                "alibaba_sms_sign_name": "Errand",
            }
        )
        self.kind = self._kind(
            "recipient_on_the_way",
            alibaba_template_code="SMS_7",
            alibaba_params="code, token",
        )

    def _on_the_way(self):
        task = self._create_task("picked_up")
        return task, self._told(task.order_id, code="recipient_on_the_way")

    def test_a_notice_sends_its_template(self):
        """R0.11: Code by SMS, through an approved template."""
        task, notice = self._on_the_way()

        notice._deliver()

        self.assertEqual(notice.state, "sent")
        number, template, params = self.service.sent[0]
        self.assertEqual((number, template), ("13800005678", "SMS_7"))
        self.assertEqual(params["code"], task._delivery_code())
        token = self.env["errand.public.link"]._token_for(task.order_id, "follow")
        self.assertEqual(params["token"], token)

    def test_a_variable_may_have_another_name(self):
        self.kind.alibaba_params = "code, token = token， extra=order"

        params = self.kind._alibaba_params({"code": "1", "token": "2", "order": "3"})

        self.assertEqual(params, {"code": "1", "token": "2", "extra": "3"})

    def test_an_unknown_variable_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "phone"):
            self.kind.alibaba_params = "code, number=phone"

    def test_a_kind_without_template_says_so(self):
        """R2.9: Staff see why an SMS was not sent."""
        self.kind.alibaba_template_code = False
        _task, notice = self._on_the_way()

        notice._deliver()

        self.assertEqual(notice.state, "failed")
        self.assertIn("no template", notice.failure)

    def test_flow_control_is_tried_again(self):
        """R2.9: One SMS a minute to one number: the next minute is soon enough."""
        _task, notice = self._on_the_way()
        self.service.next = ["isv.BUSINESS_LIMIT_CONTROL"]

        with trap_jobs() as trap:
            notice._deliver()
            self.assertEqual(notice.state, "queued")
            self.assertGreater(notice.try_at, fields.Datetime.now())
            trap.perform_enqueued_jobs()

        self.assertEqual(notice.state, "sent")

    def test_a_wrong_account_is_said(self):
        self.company.alibaba_sms_secret = "wrong"
        _task, notice = self._on_the_way()

        notice._deliver()

        self.assertEqual(notice.state, "failed")
        self.assertIn("SignatureDoesNotMatch", notice.failure)

    def test_an_account_that_is_not_set_up_is_said(self):
        self.company.alibaba_sms_secret = False
        _task, notice = self._on_the_way()

        notice._deliver()

        self.assertIn("Check it in the settings", notice.failure)

    def test_odoos_own_sms_need_a_general_template(self):
        """R2.9: Odoo's own SMS go through Alibaba too."""
        sms = self.env["sms.sms"].with_company(self.company)
        refused, sent = sms.create(
            [{"number": "138 0000 5678", "body": "Hello"} for _number in range(2)]
        )
        refused.send(unlink_sent=False)
        self.company.alibaba_sms_template_code = "SMS_9"
        sent.send(unlink_sent=False)

        self.assertEqual((refused.state, sent.state), ("error", "pending"))
        self.assertEqual(
            self.service.sent, [("13800005678", "SMS_9", {"content": "Hello"})]
        )

    def test_another_company_keeps_its_provider(self):
        """Second company."""
        other = self._create_cny_company("Errands of Suzhou")

        self.assertIs(self.company._get_sms_api_class(), SmsApiAlibaba)
        self.assertIsNot(other._get_sms_api_class(), SmsApiAlibaba)

    def test_nobody_reads_the_secret(self):
        """R0.10: Secrets are for system administrators."""
        for user in (self.clerk, self.dispatcher, self.admin):
            with self.assertRaises(AccessError):
                self.company.with_user(user).read(["alibaba_sms_secret"])
