# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json

from odoo.tests import HttpCase, tagged

from .common import ErrandCommon
from .test_screens import MENUS

#: Opens each action in each of its views; a view that crashes is a console error.
OPEN_ALL = """
(async () => {
    const {action} = odoo.__WOWL_DEBUG__.root.env.services;
    for (const [name, views] of %s) {
        for (const viewType of views) {
            const options = {viewType, clearBreadcrumbs: true};
            await action.doAction(`errand_base.${name}`, options);
            const shown = await new Promise((resolve) => {
                const until = Date.now() + 10000;
                const look = () => {
                    const found = document.querySelector(
                        `.o_action_manager .o_${viewType}_view`
                    );
                    if (found || Date.now() > until) {
                        resolve(Boolean(found));
                    } else {
                        setTimeout(look, 20);
                    }
                };
                look();
            });
            if (!shown || document.querySelector(".o_error_dialog")) {
                console.error(`${name} does not open as ${viewType}`);
            }
        }
    }
    console.log("test successful");
})();
"""


@tagged("post_install", "-at_install")
class TestBrowser(ErrandCommon, HttpCase):
    """The web client draws what the server gives: each role, each screen."""

    def _open_all(self, role):
        actions = [
            (name, self.env.ref(f"errand_base.{name}").view_mode.split(","))
            for name in sorted(MENUS[role])
        ]
        views = [
            (name, [mode for mode in modes if mode != "form"])
            for name, modes in actions
        ]
        self.browser_js(
            "/odoo/errands",
            OPEN_ALL % json.dumps(views),
            ready="Boolean(document.querySelector('.o_kanban_view'))",
            login=getattr(self, role).login,
            timeout=180,
        )

    def setUp(self):
        super().setUp()
        for state in ("open", "assigned", "done", "failed"):
            self._create_task(state)
        self._create_professional_order()

    def test_clerk(self):
        """R2.11: a clerk opens every screen of the menu."""
        self._open_all("clerk")

    def test_finance(self):
        """R2.11: finance opens every screen of the menu, without addresses."""
        self._open_all("finance")

    def test_admin(self):
        """R2.11: an administrator opens every screen of the menu."""
        self._open_all("admin")
