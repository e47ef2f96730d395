# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime

from odoo import Command

from .common import ErrandCommon


def utc(text):
    return datetime.fromisoformat(text)


class TestBranchHours(ErrandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The calendar's own clock is another one: the branch's counts.
        cls.calendar = cls._create_calendar([("0", 9, 18), ("1", 9, 18)])
        cls.branch.calendar_id = cls.calendar

    @classmethod
    def _create_calendar(cls, hours, **values):
        """Return a calendar; hours are (weekday, from, to)."""
        return cls.env["resource.calendar"].create(
            {
                "name": "Opening hours",
                "company_id": cls.company.id,
                "tz": "America/New_York",
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Open",
                                "dayofweek": day,
                                "hour_from": start,
                                "hour_to": end,
                                "day_period": "full_day",
                            }
                        )
                        for day, start, end in hours
                    ),
                ],
                **values,
            }
        )

    def _close(self, start, end, company=None, **values):
        leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "date_from": utc(start),
                "date_to": utc(end),
                "calendar_id": self.calendar.id,
                **values,
            }
        )
        # Odoo computes it from the calendar, or from whoever is signed in.
        leave.company_id = company or self.company

    def _assert_open(self, *texts):
        for text in texts:
            self.assertTrue(self.branch._is_open(utc(text)), text)

    def _assert_closed(self, *texts):
        for text in texts:
            self.assertFalse(self.branch._is_open(utc(text)), text)

    def test_hours_are_on_the_clock_of_the_branch(self):
        """R2.1: Monday 9 to 18 in Shanghai is 1:00 to 10:00 UTC."""
        self._assert_closed("2026-03-02 00:59:59", "2026-03-02 10:00:00")
        self._assert_open("2026-03-02 01:00:00", "2026-03-02 09:59:59")
        self._assert_closed("2026-03-04 03:00:00")

    def test_without_hours_it_is_always_open(self):
        """R2.1: a branch that says nothing is never closed."""
        self.branch.calendar_id = False

        self._assert_open("2026-03-01 20:00:00")
        at = utc("2026-03-01 20:00:00")
        self.assertEqual(self.branch._next_opening(at), at)

    def test_the_next_opening(self):
        """R2.1: today, after the weekend, or now."""
        for at, expected in (
            ("2026-03-02 00:00:00", "2026-03-02 01:00:00"),
            ("2026-03-02 05:00:00", "2026-03-02 05:00:00"),
            ("2026-03-02 10:00:00", "2026-03-03 01:00:00"),
            ("2026-03-03 10:00:00", "2026-03-09 01:00:00"),
        ):
            self.assertEqual(self.branch._next_opening(utc(at)), utc(expected), at)

    def test_a_branch_that_never_opens(self):
        """R2.1: it is not looked for without an end."""
        self.calendar.attendance_ids.unlink()

        self.assertIsNone(self.branch._next_opening(utc("2026-03-02 00:00:00")))

    def test_closing_days(self):
        """R2.1: a closing day of the calendar, and one of the whole company."""
        self._close("2026-03-01 16:00:00", "2026-03-02 15:59:59")
        self._assert_closed("2026-03-02 03:00:00")
        self._close("2026-03-02 16:00:00", "2026-03-03 15:59:59", calendar_id=False)
        self._assert_closed("2026-03-03 03:00:00")
        self.assertEqual(
            self.branch._next_opening(utc("2026-03-02 03:00:00")),
            utc("2026-03-09 01:00:00"),
        )

    def test_holidays_of_others_do_not_count(self):
        """R2.1: another company's holiday, and one person's day off."""
        other = self._create_cny_company("Other Errands")
        self._close(
            "2026-03-01 16:00:00",
            "2026-03-02 15:59:59",
            company=other,
            calendar_id=False,
        )
        resource = self.env["resource.resource"].create(
            {"name": "Somebody", "calendar_id": self.calendar.id}
        )
        self._close(
            "2026-03-01 16:00:00", "2026-03-02 15:59:59", resource_id=resource.id
        )
        self._assert_open("2026-03-02 03:00:00")

    def test_a_shift_over_midnight(self):
        """R2.1: Friday 18 to 24 and Saturday 0 to 2 are one evening."""
        self.branch.calendar_id = self._create_calendar([("4", 18, 24), ("5", 0, 2)])

        self._assert_open(
            "2026-03-06 15:59:59",
            "2026-03-06 15:59:59.999999",
            "2026-03-06 16:00:00",
            "2026-03-06 17:59:59",
        )
        self._assert_closed("2026-03-06 18:00:00", "2026-03-06 09:59:59")
        openings = self.branch._openings(
            utc("2026-03-06 00:00:00"), utc("2026-03-08 00:00:00")
        )
        self.assertEqual(
            openings, [(utc("2026-03-06 10:00:00"), utc("2026-03-06 18:00:00"))]
        )

    def test_clocks_that_change(self):
        """R2.1: 9:00 stays 9:00 on the wall when summer time begins and ends."""
        self.branch.tz = "Europe/Berlin"
        self.branch.calendar_id = self._create_calendar([("6", 1, 4), ("0", 9, 18)])

        # Summer time began on Sunday 29 March 2026: 2:00 became 3:00.
        self._assert_open("2026-03-23 08:00:00", "2026-03-30 07:00:00")
        self._assert_closed("2026-03-23 07:59:59", "2026-03-30 06:59:59")
        self._assert_open("2026-03-29 00:00:00", "2026-03-29 01:59:59")
        self._assert_closed("2026-03-28 23:59:59", "2026-03-29 02:00:00")
        # It ended on Sunday 25 October 2026: 3:00 became 2:00.
        self._assert_open("2026-10-24 23:00:00", "2026-10-25 02:59:59")
        self._assert_closed("2026-10-25 03:00:00", "2026-10-26 07:59:59")
        self._assert_open("2026-10-26 08:00:00")

    def test_two_branches_with_one_calendar(self):
        """R2.1: the same hours in two time zones."""
        berlin = self._create_branch(
            name="Berlin", tz="Europe/Berlin", calendar_id=self.calendar.id
        )

        self.assertTrue(berlin._is_open(utc("2026-03-02 16:00:00")))
        self.assertFalse(berlin._is_open(utc("2026-03-02 02:00:00")))

    def test_administrators_set_hours_and_closing_days(self):
        """R2.1: nobody needs to be the database's administrator for it."""
        calendars = self.env["resource.calendar"].with_user(self.admin)
        calendar = calendars.create({"name": "New", "company_id": self.company.id})
        calendar.attendance_ids[0].hour_from = 7
        leave = self.env["resource.calendar.leaves"].with_user(self.admin)
        leave = leave.create(
            {
                "name": "Spring Festival",
                "date_from": utc("2026-02-16 16:00:00"),
                "date_to": utc("2026-02-23 15:59:59"),
                "calendar_id": calendar.id,
            }
        )
        self.branch.with_user(self.admin).calendar_id = calendar

        self._assert_closed("2026-02-18 04:00:00")
        leave.unlink()
