# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandAccountCommon


@tagged("post_install", "-at_install")
class TestSetupStep(ErrandAccountCommon):
    def test_payment_is_set_up_with_a_provider_that_is_on(self):
        """R0.1: one that is switched off takes no money."""
        self.assertTrue(self._is_step_done("payment"))

        self.env["payment.provider"].search(
            [("company_id", "=", self.company.id)]
        ).state = "disabled"

        self.assertFalse(self._is_step_done("payment"))
