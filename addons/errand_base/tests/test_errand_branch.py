# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from ..engine.geo import Point
from .common import BINJIANG, CITY_STATION, SHANGHAI, WULIN_SQUARE, ErrandCommon


class TestErrandBranch(ErrandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south = cls._create_branch(BINJIANG, name="Binjiang", radius_km=5)

    def _find(self, point, company=None):
        found_for = self.env["errand.branch"]._find_for
        return found_for(company or self.company, point and Point(*point))

    def test_the_nearest_branch_gets_the_order(self):
        """R2.1: else the nearest one."""
        self.assertEqual(self._find(WULIN_SQUARE), self.branch)
        self.assertEqual(self._find((30.21, 120.20)), self.south)

    def test_a_branch_serves_only_its_radius(self):
        """R2.1: a nearer branch that does not reach leaves it to one that does."""
        self.south.radius_km = 0.1

        self.assertEqual(self._find((30.21, 120.20)), self.branch)

    def test_nobody_serves_a_place_outside(self):
        """R2.1: outside of every radius there is no branch."""
        self.assertFalse(self._find(SHANGHAI))

    def test_an_errand_without_a_trip_goes_to_the_first_branch(self):
        """R2.1: "answer / help me" has no place."""
        self.south.sequence = 1

        self.assertEqual(self._find(None), self.south)

    def test_other_companies_and_closed_branches_are_left_out(self):
        """R2.1: exactly one branch, of the customer's company, that is open."""
        other = self._create_cny_company("Other Errands")
        self._create_branch(CITY_STATION, name="Theirs", company_id=other.id)
        self.branch.action_archive()

        self.assertEqual(self._find(CITY_STATION), self.env["errand.branch"])
        self.south.radius_km = 20
        self.assertEqual(self._find(CITY_STATION), self.south)

    def test_a_branch_needs_a_point(self):
        """R2.1: an empty form sends 0, 0, which lies in the sea."""
        with self.assertRaisesRegex(ValidationError, "Set the branch's point"):
            self._create_branch((0, 0))

    def test_figures_are_sane(self):
        """R2.1: a radius of nothing and points off the earth are refused."""
        for values in ({"radius_km": 0}, {"latitude": 91}, {"longitude": -181}):
            with (
                self.subTest(values),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.branch.write(values)
                self.env.flush_all()
            self.branch.invalidate_recordset()
