# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.web.tests.test_js import HOOTCommon, unit_test_error_checker


class ErrandHootCase(HOOTCommon):
    """Runs the HOOT suites of one addon, and no others, in a real browser."""

    addon = None
    suite_seconds = 120

    def get_hoot_filters(self):
        self._test_params = [("+", f"@{self.addon}")]
        return super().get_hoot_filters()

    def _run_suites(self):
        self.browser_js(
            # Half a minute for a test: machines that run tests are busy.
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=30000"
            f"{self.hoot_filters}",
            code="",
            login="admin",
            timeout=self.suite_seconds,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
