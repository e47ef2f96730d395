# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Distances on the earth, in kilometres and WGS-84 degrees. No I/O."""

from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin, sqrt

#: Mean earth radius R1 of the International Union of Geodesy and Geophysics.
EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Point:
    """A place: latitude -90..90 and longitude -180..180, in degrees.

    :raise ValueError: the numbers are not a place on earth
    """

    latitude: float
    longitude: float

    def __post_init__(self):
        # NaN fails both comparisons, so it is refused as well.
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"not a point: {self.latitude}, {self.longitude}")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of degrees that holds every point of a circle.

    It crosses the 180th meridian when ``west > east``.
    """

    south: float
    north: float
    west: float
    east: float


def distance_km(start, end):
    """Return the great-circle distance of two points, in kilometres.

    Haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and
    Telescope 68, 1984): exact enough at street distances, where the law of
    cosines loses its digits.
    """
    half_dlat = radians(end.latitude - start.latitude) / 2
    half_dlon = radians(end.longitude - start.longitude) / 2
    chord = (
        sin(half_dlat) ** 2
        + cos(radians(start.latitude))
        * cos(radians(end.latitude))
        * sin(half_dlon) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def box_around(centre, radius_km):
    """Return the smallest ``Box`` that holds the circle, with its edge.

    Bounds as derived by J. P. Matuschek ("Finding points within a distance of a
    latitude/longitude"): the widest longitude lies nearer to the pole than the
    centre, so the naive division by cos(latitude) would miss points.
    """
    # A hair wider, so that rounding never leaves out a point on the edge.
    angle = radius_km / EARTH_RADIUS_KM + 1e-9
    latitude = radians(centre.latitude)
    south, north = latitude - angle, latitude + angle
    if south <= -pi / 2 or north >= pi / 2:
        # The circle holds a pole, and with it every longitude.
        return Box(max(degrees(south), -90.0), min(degrees(north), 90.0), -180.0, 180.0)
    half_width = degrees(asin(min(1.0, sin(angle) / cos(latitude))))
    west, east = centre.longitude - half_width, centre.longitude + half_width
    return Box(
        degrees(south),
        degrees(north),
        west + 360 if west < -180 else west,
        east - 360 if east > 180 else east,
    )
