# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import dataclasses
from datetime import datetime
from unittest.mock import patch

from odoo.tests import BaseCase

from odoo.addons.errand_sms_alibaba.exceptions import GatewayError

from ..clients import alibaba_call
from ..clients.alibaba_call import Account, bind, local_number, release
from .call_service import CallService

UNTIL = datetime(2026, 11, 22, 1, 30)


class TestAlibabaCall(BaseCase):
    """The client against a service that verifies as the real one does."""

    def setUp(self):
        super().setUp()
        self.service = self.enterContext(CallService())
        self.account = Account("test-key", "test-secret", "FC1", self.service.url)

    def _bind(self, caller="+8613800005678", callee="+8613900001234", **changes):
        account = dataclasses.replace(self.account, **changes)
        return bind(account, caller, callee, UNTIL, "7-courier-dropoff")

    def _assert_refused(self, code, **values):
        with self.assertRaises(GatewayError) as caught:
            self._bind(**values)
        self.assertEqual(caught.exception.code, code)

    def test_two_numbers_are_bound_until_a_moment_on_the_clock_of_beijing(self):
        """R0.10: The service gets what it needs, in its own form."""
        number, binding = self._bind()

        self.assertEqual(number, "+8617000000001")
        self.assertEqual(
            self.service.bindings[binding],
            (
                "17000000001",
                ("13800005678", "13900001234"),
                "2026-11-22 09:30:00",
            ),
        )

    def test_released_twice_is_released(self):
        """R0.10: A binding that is gone is no error."""
        number, binding = self._bind()

        release(self.account, number, binding)
        release(self.account, number, binding)

        self.assertFalse(self.service.bindings)

    def test_refusals_are_named(self):
        """R0.10: Wrong key, wrong pool, no number left, numbers from elsewhere."""
        self._assert_refused("SignatureDoesNotMatch", secret="wrong")
        self._assert_refused("InvalidAccessKeyId.NotFound", key_id="wrong")
        self._assert_refused("POOLKEY_NOT_EXIST", pool_key="FC2")
        self._assert_refused("isv.PHONE_NO_ILLEGAL", caller="+12025550100")
        self._bind()
        self._bind()
        self._assert_refused("isv.NO_AVAILABLE_NUMBER")

    def test_service_that_does_not_answer_is_given_up(self):
        """R0.10: Slow, cut and foreign answers end in one plain error."""
        for trouble in ("cut", "page", "slow"):
            self.service.next.append(trouble)
            with patch.object(alibaba_call, "TIMEOUT", 0.3):
                self._assert_refused("")

    def test_landlines_carry_their_zero(self):
        """R0.10: As the service takes them."""
        self.assertEqual(local_number("+8657185000000"), "057185000000")
        self.assertEqual(local_number("+8613800005678"), "13800005678")

    def test_account_does_not_show_its_secret(self):
        """R0.10: Nor does a log."""
        self.assertNotIn("test-secret", repr(self.account))
