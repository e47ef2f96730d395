# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Search near a point: a box over an index, then the exact distance (design 5)."""

from odoo.fields import Domain

from ..engine.geo import box_around


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
