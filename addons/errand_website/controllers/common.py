# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the customer's pages share: whose clock, whose order, how often."""

import json
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_skeleton
from werkzeug.exceptions import NotFound, TooManyRequests

from odoo.http import request
from odoo.tools.misc import babel_locale_parse, get_lang

from odoo.addons.errand_base.models.errand_branch_choice import BranchWish
from odoo.addons.errand_base.tools.number import whole_number
from odoo.addons.errand_base.tools.tiles import tile_settings

from ..forms.readers import to_local


def order_or_404(order_id):
    """Return the signed-in customer's order, as superuser.

    :raise NotFound: another's, or none: the answer is the same
    """
    order = request.env["errand.order"]._own_order(order_id)
    if not order:
        raise NotFound()
    return order


def task_or_404(task_id):
    """Return a task that the signed-in courier holds or held, as superuser.

    :raise NotFound: another's, or none: the answer is the same
    """
    worker = request.env["errand.worker"]._of_user(request.env.user)
    task = worker._own_task(whole_number(task_id))
    if not task:
        raise NotFound()
    return task


def company():
    """Return the company that this website sells for, as superuser."""
    return request.website.sudo().company_id


def offered_category(slug):
    """Return an offered category, as superuser.

    :raise NotFound: none, or not offered on this website
    """
    _name, category_id = request.env["ir.http"]._unslug(str(slug))
    offered = request.env["errand.category"]._offered_on(request.website)
    category = offered.filtered(lambda category: category.id == category_id)
    if not category:
        raise NotFound()
    return category


def quote_html(quote):
    """Return the card with a quote's breakdown."""
    return request.env["ir.qweb"]._render("errand_website.quote_card", {"quote": quote})


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

    def hours(start, end):
        """Return two times of one day: "14:20 – 14:35"."""
        return f"{text(start, 'Hm')} – {text(end, 'Hm')}"

    return {"when": when, "window": window, "hours": hours, "zone_name": zone}


def private_json(values):
    """Return an answer that nobody keeps."""
    return request.make_json_response(values, headers={"Cache-Control": "no-store"})


def own_file(files, file_id):
    """Answer with one of a person's own attachments: pictures are shown, others saved.

    :raise NotFound: none of these
    """
    attachment = files.filtered(lambda file: file.id == file_id)
    if not attachment:
        raise NotFound()
    is_picture = attachment.mimetype.startswith("image/")
    stream = request.env["ir.binary"]._get_stream_from(attachment)
    return stream.get_response(as_attachment=not is_picture)


def own_photo(records, record_id, field):
    """Answer with the photo of one of these records.

    :raise NotFound: none of these, or it has no photo
    """
    record = records.filtered(lambda one: one.id == record_id)
    if not record[field]:
        raise NotFound()
    return request.env["ir.binary"]._get_stream_from(record, field).get_response()


def map_values():
    """Return the attributes that every map element carries."""
    settings = tile_settings(request.env)
    return {
        "data-tile-url": settings["tile_url"],
        "data-attribution": settings["attribution"],
    }


def branches(category=None):
    """Return the areas where this website takes a category, as JSON for the map.

    Without one: where it takes anything at all.
    """
    branches_sudo = request.env["errand.branch"].sudo()  # where we serve is public
    found = branches_sudo._candidates(company(), BranchWish(category=category))
    return json.dumps([branch._area_values() for branch in found])
