# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase, tagged

from ..forms import readers

HANGZHOU = ZoneInfo("Asia/Shanghai")


@tagged("post_install", "-at_install")
class TestReaders(BaseCase):
    def test_nonsense_is_no_number(self):
        """R0.1: what only looks like a number is refused."""
        for text in ("", "nan", "inf", "1e400", "1e3", "0x10", "12,5", "1_000", "½"):
            with self.subTest(text=text), self.assertRaises(ValueError):
                readers.read_float(text)

    def test_numbers_are_read(self):
        """R0.1: usual ways to write a number."""
        self.assertEqual(readers.read_float("12.50"), 12.5)
        self.assertEqual(readers.read_float(".5"), 0.5)
        self.assertEqual(readers.read_float("-3"), -3)

    def test_huge_integers_are_refused(self):
        """R0.3: an integer that no column holds."""
        for text in ("2147483648", "9" * 5000, "1.5", "x"):
            with self.subTest(text=text[:20]), self.assertRaises(ValueError):
                readers.read_integer(text)

    def test_half_a_point_is_no_point(self):
        """R0.1: both numbers or none; and 0, 0 lies in the sea."""
        self.assertIsNone(readers.read_point("", ""))
        for latitude, longitude in (("30", ""), ("91", "0"), ("0", "0"), ("a", "b")):
            with self.subTest(latitude=latitude), self.assertRaises(ValueError):
                readers.read_point(latitude, longitude)

    def test_wall_clock_becomes_utc_and_back(self):
        """R0.1: a slot is typed on the branch's clock."""
        moment = readers.to_utc(date(2026, 3, 1), time(9, 30), HANGZHOU)

        self.assertEqual(moment, datetime(2026, 3, 1, 1, 30))
        self.assertEqual(readers.to_local(moment, HANGZHOU).hour, 9)

    def test_text_is_cleaned_and_limited(self):
        """R0.1: no NUL reaches the database, and nothing endless."""
        self.assertEqual(readers.clean(" a\x00\r\nb ", 10), "a\nb")
        with self.assertRaises(ValueError):
            readers.clean("x" * 11, 10)

    def test_properties_are_typed_by_their_definition(self):
        """R0.3: each kind of field a category may ask for."""
        cases = [
            ("char", "a", "a"),
            ("text", "a\nb", "a\nb"),
            ("boolean", "on", True),
            ("boolean", "", False),
            ("integer", "3", 3),
            ("float", "2.5", 2.5),
            ("date", "2026-03-01", "2026-03-01"),
            ("datetime", "2026-03-01T09:30", "2026-03-01 01:30:00"),
            ("selection", "b", "b"),
            ("integer", "", False),
        ]
        for kind, text, value in cases:
            with self.subTest(kind=kind, text=text):
                definition = {"type": kind, "selection": [["b", "B"]]}
                read = readers.read_property(text, definition, HANGZHOU)
                self.assertEqual(read, value)

    def test_wrong_properties_are_refused(self):
        """R0.3: types are checked on the server."""
        cases = [
            ("integer", "1.5"),
            ("float", "much"),
            ("date", "yesterday"),
            ("date", "9999-01-01"),
            ("datetime", "2026-03-01"),
            ("datetime", "0001-01-01T00:00"),
            ("selection", "c"),
        ]
        for kind, text in cases:
            with self.subTest(kind=kind, text=text), self.assertRaises(ValueError):
                definition = {"type": kind, "selection": [["b", "B"]]}
                readers.read_property(text, definition, HANGZHOU)
