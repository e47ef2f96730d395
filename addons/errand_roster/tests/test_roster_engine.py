# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import random
from datetime import date, datetime, timedelta

from odoo.tests.common import BaseCase

from ..engine.roster import (
    ABSENCE,
    NO_SUCH_TIME,
    OVERLAP,
    REST,
    TOO_FEW,
    WEEK_HOURS,
    Book,
    Rules,
    Template,
    local_span,
    plan,
)

MONDAY = date(2026, 6, 1)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]
EVERY_DAY = frozenset(range(7))


def template(number=1, start=8.0, end=16.0, workers=(1,), **values):
    """Return a template of every day in Shanghai."""
    values = {"tz": "Asia/Shanghai", "weekdays": EVERY_DAY, **values}
    return Template(number, start=start, end=end, worker_ids=tuple(workers), **values)


class TestClocks(BaseCase):
    """R2.8: hours of the wall clock, across midnight and a change of clocks."""

    def test_a_day_shift_is_told_in_utc(self):
        self.assertEqual(
            local_span(MONDAY, 8.5, 17, "Asia/Shanghai"),
            (datetime(2026, 6, 1, 0, 30), datetime(2026, 6, 1, 9)),
        )

    def test_a_shift_goes_across_midnight(self):
        """R2.8: from ten in the evening to six: the next day's six."""
        start, end = local_span(MONDAY, 22, 6, "Asia/Shanghai")

        self.assertEqual(start, datetime(2026, 6, 1, 14))
        self.assertEqual(end - start, timedelta(hours=8))

    def test_twenty_four_is_midnight(self):
        start, end = local_span(MONDAY, 16, 24, "Asia/Shanghai")

        self.assertEqual(end - start, timedelta(hours=8))

    def test_hours_are_whole_minutes(self):
        """8.1 hours cannot be written in binary: it is 8:06 all the same."""
        start, _end = local_span(MONDAY, 8.1, 16, "UTC")

        self.assertEqual(start, datetime(2026, 6, 1, 8, 6))

    def test_in_spring_a_night_is_an_hour_shorter(self):
        """R2.8: Berlin, 29 March 2026, two o'clock becomes three."""
        start, end = local_span(date(2026, 3, 28), 22, 6, "Europe/Berlin")

        self.assertEqual(start, datetime(2026, 3, 28, 21))
        self.assertEqual(end, datetime(2026, 3, 29, 4))
        self.assertEqual(end - start, timedelta(hours=7))

    def test_in_autumn_a_night_is_an_hour_longer(self):
        """R2.8: Berlin, 25 October 2026, three o'clock becomes two."""
        start, end = local_span(date(2026, 10, 24), 22, 6, "Europe/Berlin")

        self.assertEqual(end - start, timedelta(hours=9))

    def test_a_start_that_is_skipped_is_after_the_change(self):
        start, end = local_span(date(2026, 3, 29), 2.5, 10, "Europe/Berlin")

        self.assertEqual(start, datetime(2026, 3, 29, 1, 30))
        self.assertEqual(end, datetime(2026, 3, 29, 8))

    def test_an_hour_that_comes_twice_is_the_first_one(self):
        start, end = local_span(date(2026, 10, 25), 2.5, 10, "Europe/Berlin")

        self.assertEqual(start, datetime(2026, 10, 25, 0, 30))
        self.assertEqual(end, datetime(2026, 10, 25, 9))

    def test_a_shift_in_the_skipped_hour_is_refused(self):
        rows = [template(start=2.25, end=3, tz="Europe/Berlin")]

        found = plan(rows, [date(2026, 3, 29)], Book())

        self.assertEqual(found.shifts, [])
        self.assertEqual(found.refusals[0].reason, NO_SUCH_TIME)


