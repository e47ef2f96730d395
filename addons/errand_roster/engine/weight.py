# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How much a worker's points weigh when somebody is chosen (R2.3, R2.7)."""

import math


def weight(base, entries, half_life):
    """Return what somebody weighs: an integer of at least 1.

    ``max(1, round(base + sum of points * 0.5 ^ (age / half-life)))``, halves up.

    :param base: what somebody without points weighs
    :param entries: pairs of points and their age in days; what lies ahead is 0 old
    :param half_life: days, more than 0
    """
    total = base + sum(points * faded(age, half_life) for points, age in entries)
    return rounded(total)


def faded(age, half_life):
    """Return which part of points still counts after ``age`` days."""
    return 0.5 ** (max(age, 0.0) / half_life)


def rounded(total):
    """Return a sum of faded points as a weight."""
    return max(1, math.floor(total + 0.5))
