# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

import requests

from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.sms.tools.sms_api import SmsApi

from ..models.errand_notice_send import PAUSES
from ..tools.sms import SmsApiLog, without_numbers
from .common import ErrandNoticeCommon


@tagged("post_install", "-at_install")
class TestSms(ErrandNoticeCommon):
    def _on_the_way(self):
        task = self._create_task("picked_up")
        return task, self._told(task.order_id, code="recipient_on_the_way")

    def _answer(self, state=None, error=None, **values):
        """Let Odoo's own provider answer."""

        def send(api, messages, delivery_reports_url=False):
            self.asked = messages
            if error:
                raise error
            uuid = messages[0]["numbers"][0]["uuid"]
            return [{"uuid": uuid, "state": state, **values}]

        self.company.errand_sms_provider = "odoo"
        self.startPatcher(patch.object(SmsApi, "__init__", lambda api, env: None))
        self.startPatcher(
            patch.object(SmsApi, "_get_sms_api_error_messages", lambda api: {})
        )
        self.startPatcher(patch.object(SmsApi, "_send_sms_batch", send))

    # === CONTENT === #

    def test_the_recipient_reads_link_and_code(self):
        """R0.11: Code by SMS, with the tracking link."""
        task, notice = self._on_the_way()

        notice._deliver()

        line = self._log()
        self.assertIn(task._delivery_code(), line.text)
        token = self.env["errand.public.link"]._token_for(task.order_id, "follow")
        self.assertIn(f"/t/{token}", line.text)
        self.assertEqual(line.number_masked, "+86138****5678")

    def test_the_recipient_reads_the_language_of_the_customer(self):
        """R5.5: A recipient has no account, so the customer's language counts."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["errand_notice"], ["zh_CN"])
        self.customer.lang = "zh_CN"
        _task, notice = self._on_the_way()

        notice._deliver()

        self.assertIn("收货码", self._log().text)

    def test_each_look_at_a_number_is_logged(self):
        """R0.10: Each look is logged, the system's too."""
        task, notice = self._on_the_way()

        notice._deliver()

        event = task.order_id.event_ids.filtered(lambda event: event.kind == "look")
        self.assertEqual(event.reason, "sms_notice")
        self.assertEqual(event.actor_role, "system")

    def test_no_row_of_odoos_own_sms_is_written(self):
        """R0.10: Numbers stay encrypted at rest."""
        before = self.env["sms.sms"].search_count([])
        _task, notice = self._on_the_way()

        notice._deliver()

        self.assertEqual(self.env["sms.sms"].search_count([]), before)

    # === PROVIDER === #

    def test_by_default_nothing_leaves_the_house(self):
        """R2.9: A local provider that logs."""
        self.assertIs(self.company._get_sms_api_class(), SmsApiLog)

    def test_odoos_own_settings_can_be_chosen(self):
        """R2.9: A real provider by setting; IAP or Twilio are Odoo's."""
        self._answer("success")
        _task, notice = self._on_the_way()

        notice._deliver()

        self.assertEqual(notice.state, "sent")
        self.assertEqual(self.asked[0]["numbers"][0]["number"], "+8613800005678")
        self.assertEqual(set(self.asked[0]), {"content", "numbers"})
        self.assertFalse(self._log())

    def test_odoos_own_sms_use_the_chosen_provider(self):
        """R2.9: One provider for all SMS of a company, sent at once or queued."""
        values = {"number": "+8613700000009", "body": "Made up"}
        at_once, queued = (
            self.env["sms.sms"].with_company(self.company).create([values, values])
        )

        at_once.send(unlink_sent=False)
        queued._send(unlink_sent=False)

        self.assertEqual(self._log().mapped("text"), ["Made up", "Made up"])
        self.assertEqual(at_once.state, "pending")

    def test_each_company_has_its_own_provider(self):
        """R5.5, second company: another company's choice is not ours."""
        other = self._create_cny_company("Errands of Suzhou")
        other.errand_sms_provider = "odoo"

        self.assertIs(self.company._errand_sms_api_class(), SmsApiLog)
        self.assertIs(other._errand_sms_api_class(), None)

    # === FAILURES === #

    def test_a_provider_that_is_down_is_asked_again(self):
        """R2.9: Sending is logged and retried."""
        self._answer("server_error")
        _task, notice = self._on_the_way()

        with trap_jobs() as trap:
            notice._deliver()

        self.assertEqual((notice.state, notice.tries), ("queued", 1))
        job = trap.enqueued_jobs[0]
        self.assertEqual(job.eta, notice.try_at)

    def test_a_provider_that_stays_down_is_given_up(self):
        self._answer(error=requests.ConnectionError("made up"))
        _task, notice = self._on_the_way()

        with trap_jobs():
            for _try in range(len(PAUSES) + 1):
                notice._deliver()

        self.assertEqual(notice.state, "failed")

    def test_a_wrong_number_is_not_tried_again(self):
        """R0.10: What the provider says of a number is kept without it."""
        reason = "The number +86 138-0000-5678 is <b>wrong</b>"
        self._answer("wrong_number_format", failure_reason=reason)
        _task, notice = self._on_the_way()

        notice._deliver()

        self.assertEqual(notice.state, "failed")
        self.assertNotIn("5678", notice.failure)
        self.assertIn("****", notice.failure)

    def test_short_figures_in_a_reason_stay(self):
        self.assertEqual(without_numbers("Error 21211"), "Error 21211")

    # === WITHOUT AN ORDER === #

    def test_a_one_time_code_goes_to_a_number_without_contact(self):
        """R0.14: Anyone can sign up by phone."""
        with trap_jobs() as trap:
            self.notices._sms_later(
                self.company, "+8613600000007", "one_time_code", {"code": "246810"}
            )
            sealed = trap.enqueued_jobs[0].args[0]
            trap.perform_enqueued_jobs()

        self.assertIn("246810", self._log().text)
        self.assertNotIn("246810", sealed)
        self.assertNotIn("13600000007", sealed)

    def test_a_one_time_code_is_tried_again(self):
        """R0.14: A provider that is down for a moment loses no code."""
        self._answer("server_error")

        with trap_jobs() as trap, self.assertRaises(RetryableJobError):
            self.notices._sms_later(
                self.company, "+8613600000007", "one_time_code", {"code": "246810"}
            )
            trap.perform_enqueued_jobs()
