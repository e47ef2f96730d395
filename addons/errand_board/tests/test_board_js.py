# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_base.tests.hoot import ErrandHootCase


@tagged("post_install", "-at_install")
class TestBoardJs(ErrandHootCase):
    addon = "errand_board"

    def test_unit(self):
        """R2.11, R0.8: the board's screen and what it asks the server."""
        self._run_suites()
