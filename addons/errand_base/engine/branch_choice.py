# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which branch an order belongs to: exactly one, and why (R2.1). No I/O."""

from dataclasses import dataclass, field

from .area import Area
from .geo import Point, distance_km

#: Reasons that no rule gives.
ONLY, FIRST = "only", "first"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A branch that may take the order.

    :param key: what the caller calls it
    :param claims: codes of the rules that speak for it, such as "site" or "open";
        "area" and "nearest" are found out here
    """

    key: object
    area: Area
    claims: frozenset = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Choice:
    """The branch's key, and the code of what decided."""

    key: object
    reason: str


def choose(candidates, point, rules):
    """Return the ``Choice`` among the candidates, None without any.

    Each rule in its turn narrows the candidates to those it speaks for; a rule that
    speaks for none of them is passed over. The rule that leaves one decides. What is
    left in the end goes to the first of the list.

    :param candidates: list of ``Candidate``, in the order of the list
    :param point: ``Point`` where the work is, None without a place
    :param rules: list of codes, the first one counts most
    """
    left = list(candidates)
    if len(left) == 1:
        return Choice(left[0].key, ONLY)
    for rule in rules:
        spoken_for = _spoken_for(rule, left, point)
        if spoken_for and len(spoken_for) < len(left):
            left = spoken_for
            if len(left) == 1:
                return Choice(left[0].key, rule)
    return Choice(left[0].key, FIRST) if left else None


def _spoken_for(rule, candidates, point):
    """Return those of the candidates that a rule speaks for."""
    if rule == "area":
        return [one for one in candidates if point and one.area.holds(point)]
    if rule == "nearest":
        return _nearest(candidates, point)
    return [one for one in candidates if rule in one.claims]


def _nearest(candidates, point: Point | None):
    if not point:
        return []
    reach = {one.key: distance_km(one.area.centre, point) for one in candidates}
    least = min(reach.values(), default=0)
    return [one for one in candidates if reach[one.key] == least]