class TestPlan(BaseCase):
    """R2.8: who works when."""

    def reasons(self, found):
        return [refusal.reason for refusal in found.refusals]

    def test_everybody_of_a_template_gets_each_day(self):
        found = plan([template(workers=(1, 2, 3))], WEEK, Book())

        self.assertEqual(len(found.shifts), 21)
        self.assertFalse(found.refusals)

    def test_weekdays_and_validity_are_kept(self):
        rows = [
            template(1, weekdays=frozenset({0, 5})),
            template(2, 17, 20, valid_from=WEEK[2], valid_until=WEEK[3]),
        ]

        found = plan(rows, WEEK, Book())

        days = [(shift.template_id, shift.day) for shift in found.shifts]
        self.assertEqual(days, [(1, WEEK[0]), (2, WEEK[2]), (2, WEEK[3]), (1, WEEK[5])])

    def test_of_many_the_one_with_the_fewest_hours_comes(self):
        """R2.8: a needed number is shared fairly."""
        found = plan([template(workers=(1, 2, 3), needed=1)], WEEK[:6], Book())

        self.assertEqual([shift.worker_id for shift in found.shifts], [1, 2, 3] * 2)

    def test_too_few_people_are_told_with_the_number(self):
        book = Book()
        book.add_absence(2, datetime(2026, 6, 1), datetime(2026, 6, 2))

        found = plan([template(workers=(1, 2), needed=3)], WEEK[:1], book)

        self.assertEqual(len(found.shifts), 1)
        self.assertEqual(self.reasons(found), [ABSENCE, TOO_FEW])
        self.assertEqual(found.refusals[-1].figure, 2)

    def test_who_is_taken_or_away_gets_no_shift(self):
        book = Book()
        book.add(1, datetime(2026, 6, 1, 7), datetime(2026, 6, 1, 12))
        book.add_absence(2, datetime(2026, 6, 1, 0), datetime(2026, 6, 1, 1))

        found = plan([template(workers=(1, 2))], WEEK[:1], book)

        self.assertEqual(self.reasons(found), [OVERLAP, ABSENCE])
        self.assertEqual(found.refusals[0].start, datetime(2026, 6, 1, 7))

    def test_shifts_may_touch(self):
        book = Book()
        book.add(1, datetime(2026, 6, 1, 8), datetime(2026, 6, 1, 12))

        self.assertEqual(len(plan([template()], WEEK[:1], book).shifts), 1)

    def test_after_a_night_there_is_rest(self):
        """R2.8: a night until six, then a morning at eight: two hours are no rest."""
        rows = [
            template(1, 22, 6, weekdays=frozenset({0})),
            template(2, 8, 16, weekdays=frozenset({1, 2})),
        ]

        found = plan(rows, WEEK[:3], Book(Rules(rest_hours=11)))

        taken = [(shift.template_id, shift.day) for shift in found.shifts]
        self.assertEqual(taken, [(1, WEEK[0]), (2, WEEK[2])])
        self.assertEqual(self.reasons(found), [REST])
        self.assertEqual(found.refusals[-1].figure, 2)

    def test_two_parts_of_a_day_need_no_rest_between(self):
        rows = [template(1, 8, 12), template(2, 14, 18)]

        found = plan(rows, WEEK[:1], Book(Rules(rest_hours=11)))

        self.assertEqual(len(found.shifts), 2)

    def test_a_week_has_a_most(self):
        """R2.8: forty hours a week are five days of eight."""
        found = plan([template()], WEEK, Book(Rules(week_hours=40)))

        self.assertEqual([shift.day for shift in found.shifts], WEEK[:5])
        self.assertEqual(self.reasons(found), [WEEK_HOURS] * 2)
        self.assertEqual(found.refusals[0].figure, 48)

    def test_a_week_begins_on_monday_by_the_local_clock(self):
        sunday = WEEK[-1]
        rows = [template(start=0, end=8)]

        found = plan(rows, [sunday, sunday + timedelta(days=1)], Book(Rules(0, 8)))

        self.assertEqual(len(found.shifts), 2)

    def test_planned_twice_nothing_is_added(self):
        """R2.8: known shifts count, those that were cancelled open a place again."""
        rows = [template(workers=(1, 2, 3), needed=2)]
        first = plan(rows, WEEK[:1], Book())
        kept, cancelled = (shift.worker_id for shift in first.shifts)

        again = plan(
            rows, WEEK[:1], Book(), {(1, MONDAY): {kept: True, cancelled: True}}
        )
        opened = plan(
            rows, WEEK[:1], Book(), {(1, MONDAY): {kept: True, cancelled: False}}
        )

        self.assertEqual(again, ([], []))
        self.assertEqual([shift.worker_id for shift in opened.shifts], [3])

    def test_no_plan_ever_breaks_its_rules(self):
        """R2.8: whatever the templates: no overlap, rest, and the week's most."""
        dice = random.Random(3)
        for _try in range(40):
            rows = [
                template(
                    number,
                    dice.randrange(24),
                    dice.randrange(1, 25),
                    range(1, 6),
                    needed=dice.randrange(4),
                    tz=dice.choice(["Europe/Berlin", "Asia/Shanghai"]),
                )
                for number in range(1, 5)
            ]
            found = plan(rows, WEEK, Book(Rules(9, 30)))
            for worker in range(1, 6):
                mine = sorted(
                    (shift.start, shift.end)
                    for shift in found.shifts
                    if shift.worker_id == worker
                )
                for (_begin, finish), (begin, _finish) in zip(
                    mine, mine[1:], strict=False
                ):
                    self.assertLessEqual(finish, begin)
