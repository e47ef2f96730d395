# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Search near a point: a box over an index, then the exact distance (design 5)."""

from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.geo import EARTH_RADIUS_KM, Box, box_around


def box_domain(centre, radius_km, latitude_field, longitude_field):
    """Return the ``Domain`` of the box around a circle.

    It holds every point of the circle, and some in its corners: whoever searches
    with it measures the distance of what was found.

    :param centre: ``Point``
    """
    box = box_around(centre, radius_km)
    domain = Domain(latitude_field, ">=", box.south) & Domain(
        latitude_field, "<=", box.north
    )
    east = Domain(longitude_field, "<=", box.east)
    west = Domain(longitude_field, ">=", box.west)
    return domain & (west | east if box.west > box.east else west & east)


def flat_boxes(centre, radius_km):
    """Return the box around a circle, cut in two where it crosses the 180th meridian.

    A point lies in one of them at most.

    :param centre: ``Point``
    """
    box = box_around(centre, radius_km)
    if box.west <= box.east:
        return [box]
    return [
        Box(box.south, box.north, box.west, 180.0),
        Box(box.south, box.north, -180.0, box.east),
    ]


def in_box_sql(latitude, longitude, south, north, west, east):
    """Return the ``SQL`` condition that a point lies in a box of ``flat_boxes``."""
    return SQL(
        "%s BETWEEN %s AND %s AND %s BETWEEN %s AND %s",
        *(latitude, south, north),
        *(longitude, west, east),
    )


def distance_sql(latitude, longitude, other_latitude, other_longitude):
    """Return ``engine.geo.distance_km`` as ``SQL``, the same to the last digit.

    It is the same formula in the same order, and both take sine and cosine from the C
    library.

    :param latitude: ``SQL`` of double precision, in degrees, never null; so are the
        others
    """
    chord = SQL(
        "sin(radians(%(other_latitude)s - %(latitude)s) / 2) ^ 2"
        " + cos(radians(%(latitude)s)) * cos(radians(%(other_latitude)s))"
        " * sin(radians(%(other_longitude)s - %(longitude)s) / 2) ^ 2",
        latitude=latitude,
        longitude=longitude,
        other_latitude=other_latitude,
        other_longitude=other_longitude,
    )
    return SQL("%s * asin(least(1, sqrt(%s)))", 2 * EARTH_RADIUS_KM, chord)
