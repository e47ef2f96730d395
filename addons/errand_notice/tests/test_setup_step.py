# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandNoticeCommon


@tagged("post_install", "-at_install")
class TestSetupStep(ErrandNoticeCommon):
    def test_sms_are_set_up_once_they_are_sent(self):
        """R2.9: a log is not a provider."""
        self.company.errand_sms_provider = "log"
        self.assertFalse(self._is_step_done("sms"))

        self.company.errand_sms_provider = "odoo"

        self.assertTrue(self._is_step_done("sms"))
