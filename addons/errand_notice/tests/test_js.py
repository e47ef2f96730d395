# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_base.tests.hoot import ErrandHootCase


@tagged("post_install", "-at_install")
class TestJs(ErrandHootCase):
    addon = "errand_notice"

    def test_unit(self):
        """R2.9: the button that asks for pushes, in a real browser."""
        self._run_suites()
