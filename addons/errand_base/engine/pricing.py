# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The price of an errand, line by line. No I/O; money is Decimal."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Tariff:
    """What staff set for one category and service class.

    Amounts are in one currency, distances in kilometres. ``rounding`` is the
    currency's smallest step, e.g. Decimal("0.01").
    """

    base: Decimal
    included_km: Decimal
    per_km: Decimal
    minimum: Decimal
    rounding: Decimal


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One row of the breakdown: a code, the kilometres it counts, the amount."""

    code: str
    quantity_km: Decimal
    amount: Decimal


def round_to(amount, step):
    """Round half up to a multiple of ``step``, as shops do."""
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def price(tariff, distance_km):
    """Return the ``PriceLine``s of a trip of ``distance_km`` (R0.4).

    The fee is their sum: each line is rounded by itself, so the breakdown that
    the customer sees always adds up.
    """
    beyond = max(Decimal(0), distance_km - tariff.included_km)
    lines = [PriceLine("base", Decimal(0), round_to(tariff.base, tariff.rounding))]
    if beyond and tariff.per_km:
        amount = round_to(beyond * tariff.per_km, tariff.rounding)
        lines.append(PriceLine("distance", beyond, amount))
    missing = round_to(tariff.minimum, tariff.rounding) - total(lines)
    if missing > 0:
        lines.append(PriceLine("minimum", Decimal(0), missing))
    return lines


def total(lines):
    """Return the sum of the lines' amounts."""
    return sum((line.amount for line in lines), Decimal(0))


def split(amount, percent, step):
    """Return (share, rest) of an amount; ``rest`` is its percentage, rounded once."""
    rest = round_to(amount * percent / 100, step)
    return amount - rest, rest
