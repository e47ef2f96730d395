# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import BranchSiteCommon


@tagged("post_install", "-at_install")
class TestSetupStep(BranchSiteCommon):
    def test_a_site_is_a_step_that_may_be_left_out(self):
        """R2.6: it is done with the first site, and nobody has to."""
        self.assertTrue(self._is_step_done("site"))

        self.branch.website_id = False

        self.assertFalse(self._is_step_done("site"))
        step = self.env.ref("errand_branch_site.setup_step_site")
        self.assertTrue(step.is_optional)
