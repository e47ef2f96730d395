# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandRosterCommon


@tagged("post_install", "-at_install")
class TestSetupStep(ErrandRosterCommon):
    def test_the_roster_is_set_up_by_its_records(self):
        """R2.8: a template, and shifts that people know of; drafts are not enough."""
        self.assertFalse(self._is_step_done("shift_template"))
        self._create_template(self.courier)
        self.assertTrue(self._is_step_done("shift_template"))

        shift = self._create_shift()
        self.assertFalse(self._is_step_done("roster"))
        shift.with_user(self.manager).action_publish()
        self.assertTrue(self._is_step_done("roster"))
