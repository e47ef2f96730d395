# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from odoo.addons.errand_roster.tests.common import MONDAY, ErrandRosterCommon


@tagged("post_install", "-at_install")
class TestRosterOfApp(ErrandRosterCommon, HttpCase):
    """R2.8: a courier finds their shifts from the app, and the way back."""

    def _state(self, user=None):
        user = user or self.courier_user
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request("/courier/state", {})

    def test_the_app_shows_the_next_shift_and_what_waits(self):
        """R2.8: one's own known shifts only; a whitelist."""
        self._create_shift(day=1, state="confirmed")
        self._create_shift(state="published")
        self._create_shift(day=-1)
        mine = self._create_shift(worker=self.colleague, day=2, state="published")
        self.env["errand.shift.swap"]._request(self.colleague, mine, self.courier)

        roster = self._state()["roster"]

        self.assertEqual(
            roster,
            {
                "next": {
                    "day": "Mon, Jun 2",
                    "hours": "08:00–16:00",
                    "branch": self.branch.name,
                    "is_confirmed": False,
                    "is_running": False,
                },
                "to_confirm": 1,
                "asked": 1,
            },
        )

    def test_near_days_have_names(self):
        """R2.8: on the branch's clock, which is ahead of UTC."""
        self._create_shift(start=8, state="published")
        evening = MONDAY - timedelta(days=1)
        for moment, day, is_running in (
            (f"{evening} 14:00:00", "Tomorrow", False),
            (f"{evening} 17:00:00", "Today", False),
            (f"{MONDAY} 03:00:00", "Today", True),
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                shown = self.courier.sudo()._roster_of_app()["next"]
                self.assertEqual((shown["day"], shown["is_running"]), (day, is_running))

    def test_who_has_no_shift_sees_none(self):
        self.assertEqual(
            self._state()["roster"], {"next": None, "to_confirm": 0, "asked": 0}
        )

    def test_who_is_no_courier_learns_nothing(self):
        self.assertNotIn("roster", self._state(self.customer))

    def test_the_page_leads_back_to_the_app(self):
        """R2.8: a courier only: a clerk has no app."""
        self.authenticate(self.courier_user.login, self.courier_user.login)
        self.assertIn('href="/courier"', self.url_open("/my/shifts").text)

        self.courier.write({"is_courier": False, "is_clerk": True})

        self.assertNotIn("o_roster_to_app", self.url_open("/my/shifts").text)
