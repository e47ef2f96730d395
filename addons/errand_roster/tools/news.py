# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the roster tells people: facts, which each channel puts into words."""

from typing import NamedTuple

from odoo import models


class RosterNews(NamedTuple):
    """One thing that happened on the roster.

    ``occasion`` tells this time from others, such as ``swap-7``: the same code and
    occasion are told to a person once. ``spans`` are pairs of naive UTC times.
    """

    code: str
    branch: models.BaseModel
    occasion: str
    spans: list
    asking: models.BaseModel | None = None
    colleague: models.BaseModel | None = None
