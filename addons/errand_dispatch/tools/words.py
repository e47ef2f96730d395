# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Texts put together as the reader's language does it, with its commas and spaces."""

from functools import reduce


def listed(env, texts):
    """Return texts as one list, in the language of ``env``; empty for none."""
    return _joined(texts, lambda a, b: env._("%(first)s, %(next)s", first=a, next=b))


def sentences(env, texts):
    """Return sentences as one text, in the language of ``env``; empty ones left out.

    One ``Markup`` makes all of it ``Markup``: the others are escaped.
    """
    return _joined(texts, lambda a, b: env._("%(first)s %(next)s", first=a, next=b))


def _joined(texts, join):
    said = [text for text in texts if text]
    return reduce(join, said) if said else ""
