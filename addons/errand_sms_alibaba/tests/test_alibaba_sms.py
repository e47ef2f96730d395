# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import dataclasses
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from odoo.tests import BaseCase

from ..clients import alibaba, alibaba_sms
from ..clients.alibaba import authorization
from ..clients.alibaba_sms import Account, local_number, send_sms
from ..exceptions import GatewayError
from .sms_service import SmsService


class TestAlibabaSms(BaseCase):
    """The client against a service that verifies as the real one does."""

    def setUp(self):
        super().setUp()
        self.service = self.enterContext(SmsService())
        self.account = Account("test-key", "test-secret", "Errand", self.service.url)

    def _send(self, number="+8613800005678", template="SMS_1", params=None, **changes):
        account = dataclasses.replace(self.account, **changes)
        params = {"code": "123456"} if params is None else params
        return send_sms(account, number, template, params)

    def _assert_refused(self, code, is_temporary=False, **values):
        with self.assertRaises(GatewayError) as caught:
            self._send(**values)
        self.assertEqual(caught.exception.code, code)
        self.assertEqual(caught.exception.is_temporary, is_temporary)

    def test_the_signature_is_that_of_the_public_example(self):
        """The fixed values and the result of Alibaba's description of signature V3."""
        headers = {
            "host": "ecs.cn-shanghai.aliyuncs.com",
            "x-acs-action": "RunInstances",
            "x-acs-version": "2014-05-26",
            "x-acs-date": "2023-10-26T10:22:32Z",
            "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
            "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb924"
            "27ae41e4649b934ca495991b7852b855",
        }
        query = {
            "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
            "RegionId": "cn-shanghai",
        }
        account = Account("YourAccessKeyId", "YourAccessKeySecret", "")

        signed = authorization(account, headers, query)

        self.assertEqual(
            signed.rpartition("=")[2],
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
        )

    def test_an_sms_is_sent(self):
        """R2.9: A real provider: Alibaba Cloud."""
        receipt = self._send(params={"code": "123456", "name": "收件人 & co"})

        self.assertEqual(receipt, "biz-1^0")
        params = {"code": "123456", "name": "收件人 & co"}
        self.assertEqual(self.service.sent, [("13800005678", "SMS_1", params)])

    def test_numbers_are_written_as_alibaba_wants_them(self):
        """R5.5: Mainland numbers without country code, others with it."""
        self.assertEqual(local_number("+8613800005678"), "13800005678")
        self.assertEqual(local_number("+85251234567"), "85251234567")
        for number in ("+861012345678", "+8612800005678", "13800005678", "", "+86"):
            with self.assertRaises(GatewayError):
                local_number(number)

    def test_a_wrong_secret_or_key_is_refused(self):
        self._assert_refused("SignatureDoesNotMatch", secret="other")
        self._assert_refused("InvalidAccessKeyId.NotFound", key_id="other")

    def test_a_request_counts_once_and_not_for_long(self):
        """A request that somebody recorded sends nothing."""
        signed = alibaba.signed_headers

        def again(*asked):
            return signed(*asked, nonce="same")

        with patch.object(alibaba, "signed_headers", again):
            self._send()
            self._assert_refused("SignatureNonceUsed")

        def late(*asked):
            return signed(*asked, now=datetime.now(UTC) - timedelta(hours=1))

        with patch.object(alibaba, "signed_headers", late):
            self._assert_refused("InvalidTimeStamp.Expired")

    def test_what_alibaba_refuses_for_good(self):
        self._assert_refused("isv.SMS_TEMPLATE_ILLEGAL", template="SMS_2")
        self._assert_refused("isv.SMS_SIGNATURE_ILLEGAL", sign_name="Other")
        self._assert_refused("isv.TEMPLATE_MISSING_PARAMETERS", params={})
        params = {"code": "https://errand.example.com"}
        self._assert_refused("isv.PARAM_NOT_SUPPORT_URL", params=params)

    def test_what_is_worth_another_try(self):
        """R2.9: Flow control, throttling and trouble at Alibaba's pass."""
        codes = (
            "isv.BUSINESS_LIMIT_CONTROL",
            "isp.SYSTEM_ERROR",
            "Throttling.User",
            "ServiceUnavailable",
        )
        for code in codes:
            self.service.next = [code]
            self._assert_refused(code, is_temporary=True)

    def test_a_network_in_trouble_is_worth_another_try(self):
        with patch.object(alibaba_sms, "TIMEOUT", 0.2):
            for trouble in ("cut", "slow", "page"):
                self.service.next = [trouble]
                self._assert_refused("", is_temporary=True)
        self._assert_refused("", is_temporary=True, endpoint="http://127.0.0.1:1")

    def test_no_secret_is_shown(self):
        self.assertNotIn("test-secret", repr(self.account))
