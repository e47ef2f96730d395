# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Texts with {{ placeholders }}: a fixed set of words, nothing is evaluated."""

import re

PLACEHOLDER = re.compile(r"\{\{\s*(\w*)\s*\}\}")
#: Whatever looks like a placeholder, also when it is written wrongly.
LOOKS_LIKE_ONE = re.compile(r"\{\{|\}\}")


def names(text):
    """Return the placeholders in a text, as a set."""
    return set(PLACEHOLDER.findall(text or ""))


def is_whole(text):
    """Tell whether every pair of braces in a text is a placeholder."""
    return not LOOKS_LIKE_ONE.search(PLACEHOLDER.sub("", text or ""))


def fill(text, values):
    """Return the text with its placeholders filled; one without a value is empty.

    :param values: dict of placeholder to text
    """
    return PLACEHOLDER.sub(lambda match: str(values.get(match[1]) or ""), text or "")
