# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.web.tests.test_js import HOOTCommon, unit_test_error_checker


@tagged("post_install", "-at_install")
class TestJs(HOOTCommon):
    def get_hoot_filters(self):
        self._test_params = [("+", "@errand_website")]
        return super().get_hoot_filters()

    def test_unit(self):
        """R0.1, R0.4, R0.9: the interactions of this addon, in a real browser."""
        self.browser_js(
            # Half a minute for a test: machines that run tests are busy.
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=30000"
            f"{self.hoot_filters}",
            code="",
            login="admin",
            timeout=180,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
