# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the customer's pages share: whose clock, whose order, how often."""

import json
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_skeleton
from werkzeug.exceptions import NotFound, TooManyRequests

from odoo.http import request
from odoo.tools.misc import babel_locale_parse, get_lang

from ..forms.readers import to_local

TILE_URL = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
ATTRIBUTION = (
    '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>'
    " contributors"
)


def order_or_404(order_id):
    """Return the signed-in customer's order, as superuser.

    :raise NotFound: another's, or none: the answer is the same
    """
    order = request.env["errand.order"]._own_order(order_id)
    if not order:
        raise NotFound()
    return order


def company():
    """Return the company that this website sells for, as superuser."""
    return request.website.sudo().company_id


def count_use(scope, limit, seconds):
    """Count one use by this user, or by this address when nobody is signed in.

    :raise TooManyRequests: too many of them
    """
    if not is_allowed(scope, limit, seconds):
        raise TooManyRequests(
            request.env._("Too many requests. Please wait a few minutes.")
        )


def is_allowed(scope, limit, seconds):
    user = request.env.user
    who = request.httprequest.remote_addr if user._is_public() else f"user-{user.id}"
    limits = request.env["errand.rate.limit"]
    return limits._is_allowed(f"website.{scope}", who, limit, seconds)


def zone_name(fallback):
    """Return the time zone of the reader: their own, the browser's, the branch's."""
    user = request.env.user
    cookie = request.cookies.get("tz")
    names = [None if user._is_public() else user.tz, cookie, fallback, "UTC"]
    known = available_timezones()
    return next(name for name in names if name in known)


def clock(fallback):
    """Return functions for templates that show moments on the reader's clock."""
    zone = zone_name(fallback)

    locale = babel_locale_parse(get_lang(request.env).code)

    def text(moment, skeleton):
        local = to_local(moment, ZoneInfo(zone))
        return format_skeleton(skeleton, local, locale=locale)

    def when(moment):
        """Return a moment as "Nov 21, 14:05", in the reader's language."""
        if not moment:
            return ""
        joined = str(locale.datetime_formats["short"]).replace("'", "")
        return joined.format(text(moment, "Hm"), text(moment, "MMMd"))

    def window(start, end):
        """Return a slot: the day once, then both times."""
        if not start:
            return request.env._("As soon as possible")
        return " – ".join([when(start), text(end, "Hm")] if end else [when(start)])

    return {"when": when, "window": window, "zone_name": zone}


def map_values():
    """Return the attributes that every map element carries."""
    parameters = request.env["ir.config_parameter"].sudo()  # not a secret
    return {
        "data-tile-url": parameters.get_param("errand.map_tile_url") or TILE_URL,
        "data-attribution": parameters.get_param("errand.map_attribution")
        or ATTRIBUTION,
    }


def branches():
    """Return the areas of this website's company as JSON, for the map."""
    branches_sudo = request.env["errand.branch"].sudo()  # where we serve is public
    areas = [
        {
            "name": branch.name,
            "latitude": branch.latitude,
            "longitude": branch.longitude,
            "radius_km": branch.radius_km,
        }
        for branch in branches_sudo.search([("company_id", "=", company().id)])
    ]
    return json.dumps(areas)
