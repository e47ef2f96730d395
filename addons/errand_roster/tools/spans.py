# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Times of shifts in words, by the clock of the branch."""

from datetime import time, timedelta

from babel.dates import format_skeleton

from odoo.fields import Datetime
from odoo.tools import format_time
from odoo.tools.misc import babel_locale_parse, get_lang


def local(at, record, tz):
    """Return a naive UTC time on another clock."""
    return Datetime.context_timestamp(record.with_context(tz=tz), at)


def day_text(env, day):
    """Return a day such as "Mon, Jun 1" in the reader's language.

    :param day: date or local datetime
    """
    locale = babel_locale_parse(get_lang(env).code)
    return format_skeleton("MMMEd", day, locale=locale)


def hours_text(env, start, end):
    """Return local times such as "22:00–06:00"."""
    return "–".join(
        format_time(env, at.time(), time_format="HH:mm") for at in (start, end)
    )


def span_text(record, start, end, tz):
    """Return naive UTC times such as "Mon, Jun 1, 22:00–06:00" on the branch's clock.

    Whole days are told without hours; what lasts longer than a shift has two days.
    """
    env = record.env
    begin, finish = local(start, record, tz), local(end, record, tz)
    is_whole = begin.time() == finish.time() == time.min
    last = finish - timedelta(microseconds=1)  # midnight is the end of the day before
    if is_whole and begin.date() == last.date():
        return day_text(env, begin)
    if is_whole or (end - start).total_seconds() > 93600:
        return f"{day_text(env, begin)} – {day_text(env, last)}"
    return env._(
        "%(day)s, %(hours)s",
        day=day_text(env, begin),
        hours=hours_text(env, begin, finish),
    )
