# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How phone numbers are shown."""

MASK = "****"


def mask_phone(number):
    """Return an E.164 number with its middle hidden: +86138****5678."""
    return f"{number[:-8]}{MASK}{number[-4:]}"
