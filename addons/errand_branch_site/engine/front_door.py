# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the main site does with a visitor at its front door (R2.6). No I/O.

A visitor is led away once, by a guess; a choice of their own is kept. Who came for a
certain page, or cannot be placed, or is a robot, stays.
"""

from dataclasses import dataclass

from odoo.addons.errand_base.engine.geo import Point, distance_km

OFF, OFFER, LEAD = "off", "offer", "lead"
#: A cookie's text: this visitor wants the main site.
STAYED = "main"
#: Before the id in a cookie's text: we guessed it.
GUESSED = "auto-"


@dataclass(frozen=True, slots=True)
class Site:
    """A branch with a site of its own. ``point`` is the branch's."""

    branch_id: int
    point: Point


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for the front page.

    :param is_plain: a GET of the bare address, without anything behind a "?"
    :param cookie: what ``choice_of`` understands; anything may come from outside
    :param point: where the visitor is, None when nobody knows
    """

    is_plain: bool
    is_anonymous: bool
    is_robot: bool
    cookie: str
    point: Point | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a cookie says: a branch or None, and whether we guessed it."""

    branch_id: int | None
    is_guess: bool = False


def choice_of(cookie):
    """Return the ``Choice`` in a cookie's text, or None when it says nothing."""
    text = cookie or ""
    if text == STAYED:
        return Choice(None)
    is_guess = text.startswith(GUESSED)
    number = text.removeprefix(GUESSED)
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return Choice(int(number), is_guess)


def nearest(sites, point, reach_km):
    """Return the site nearest to a point within reach, or None."""
    if point is None:
        return None
    near = [
        (distance_km(site.point, point), site.branch_id, site)
        for site in sites
        if distance_km(site.point, point) <= reach_km
    ]
    return min(near)[2] if near else None


def lead_to(visit, sites, manner, reach_km):
    """Return the site to lead this visitor to, or None: they stay.

    :param sites: ``Site`` of the branches that may be led to
    :param manner: OFF, OFFER (a hint on the page, nobody is led by a guess) or LEAD
    :param reach_km: farther branches are not guessed, in kilometres
    """
    if manner == OFF or not (visit.is_plain and visit.is_anonymous):
        return None
    if visit.is_robot:
        return None
    choice = choice_of(visit.cookie)
    if choice and choice.branch_id is None:
        return None
    known = [site for site in sites if choice and site.branch_id == choice.branch_id]
    if known:  # a site that is gone was never chosen
        return None if choice.is_guess else known[0]
    return nearest(sites, visit.point, reach_km) if manner == LEAD else None
