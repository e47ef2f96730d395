# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_base.tests.hoot import ErrandHootCase


@tagged("post_install", "-at_install")
class TestCourierAppJs(ErrandHootCase):
    addon = "errand_dispatch"
    suite_seconds = 180

    def test_unit(self):
        """R0.5, R0.7, R0.8, R0.9, R0.11: the app's services and components."""
        self._run_suites()
