# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .hoot import ErrandHootCase


@tagged("post_install", "-at_install")
class TestJs(ErrandHootCase):
    addon = "errand_base"

    def test_unit(self):
        """R0.3: the components of this addon, in a real browser."""
        self._run_suites()
