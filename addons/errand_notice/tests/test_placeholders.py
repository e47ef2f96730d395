# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import BaseCase

from ..engine.placeholders import fill, is_whole, names


class TestPlaceholders(BaseCase):
    def test_words_are_filled_in(self):
        """R2.9: Texts hold what staff wrote, with the words of this errand."""
        text = fill("{{order}} for {{ company }}", {"order": "ER1", "company": "Acme"})

        self.assertEqual(text, "ER1 for Acme")

    def test_a_word_without_value_is_empty(self):
        self.assertEqual(fill("Code: {{ code }}.", {}), "Code: .")

    def test_nothing_is_evaluated(self):
        """R2.9: A text is a text, whoever wrote it."""
        text = "{{ order.env }} {{ 1+1 }}"

        self.assertEqual(fill(text, {"order": "ER1"}), text)
        self.assertFalse(is_whole(text))

    def test_what_is_filled_in_is_not_filled_again(self):
        self.assertEqual(fill("{{ order }}", {"order": "{{ code }}"}), "{{ code }}")

    def test_names_are_found(self):
        self.assertEqual(names("{{ a }} {{b}} {{ a }} { c }"), {"a", "b"})
        self.assertEqual(names(False), set())
