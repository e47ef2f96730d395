# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import BaseCase, tagged

from odoo.addons.errand_base.engine.geo import Point

from ..engine.front_door import (
    LEAD,
    OFF,
    OFFER,
    Choice,
    Site,
    Visit,
    choice_of,
    lead_to,
)

NORTH, SOUTH = Site(1, Point(40.0, 116.0)), Site(2, Point(23.0, 113.0))
NEAR_SOUTH = Point(23.1, 113.1)


@tagged("post_install", "-at_install")
class TestFrontDoor(BaseCase):
    """Decisions alone: no database, no request."""

    def _lead(self, manner=LEAD, reach_km=60, **values):
        visit = Visit(
            **{
                "is_plain": True,
                "is_anonymous": True,
                "is_robot": False,
                "cookie": "",
                "point": NEAR_SOUTH,
                **values,
            }
        )
        return lead_to(visit, (NORTH, SOUTH), manner, reach_km)

    def test_new_visitor_is_led_to_the_nearest_branch(self):
        """R2.6: by where their address is."""
        self.assertEqual(self._lead(), SOUTH)

    def test_these_stay(self):
        """R2.6: deep links, known users, robots, unknown places, far cities."""
        for values in (
            {"is_plain": False},
            {"is_anonymous": False},
            {"is_robot": True},
            {"point": None},
            {"point": Point(0.5, 0.5)},
            {"manner": OFFER},
            {"manner": OFF},
        ):
            with self.subTest(**values):
                self.assertIsNone(self._lead(**values))

    def test_a_guess_leads_once(self):
        """R2.6: who came back to the main site wanted to."""
        self.assertIsNone(self._lead(cookie="auto-2"))

    def test_a_choice_goes_before_the_guess(self):
        """R2.6: also where visitors are only offered a branch."""
        self.assertEqual(self._lead(cookie="1"), NORTH)
        self.assertEqual(self._lead(cookie="1", manner=OFFER), NORTH)
        self.assertIsNone(self._lead(cookie="1", manner=OFF))
        self.assertIsNone(self._lead(cookie="main"))

    def test_choice_of_a_branch_that_is_gone_is_none(self):
        """R2.6: the visitor is new again."""
        self.assertEqual(self._lead(cookie="77"), SOUTH)
        self.assertEqual(self._lead(cookie="auto-77"), SOUTH)

    def test_cookies_from_outside_say_nothing(self):
        """R2.6: whatever a browser sends."""
        wrong = ["", "x", "-1", "1.5", "auto-", "auto-x", "9" * 30, "\u0661", "1 2"]
        for text in wrong:
            with self.subTest(cookie=text):
                self.assertIsNone(choice_of(text))
        self.assertEqual(choice_of("main"), Choice(None))
        self.assertEqual(choice_of("auto-5"), Choice(5, is_guess=True))
