# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Quiet hours: what may wait is sent when people are up. No I/O, no clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def after_quiet(moment, tz, start, end):
    """Return when to send what may wait: ``moment``, or the end of the quiet hours.

    :param moment: naive UTC datetime; so is the answer
    :param tz: name of the zone on whose wall clock the hours are
    :param start, end: hours since midnight, such as 22.0 and 8.0; over midnight when
        the end is before the start; equal hours are no quiet hours
    """
    if start == end:
        return moment
    zone = ZoneInfo(tz or "UTC")
    local = moment.replace(tzinfo=UTC).astimezone(zone)
    hour = local.hour + local.minute / 60 + local.second / 3600
    over_midnight = end < start
    is_quiet = hour >= start or hour < end if over_midnight else start <= hour < end
    if not is_quiet:
        return moment
    day = local.date() + timedelta(days=int(over_midnight and hour >= start))
    minutes = round(end * 60)
    wall = datetime.combine(day, time(minutes // 60 % 24, minutes % 60), tzinfo=zone)
    ended = wall.astimezone(UTC).replace(tzinfo=None)
    # The clock that was put back shows quiet hours twice: never in the past.
    return max(ended, moment)
