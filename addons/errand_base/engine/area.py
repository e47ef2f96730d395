# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Service areas: a circle, or a polygon drawn on the map. No I/O.

Edges of a polygon are straight lines in degrees, as maps in Mercator show them at
the size of a city.
"""

from dataclasses import dataclass
from itertools import combinations

from .geo import Point, distance_km

CORNERS_MAX = 200
#: A service area is a city or a county: about 220 km at most.
SPAN_MAX = 2.0


class AreaError(ValueError):
    """What is drawn is no area; ``code`` says why."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Area:
    """A circle around ``centre``, or the polygon where there is one.

    :param radius_km: kilometres
    :param corners: tuple of ``Point``, at least three, not closed by the first one
    """

    centre: Point
    radius_km: float
    corners: tuple = ()

    def holds(self, point):
        """Tell whether the point lies in the area; its edge belongs to it."""
        if self.corners:
            return is_in_polygon(self.corners, point)
        return distance_km(self.centre, point) <= self.radius_km


def read_polygon(pairs):
    """Return the corners of a polygon that was drawn, as a tuple of ``Point``.

    :param pairs: list of [latitude, longitude]; a last corner that repeats the first
        one is dropped
    :raise AreaError: shape, few, many, place, antimeridian, large, crossing
    """
    if not isinstance(pairs, list | tuple):
        raise AreaError("shape")
    if len(pairs) > CORNERS_MAX + 1:
        raise AreaError("many")
    corners = [_read_corner(pair) for pair in pairs]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if len(corners) > CORNERS_MAX:
        raise AreaError("many")
    if len(corners) < 3 or len(set(corners)) < len(corners):
        raise AreaError("few")
    _check_span(corners)
    if _crosses_itself(corners) or not _doubled_surface(corners):
        raise AreaError("crossing")
    return tuple(corners)


def _read_corner(pair):
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise AreaError("shape")
    if any(
        isinstance(part, bool) or not isinstance(part, int | float) for part in pair
    ):
        raise AreaError("shape")
    try:
        return Point(float(pair[0]), float(pair[1]))
    except (OverflowError, ValueError) as error:
        raise AreaError("place") from error


def _check_span(corners):
    latitudes = [corner.latitude for corner in corners]
    longitudes = [corner.longitude for corner in corners]
    width = max(longitudes) - min(longitudes)
    if width > 180:
        # 179 and -179: it was drawn over the date line.
        raise AreaError("antimeridian")
    if width > SPAN_MAX or max(latitudes) - min(latitudes) > SPAN_MAX:
        raise AreaError("large")


def is_in_polygon(corners, point):
    """Tell whether a polygon holds the point; its edges and corners belong to it.

    Ray casting: a ray to the east crosses the edges of a polygon an odd number of
    times from inside (M. Shimrat, "Algorithm 112: Position of point relative to
    polygon", Communications of the ACM 5, 1962, with R. Hacker's correction).
    """
    inside = False
    for start, end in _edges(corners):
        if _turn(start, end, point) == 0 and _is_between(start, end, point):
            return True
        if (start.latitude > point.latitude) != (end.latitude > point.latitude):
            # Left of a rising edge, or right of a falling one: the ray crosses it.
            rises = end.latitude > start.latitude
            if (_turn(start, end, point) > 0) == rises:
                inside = not inside
    return inside


def _edges(corners):
    return zip(corners, (*corners[1:], corners[0]), strict=True)


def _turn(start, end, point):
    """Return > 0 when ``point`` lies left of the line, 0 when on it."""
    return (end.longitude - start.longitude) * (point.latitude - start.latitude) - (
        end.latitude - start.latitude
    ) * (point.longitude - start.longitude)


def _is_between(start, end, point):
    """Tell whether a point of the line lies between its two ends."""
    return min(start.latitude, end.latitude) <= point.latitude <= max(
        start.latitude, end.latitude
    ) and min(start.longitude, end.longitude) <= point.longitude <= max(
        start.longitude, end.longitude
    )


def _doubled_surface(corners):
    """Return twice the signed surface in square degrees (shoelace formula)."""
    return sum(
        start.longitude * end.latitude - end.longitude * start.latitude
        for start, end in _edges(corners)
    )


def _crosses_itself(corners):
    """Tell whether two edges meet elsewhere than where one follows the other."""
    edges = list(_edges(corners))
    last = len(edges) - 1
    for (index, one), (other_index, other) in combinations(enumerate(edges), 2):
        if other_index == index + 1:
            if _folds_back(*one, other[1]):
                return True
        elif index == 0 and other_index == last:
            if _folds_back(*other, one[1]):
                return True
        elif _meet(*one, *other):
            return True
    return False


def _folds_back(start, corner, end):
    """Tell whether the way start, corner, end goes back over itself."""
    along = (corner.longitude - start.longitude) * (
        end.longitude - corner.longitude
    ) + (corner.latitude - start.latitude) * (end.latitude - corner.latitude)
    return _turn(start, corner, end) == 0 and along < 0


def _meet(start, end, other_start, other_end):
    """Tell whether two stretches have a point in common."""
    sides = (
        _turn(start, end, other_start),
        _turn(start, end, other_end),
        _turn(other_start, other_end, start),
        _turn(other_start, other_end, end),
    )
    if sides[0] * sides[1] < 0 and sides[2] * sides[3] < 0:
        return True
    return any(
        side == 0 and _is_between(*line, point)
        for side, line, point in (
            (sides[0], (start, end), other_start),
            (sides[1], (start, end), other_end),
            (sides[2], (other_start, other_end), start),
            (sides[3], (other_start, other_end), end),
        )
    )
