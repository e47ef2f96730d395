# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the pages between sites share: the visitor's choice, and where they are."""

import ipaddress

from odoo.http import request

from ..engine.front_door import GUESSED, STAYED
from ..tools import ip_place

COOKIE = "errand_branch"
YEAR = 365 * 24 * 3600


def place():
    """Return the ``Place`` of this visitor, or None.

    The address is the one that Odoo believes: behind a proxy it is what that proxy
    saw, and the headers of anybody else count for nothing.
    """
    return ip_place.place_of(request.httprequest.remote_addr)


def keep_choice(response, branch_id, is_guess=False):
    """Have the browser remember a branch, or with None the main site, for a year."""
    guess = GUESSED if is_guess else ""
    response.set_cookie(
        COOKIE,
        f"{guess}{branch_id}" if branch_id else STAYED,
        max_age=YEAR,
        domain=parent_domain(request.website, request.httprequest.host),
        secure=request.httprequest.scheme == "https",
        httponly=True,
        samesite="Lax",
    )


def parent_domain(website, asked_host):
    """Return the domain that all sites of the company share, or None: this host alone.

    It is that of the main site, without "www": sites of branches are sub-domains of
    it. No wider one is guessed, because it could be a whole country's.
    """
    parent = website._errand_main_site()._errand_host().removeprefix("www.")
    asked = asked_host.partition(":")[0].lower()
    if "." not in parent or _is_address(parent):
        return None
    return parent if asked == parent or asked.endswith(f".{parent}") else None


def _is_address(host):
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def no_store(response):
    """Keep an answer that is meant for one visitor out of every cache."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Cookie"
    return response


def browser():
    """Return a text that tells this visitor's browser from others."""
    agent = request.httprequest.headers.get("User-Agent", "")
    return f"{request.httprequest.remote_addr} {agent}"
