# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_base.tests.hoot import ErrandHootCase


@tagged("post_install", "-at_install")
class TestJs(ErrandHootCase):
    addon = "errand_chat"
    suite_seconds = 180

    def test_unit(self):
        """R0.10: the small services of this addon, in a real browser."""
        self._run_suites()
