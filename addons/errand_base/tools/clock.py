# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Days and hours of reports, on the clock of a branch.

Odoo groups moments by the reader's time zone. A branch is judged by its own: so reports
compute day, hour and weekday in SQL, where changes of the clocks are known.
"""

from odoo.tools import SQL

#: ISO weekdays: they sort as a week does.
WEEKDAYS = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
]


def local(at, tz):
    """Return the wall clock of zone ``tz`` at the naive UTC moment ``at``, as SQL."""
    return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)", at, tz)


def columns(local_at, local_now):
    """Return what reports group by, by field name, as SQL.

    :param local_at, local_now: SQL of two wall clocks of one zone
    """
    return {
        "day": SQL("%s::date", local_at),
        "hour": SQL("to_char(%s, 'HH24:00')", local_at),
        "weekday": SQL("to_char(%s, 'ID')", local_at),
        "is_today": SQL("%s::date = %s::date", local_at, local_now),
    }


def select(columns):
    """Return columns by name as the list of a SELECT."""
    return SQL(", ").join(
        SQL("%s AS %s", value, SQL.identifier(name)) for name, value in columns.items()
    )
