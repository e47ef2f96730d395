# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from ..engine.geo import Point
from ..models.errand_branch_choice import BranchWish
from .common import BINJIANG, CITY_STATION, SHANGHAI, WULIN_SQUARE, ErrandCommon


class TestErrandBranch(ErrandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south = cls._create_branch(BINJIANG, name="Binjiang", radius_km=5)

    def _find(self, point, company=None):
        wish = BranchWish(point and Point(*point))
        branch, _reason = self.env["errand.branch"]._choose(
            company or self.company, wish
        )
        return branch

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

    def test_a_drawn_area_counts_instead_of_the_radius(self):
        """R2.1: a polygon is served, whatever the radius."""
        corners = [[30.20, 120.19], [30.20, 120.24], [30.22, 120.24], [30.22, 120.19]]
        self.south.write(
            {"area_kind": "polygon", "area_polygon": corners, "radius_km": 0.01}
        )

        self.assertEqual(self._find((30.215, 120.235)), self.south)
        self.assertNotEqual(self._find((30.23, 120.2)), self.south)

    def test_a_drawn_area_is_checked(self):
        """R2.1: whatever a client sends: no polygon, garbage, edges that cross."""
        square = [[30, 120], [30, 121], [31, 121], [31, 120]]
        for polygon, text in (
            (False, "at least three"),
            ([[30, 120], [30, 121]], "at least three"),
            ("garbage", "cannot be read"),
            ({"a": [1]}, "cannot be read"),
            ([[30, 120], [130, 121], [31, 121]], "not a place"),
            ([square[0], square[2], square[1], square[3]], "crosses itself"),
            ([[0, 179], [0, -179], [1, -179]], "180th meridian"),
            ([[0, 0], [0, 9], [9, 9]], "too large"),
            ([[30 + n / 1000, 120] for n in range(300)], "200 corners"),
        ):
            with self.subTest(text), self.assertRaisesRegex(ValidationError, text):
                self.branch.write({"area_kind": "polygon", "area_polygon": polygon})

    def test_a_placed_errand_starts_in_the_drawn_area(self):
        """R2.1: the guard of placing asks the area too."""
        corners = [[30.20, 120.19], [30.20, 120.24], [30.22, 120.24]]
        self.branch.write({"area_kind": "polygon", "area_polygon": corners})

        with self.assertRaisesRegex(ValidationError, "outside the area that West Lake"):
            self._create_order(placed=True)

    def test_a_branch_with_orders_stays_with_its_company(self):
        """R2.1: else its orders would change their company."""
        other = self._create_cny_company("Other Errands")
        self._create_order()

        with self.assertRaisesRegex(ValidationError, "stays with its company"):
            self.branch.company_id = other
