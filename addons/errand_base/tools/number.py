# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Ids of records in what somebody sent."""

#: PostgreSQL takes no larger id.
ID_LIMIT = 2**31


def is_id(value):
    """Tell whether a value out of JSON can be the id of a record."""
    return (
        isinstance(value, int) and not isinstance(value, bool) and 0 < value < ID_LIMIT
    )


def whole_number(sent):
    """Return a whole number out of an address or a form, 0 for anything else.

    At most nine digits: as an id it is one that PostgreSQL takes, and 0 is nobody's.

    :param sent: whatever the browser sent
    """
    text = str(sent)
    fits = text.isascii() and text.isdecimal() and len(text) <= 9
    return int(text) if fits else 0
