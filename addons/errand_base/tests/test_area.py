# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from math import atan2, cos, pi, sin, tau
from random import Random

from odoo.tests import BaseCase

from ..engine.area import AreaError, is_in_polygon, read_polygon
from ..engine.geo import Point

SQUARE = [[30.0, 120.0], [30.0, 121.0], [31.0, 121.0], [31.0, 120.0]]
#: A letter C, open to the east.
LETTER = [[0, 0], [0, 1], [0.25, 1], [0.25, 0.25], [0.75, 0.25], [0.75, 1], [1, 1]]
LETTER += [[1, 0]]


def winding(corners, point):
    """Return how often the polygon turns around the point: the other known way.

    Sums the angles at which the corners are seen, so it shares no line with the
    engine. A point on the edge has no answer.
    """
    total = 0.0
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        ahead = (end.longitude - point.longitude, end.latitude - point.latitude)
        here = (start.longitude - point.longitude, start.latitude - point.latitude)
        cross = here[0] * ahead[1] - here[1] * ahead[0]
        dot = here[0] * ahead[0] + here[1] * ahead[1]
        total += atan2(cross, dot)
    return round(total / tau)


def star(random, corners):
    """Return a random polygon around (0, 0) whose edges do not cross."""
    angles = sorted(random.uniform(0, 2 * pi) for _corner in range(corners))
    return [
        [sin(angle) * reach, cos(angle) * reach]
        for angle, reach in ((angle, random.uniform(0.1, 0.9)) for angle in angles)
    ]


class TestArea(BaseCase):
    def _assert_refused(self, code, pairs):
        with self.assertRaises(AreaError) as caught:
            read_polygon(pairs)
        self.assertEqual(caught.exception.code, code)

    def test_inside_and_outside_of_a_letter(self):
        """R2.1: a drawn area may have bays; what lies in a bay is outside."""
        corners = read_polygon(LETTER)

        self.assertTrue(is_in_polygon(corners, Point(0.1, 0.5)))
        self.assertTrue(is_in_polygon(corners, Point(0.5, 0.1)))
        self.assertFalse(is_in_polygon(corners, Point(0.5, 0.5)))
        self.assertFalse(is_in_polygon(corners, Point(0.5, 2)))
        self.assertFalse(is_in_polygon(corners, Point(-0.1, 0.5)))

    def test_edges_and_corners_belong_to_the_area(self):
        """R2.1: who lives on the border is served."""
        corners = read_polygon(SQUARE)
        for point in (*SQUARE, [30, 120.5], [30.5, 121], [31, 120.2], [30.7, 120]):
            with self.subTest(point):
                self.assertTrue(is_in_polygon(corners, Point(*point)))

    def test_level_with_a_corner(self):
        """R2.1: a ray through a corner counts it once, not twice."""
        diamond = read_polygon([[0, -1], [1, 0], [0, 1], [-1, 0]])

        self.assertTrue(is_in_polygon(diamond, Point(0, 0)))
        self.assertFalse(is_in_polygon(diamond, Point(0, -1.5)))
        self.assertFalse(is_in_polygon(diamond, Point(1, -0.5)))

    def test_against_the_sum_of_angles(self):
        """R2.1: 20,000 points in 400 random areas, against another method."""
        random = Random(21)
        for _trial in range(400):
            pairs = star(random, random.randint(3, 12))
            corners = tuple(Point(*pair) for pair in pairs)
            for _point in range(50):
                point = Point(random.uniform(-1, 1), random.uniform(-1, 1))
                self.assertEqual(
                    is_in_polygon(corners, point),
                    bool(winding(corners, point)),
                    f"{pairs} {point}",
                )

    def test_the_way_it_is_drawn_does_not_matter(self):
        """R2.1: either direction, and any first corner."""
        random = Random(22)
        for _trial in range(100):
            corners = tuple(Point(*pair) for pair in star(random, 7))
            point = Point(random.uniform(-1, 1), random.uniform(-1, 1))
            inside = is_in_polygon(corners, point)
            self.assertEqual(is_in_polygon(corners[::-1], point), inside)
            self.assertEqual(is_in_polygon(corners[3:] + corners[:3], point), inside)

    def test_a_closed_ring_loses_its_last_corner(self):
        """R2.1: GeoJSON repeats the first corner at the end."""
        self.assertEqual(read_polygon([*SQUARE, SQUARE[0]]), read_polygon(SQUARE))

    def test_too_few_corners(self):
        """R2.1: nothing, a point, a line, and a corner said twice."""
        for pairs in ([], SQUARE[:1], SQUARE[:2], [*SQUARE[:2], SQUARE[0]]):
            self._assert_refused("few", pairs)
        self._assert_refused("few", [*SQUARE, SQUARE[1]])

    def test_too_many_corners(self):
        """R2.1: an outline of a whole coast is not drawn by hand."""
        self._assert_refused("many", [[30 + n / 1000, 120] for n in range(300)])

    def test_edges_that_cross(self):
        """R2.1: a bow tie, a spike, a line without surface, a touching corner."""
        bow_tie = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]
        spike = [[0, 0], [0, 1], [0, 0.5], [1, 0.5]]
        line = [[0, 0], [0, 0.5], [0, 1]]
        touching = [[0, 0], [0, 1], [1, 1], [0, 0.5], [1, 0]]
        for pairs in (bow_tie, spike, line, touching):
            with self.subTest(pairs):
                self._assert_refused("crossing", pairs)

    def test_random_areas_are_accepted(self):
        """R2.1: stars never cross themselves; shuffled, most of them do."""
        random = Random(23)
        crossed = 0
        for _trial in range(200):
            pairs = star(random, 8)
            read_polygon(pairs)
            random.shuffle(pairs)
            try:
                read_polygon(pairs)
            except AreaError as error:
                self.assertEqual(error.code, "crossing")
                crossed += 1
        self.assertGreater(crossed, 150)

    def test_over_the_date_line(self):
        """R2.1: 179 and -179 are neighbours on earth, not in an area."""
        fiji = [[-17, 179.5], [-17, -179.5], [-18, -179.5], [-18, 179.5]]
        self._assert_refused("antimeridian", fiji)

    def test_too_large(self):
        """R2.1: a branch does not serve a continent."""
        self._assert_refused("large", [[0, 0], [0, 5], [5, 5]])

    def test_garbage(self):
        """R2.1: whatever a client sends is a clear error."""
        for pairs in ("abc", {"a": 1}, 7, None, [1, 2, 3], [[1], [2], [3]]):
            self._assert_refused("shape", pairs)
        for corner in (["1", 2], [None, 1], [True, False], [1, 2, 3], {"lat": 1}):
            self._assert_refused("shape", [corner, *SQUARE[:3]])
        for corner in ([91, 0], [0, 181], [float("nan"), 0], [float("inf"), 0]):
            self._assert_refused("place", [corner, *SQUARE[:3]])
        self._assert_refused("place", [[10**400, 0], *SQUARE[:3]])
