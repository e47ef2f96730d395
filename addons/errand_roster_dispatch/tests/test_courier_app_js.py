# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_base.tests.hoot import ErrandHootCase


@tagged("post_install", "-at_install")
class TestCourierAppJs(ErrandHootCase):
    addon = "errand_roster_dispatch"

    def test_unit(self):
        """R2.8: the next shift on the courier's first screen."""
        self._run_suites()
