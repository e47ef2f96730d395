# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Who works when: templates in, shifts and refusals out (R2.8).

No clock and no database. Times are naive UTC, as Odoo keeps them; days and hours of
templates are those of the wall clock in the template's time zone.
"""

from bisect import insort
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

OVERLAP = "overlap"
ABSENCE = "absence"
REST = "rest"
WEEK_HOURS = "week_hours"
NO_SUCH_TIME = "no_such_time"
TOO_FEW = "too_few"

HOUR = timedelta(hours=1)
#: Shifts are not longer.
LONGEST = timedelta(days=1, hours=2)


class Template(NamedTuple):
    """A shift that comes again. ``needed`` 0: everybody in ``worker_ids``."""

    id: int
    tz: str
    weekdays: frozenset
    start: float
    end: float
    worker_ids: tuple
    needed: int = 0
    valid_from: date | None = None
    valid_until: date | None = None

    def is_for(self, day):
        """Tell whether the template plans something on that day."""
        return (
            day.weekday() in self.weekdays
            and (self.valid_from is None or day >= self.valid_from)
            and (self.valid_until is None or day <= self.valid_until)
        )


class Rules(NamedTuple):
    """Hours between shifts of two days, and hours a week; 0: no such rule."""

    rest_hours: float = 0.0
    week_hours: float = 0.0


class Shift(NamedTuple):
    """What was planned for one person."""

    template_id: int
    worker_id: int
    day: date
    start: datetime
    end: datetime


class Refusal(NamedTuple):
    """What could not be planned, and why.

    ``start`` and ``end`` are those of the shift or absence in the way, ``figure`` the
    hours that there would be (REST, WEEK_HOURS) or how many are missing (TOO_FEW).
    """

    template_id: int
    worker_id: int
    day: date
    reason: str
    start: datetime | None = None
    end: datetime | None = None
    figure: float = 0.0


class Plan(NamedTuple):
    """What came out."""

    shifts: list
    refusals: list


class Obstacle(NamedTuple):
    """Why somebody cannot work at a time. Fields as in ``Refusal``."""

    reason: str
    start: datetime | None = None
    end: datetime | None = None
    figure: float = 0.0


# === CLOCKS === #


def local_span(day, start, end, tz):
    """Return the UTC begin and end of a shift by the wall clock.

    An end that is not after the start is on the next day. An hour that comes twice
    means the first one, an hour that is skipped the moment after the change.

    :param start, end: hours of the day, 0 to 24
    """
    last = day if end > start else day + timedelta(days=1)
    return _utc(day, start, tz), _utc(last, end, tz)


def _utc(day, hours, tz):
    # Whole minutes: 8.1 hours are 8:06, not 8:05:59.999.
    wall = datetime.combine(day, time()) + timedelta(minutes=round(hours * 60))
    return wall.replace(tzinfo=ZoneInfo(tz)).astimezone(UTC).replace(tzinfo=None)


def local_day(at, tz):
    """Return the day of the wall clock at a UTC time."""
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(tz)).date()


@lru_cache(maxsize=1024)
def week_span(day, tz):
    """Return begin and end, in UTC, of the week from Monday that holds the day."""
    monday = day - timedelta(days=day.weekday())
    return _utc(monday, 0, tz), _utc(monday + timedelta(days=7), 0, tz)


# === CALENDARS OF PEOPLE === #


class Book:
    """Who is taken when: shifts and absences of any number of people."""

    def __init__(self, rules=None):
        self.rules = rules or Rules()
        self._shifts = defaultdict(list)
        self._absences = defaultdict(list)
        self._seconds = defaultdict(float)

    def add(self, worker_id, start, end):
        """Note a shift."""
        insort(self._shifts[worker_id], (start, end))
        self._seconds[worker_id] += (end - start).total_seconds()

    def add_absence(self, worker_id, start, end):
        """Note a time in which somebody does not work."""
        self._absences[worker_id].append((start, end))

    def hours(self, worker_id):
        """Return the hours of all that is noted for somebody."""
        return self._seconds[worker_id] / 3600

    def obstacle(self, worker_id, start, end, tz, ignoring=None):
        """Return the first ``Obstacle`` to a further shift, None without one.

        :param ignoring: start and end of a shift that they would give away for it
        """
        shifts = [span for span in self._shifts[worker_id] if span != ignoring]
        for begin, finish in shifts:
            if begin < end and start < finish:
                return Obstacle(OVERLAP, begin, finish)
        for begin, finish in self._absences[worker_id]:
            if begin < end and start < finish:
                return Obstacle(ABSENCE, begin, finish)
        return self._rest_obstacle(shifts, start, end, tz) or self._week_obstacle(
            shifts, start, end, tz
        )

    def _rest_obstacle(self, shifts, start, end, tz):
        """Parts of one day's work may follow each other: rest is between days."""
        rest = self.rules.rest_hours * HOUR
        if not rest:
            return None
        day = local_day(start, tz)
        for begin, finish in shifts:
            gap = begin - end if begin >= end else start - finish
            if gap < rest and local_day(begin, tz) != day:
                return Obstacle(REST, begin, finish, gap / HOUR)
        return None

    def _week_obstacle(self, shifts, start, end, tz):
        limit = self.rules.week_hours
        if not limit:
            return None
        first, last = week_span(local_day(start, tz), tz)
        planned = sum(
            (finish - begin for begin, finish in shifts if first <= begin < last),
            end - start,
        )
        if planned > limit * HOUR:
            return Obstacle(WEEK_HOURS, first, last, planned / HOUR)
        return None


# === PLANNING === #


def plan(templates, days, book, known=None):
    """Return the ``Plan`` for some days. The book then holds the new shifts too.

    Where fewer are needed than could come, those with the fewest hours come first.
    Run again with what came out as ``known``, it plans nothing more.

    :param known: dict of (template id, day) to a dict of the id of whom a shift was
        planned for before, to whether it still counts
    """
    known = known or {}
    shifts = []
    refusals = []
    for day in days:
        for template in templates:
            if template.is_for(day):
                before = known.get((template.id, day), {})
                _plan_one(template, day, book, before, shifts, refusals)
    return Plan(shifts, refusals)


def _plan_one(template, day, book, before, shifts, refusals):
    """Plan one template on one day."""
    start, end = local_span(day, template.start, template.end, template.tz)
    if end <= start:
        refusals.append(Refusal(template.id, 0, day, NO_SUCH_TIME))
        return
    candidates = [worker for worker in template.worker_ids if worker not in before]
    wanted = len(candidates)
    if template.needed:
        wanted = template.needed - sum(before.values())
        candidates.sort(key=lambda worker: (book.hours(worker), worker))
    refused = []
    for worker in candidates:
        if wanted <= 0:
            break
        obstacle = book.obstacle(worker, start, end, template.tz)
        if obstacle:
            refused.append(Refusal(template.id, worker, day, *obstacle))
            continue
        book.add(worker, start, end)
        shifts.append(Shift(template.id, worker, day, start, end))
        wanted -= 1
    if wanted > 0:
        refusals.extend(refused)
        if template.needed:
            refusals.append(Refusal(template.id, 0, day, TOO_FEW, figure=wanted))
