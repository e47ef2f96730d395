# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import BaseCase

from ..tools.number import is_id, whole_number


class TestNumber(BaseCase):
    """What of a stranger's text and JSON may be looked for as an id."""

    def test_whole_numbers_are_read(self):
        """R0.10: As text of an address, and as JSON has them."""
        for sent, number in (("42", 42), (42, 42), ("999999999", 999_999_999)):
            self.assertEqual(whole_number(sent), number)

    def test_garbage_is_nobodys_number(self):
        """R0.10: No error, and no number that the database does not take."""
        for sent in (None, True, "", "-1", " 1", 1.5, "١", "²", [], {}, "1" * 10):
            self.assertEqual(whole_number(sent), 0, sent)

    def test_only_a_whole_number_of_json_can_be_an_id(self):
        """R0.10: True is no 1, and nothing is beyond what the database takes."""
        for value in (1, 2**31 - 1):
            self.assertTrue(is_id(value), value)
        for value in (0, -1, 2**31, True, None, 1.0, "1", [], {}):
            self.assertFalse(is_id(value), value)
