# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from math import asin, atan2, cos, degrees, isnan, radians, sin
from random import Random

from odoo.tests import BaseCase

from ..engine.geo import EARTH_RADIUS_KM, Point, box_around, distance_km

#: Places where naive boxes go wrong: poles, the date line, the prime meridian.
CENTRES = [
    Point(30.25, 120.15),
    Point(0, 0),
    Point(0, 180),
    Point(0, -180),
    Point(-17.8, 179.999),
    Point(65, -179.999),
    Point(90, 0),
    Point(-90, 55),
    Point(89.99, -120),
    Point(-89.95, 179.9),
    Point(78.2, 15.6),
]


def travel(start, bearing, distance):
    """Return the point ``distance`` km from ``start`` under a bearing in radians."""
    angle = distance / EARTH_RADIUS_KM
    lat, lon = radians(start.latitude), radians(start.longitude)
    end_lat = asin(
        max(-1, min(1, sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(bearing)))
    )
    end_lon = lon + atan2(
        sin(bearing) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(end_lat)
    )
    return Point(degrees(end_lat), (degrees(end_lon) + 540) % 360 - 180)


def is_inside(box, point):
    """Tell whether a box holds a point, across the date line if need be."""
    if not box.south <= point.latitude <= box.north:
        return False
    if box.west > box.east:
        return point.longitude >= box.west or point.longitude <= box.east
    return box.west <= point.longitude <= box.east


class TestGeo(BaseCase):
    def test_known_distances(self):
        """R0.5: distances agree with published figures."""
        hangzhou, shanghai = Point(30.2741, 120.1551), Point(31.2304, 121.4737)
        london, sydney = Point(51.5074, -0.1278), Point(-33.8688, 151.2093)

        self.assertAlmostEqual(distance_km(hangzhou, shanghai), 164.4, delta=1)
        self.assertAlmostEqual(distance_km(london, sydney), 16994, delta=10)

    def test_distance_is_a_metric(self):
        """R0.5: distance is symmetric, zero only at home, and obeys the triangle."""
        random = Random(19)
        for _trial in range(500):
            a, b, c = (
                Point(random.uniform(-90, 90), random.uniform(-180, 180))
                for _point in range(3)
            )
            self.assertAlmostEqual(distance_km(a, b), distance_km(b, a), places=9)
            self.assertLessEqual(
                distance_km(a, c), distance_km(a, b) + distance_km(b, c) + 1e-6
            )
            self.assertEqual(distance_km(a, a), 0)

    def test_far_side_of_the_earth_is_half_way_round(self):
        """R0.5: antipodes do not break the formula."""
        distance = distance_km(Point(0, 0), Point(0, 180))

        self.assertAlmostEqual(distance, EARTH_RADIUS_KM * 3.14159265, places=2)
        self.assertFalse(isnan(distance))

    def test_no_point_of_the_circle_is_outside_the_box(self):
        """R0.6: brute force over random circles, poles and the date line included."""
        random = Random(0.6)
        centres = CENTRES + [
            Point(random.uniform(-90, 90), random.uniform(-180, 180))
            for _centre in range(300)
        ]
        for centre in centres:
            for radius in (0.05, 3, 100, 2500, 9000, 15000):
                box = box_around(centre, radius)
                for _point in range(12):
                    # The edge is where boxes are wrong: half of the points lie on it.
                    share = 1 if random.random() < 0.5 else random.random()
                    point = travel(centre, random.uniform(0, 6.2832), radius * share)
                    self.assertTrue(
                        is_inside(box, point),
                        f"{point} is {distance_km(centre, point)} km from {centre}, "
                        f"not in {box} of {radius} km",
                    )

    def test_box_is_not_much_larger_than_the_circle(self):
        """R0.6: the box saves work: its sides lie at the radius, away from poles."""
        centre = Point(30.25, 120.15)

        box = box_around(centre, 5)

        self.assertAlmostEqual(distance_km(centre, Point(box.north, 120.15)), 5, 3)
        self.assertAlmostEqual(distance_km(centre, Point(30.25, box.east)), 5, 2)

    def test_box_over_the_date_line_wraps(self):
        """R0.6: west > east says that the box crosses the 180th meridian."""
        box = box_around(Point(0, 179.99), 10)

        self.assertGreater(box.west, box.east)
        self.assertTrue(is_inside(box, Point(0, -179.95)))
        self.assertFalse(is_inside(box, Point(0, 0)))

    def test_box_over_a_pole_holds_every_longitude(self):
        """R0.6: a circle around a pole meets every meridian."""
        box = box_around(Point(89.99, 10), 5)

        self.assertEqual((box.west, box.east, box.north), (-180, 180, 90))

    def test_numbers_that_are_no_place_are_refused(self):
        """R0.1: a point lies on earth."""
        for latitude, longitude in [
            (90.1, 0),
            (0, 180.1),
            (float("nan"), 0),
            (0, -181),
        ]:
            with self.assertRaisesRegex(ValueError, "not a point"):
                Point(latitude, longitude)
