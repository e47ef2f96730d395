# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What browsers send, as text, read into values. No I/O; nonsense is a ValueError."""

import math
import re
from datetime import date, datetime, time, timezone

from odoo.addons.errand_base.engine.geo import Point

ENDS = ("pickup", "dropoff")
LINE_LIMIT = 200
TEXT_LIMIT = 2000
INTEGER_LIMIT = 2**31 - 1
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
#: Years outside are typing mistakes, and some break time zone arithmetic.
YEARS = range(1900, 2200)


def clean(text, limit):
    """Return typed text without control characters at its ends, at most ``limit``.

    :raise ValueError: longer than that
    """
    text = str(text or "").replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > limit:
        raise ValueError(f"longer than {limit}")
    return text


def read_float(text):
    """Return a finite number; refuses exponents, "nan" and "inf"."""
    if not NUMBER.fullmatch(text):
        raise ValueError(f"not a number: {text}")
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"not a number: {text}")
    return number


def read_integer(text):
    """Return a whole number that fits a database integer."""
    number = int(text) if len(text) <= 12 else INTEGER_LIMIT + 1
    if abs(number) > INTEGER_LIMIT:
        raise ValueError(f"too large: {text}")
    return number


def read_date(text):
    """Return an ISO date."""
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError(f"no usual year: {text}")
    return day


def read_time(text):
    """Return an ISO time of the day, hours and minutes."""
    return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)


def to_utc(day, clock, zone):
    """Return a wall-clock moment of ``zone`` as naive UTC."""
    moment = datetime.combine(day, clock, tzinfo=zone)
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def to_local(moment, zone):
    """Return a naive UTC moment as it reads on the clock of ``zone``."""
    return moment.replace(tzinfo=timezone.utc).astimezone(zone)


def read_point(latitude, longitude):
    """Return a ``Point``, or None where both are empty.

    0, 0 lies in the sea: it is what a broken form sends.
    """
    if not latitude and not longitude:
        return None
    point = Point(read_float(latitude), read_float(longitude))
    if not point.latitude and not point.longitude:
        raise ValueError("an empty point")
    return point


def read_property(text, definition, zone):
    """Return the value of a property as Odoo stores it, typed by its definition.

    :param definition: dict of ``property_definition``
    :param zone: the clock on which a date and time was typed
    :raise ValueError: not of the field's type, or not one of its choices
    """
    kind = definition["type"]
    if kind == "boolean":
        return text == "on"
    if not text:
        return False
    if kind == "integer":
        return read_integer(text)
    if kind == "float":
        return read_float(text)
    if kind == "date":
        return read_date(text).isoformat()
    if kind == "datetime":
        day, _separator, clock = text.partition("T")
        moment = to_utc(read_date(day), read_time(clock), zone)
        return moment.strftime("%Y-%m-%d %H:%M:%S")
    if kind == "selection" and text not in dict(definition.get("selection") or []):
        raise ValueError(f"not a choice: {text}")
    return text
