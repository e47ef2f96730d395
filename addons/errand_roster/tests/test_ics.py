# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime

import vobject

from odoo.tests.common import BaseCase

from ..engine.ics import Event, calendar


class TestIcs(BaseCase):
    """R2.8: the calendar file is what RFC 5545 asks for."""

    def event(self, **values):
        return Event(
            **{
                "uid": "shift-7@example.com",
                "start": datetime(2026, 6, 1, 14),
                "end": datetime(2026, 6, 1, 22),
                "summary": "Shift",
                "location": "",
                "changed": datetime(2026, 5, 30, 8, 15, 30),
                "sequence": 4,
                **values,
            }
        )

    def test_another_program_reads_it(self):
        """R2.8: times in UTC, the text as it was."""
        text = "Night, “West Lake”; bring \\ the key\nand a lamp"
        found = vobject.readOne(calendar("Me", [self.event(summary=text)]).decode())

        self.assertEqual(found.vevent.summary.value, text)
        self.assertEqual(
            found.vevent.dtstart.value.replace(tzinfo=None), datetime(2026, 6, 1, 14)
        )
        self.assertEqual(found.vevent.sequence.value, "4")
        self.assertEqual(found.vevent.uid.value, "shift-7@example.com")

    def test_a_cancelled_shift_says_so(self):
        lines = calendar("Me", [self.event(is_cancelled=True)]).splitlines()

        self.assertIn(b"STATUS:CANCELLED", lines)

    def test_lines_are_folded_between_letters(self):
        """R2.8: 75 octets a line at most, in Chinese too."""
        text = "西湖分店的晚班，请带上钥匙" * 12
        found = calendar("Me", [self.event(summary=text)])

        for line in found.split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            line.decode()
        self.assertEqual(vobject.readOne(found.decode()).vevent.summary.value, text)

    def test_every_line_ends_as_the_standard_says(self):
        found = calendar("Me", [self.event()])

        self.assertTrue(found.endswith(b"END:VCALENDAR\r\n"))
        self.assertNotIn(b"\n", found.replace(b"\r\n", b""))
