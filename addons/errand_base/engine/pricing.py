# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The price of an errand, line by line (R0.4). No I/O; money is Decimal.

The order of the lines is fixed, so that the same errand has the same breakdown:

1. ``base``, ``distance``, ``weight``: together the price of the work;
2. the extras in the order they are given (times of day, surcharges, holidays): each is
   a percentage of the price of the work, an amount, or both, up to its own cap; all of
   them together up to the tariff's cap, which cuts the last ones first;
3. ``minimum`` lifts the sum to the lowest fee, or ``maximum`` lowers it to the highest.

Each line is rounded half up by itself: the breakdown adds up to the fee.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from statistics import median

ZERO = Decimal(0)
#: Times of the day are minutes after midnight.
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Tariff:
    """What staff set for one category and service class.

    Amounts are in one currency, distances in kilometres, weights in kilograms.
    ``rounding`` is the currency's smallest step, e.g. Decimal("0.01"). ``kg_step`` is
    what a weight is rounded up to: 1 prices 2.2 kg as 3. ``maximum`` and
    ``extras_cap_percent`` (of the price of the work) are None where there is none.
    """

    base: Decimal
    included_km: Decimal
    per_km: Decimal
    minimum: Decimal
    rounding: Decimal
    included_kg: Decimal = ZERO
    per_kg: Decimal = ZERO
    kg_step: Decimal = Decimal(1)
    maximum: Decimal | None = None
    extras_cap_percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """A surcharge that holds: percentage of the price of the work, amount, cap.

    ``key`` is the caller's, and comes back on the line. ``cap`` is None or an amount.
    """

    code: str
    percent: Decimal
    amount: Decimal
    cap: Decimal | None = None
    key: object = None


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One row of the breakdown.

    ``quantity`` is what was counted: kilometres of a distance, kilograms of a weight,
    the percentage of an extra; 0 where nothing was.
    """

    code: str
    quantity: Decimal
    amount: Decimal
    key: object = None


@dataclass(frozen=True, slots=True)
class Band:
    """Hours of the day, on weekdays (0 is Monday), on one wall clock.

    From ``start`` until before ``until``, in minutes after midnight. Where ``until``
    is not after ``start``, the band goes on until the next day, and belongs to the day
    it begins on; where both are the same it is 24 hours long.
    """

    start: int
    until: int
    weekdays: frozenset

    def holds_at(self, local):
        """Tell whether the wall clock ``local`` (a datetime) lies in the band.

        Only what the clock shows counts: an hour that comes twice when clocks go back
        is in the band both times, one that is left out never.
        """
        minute = local.hour * 60 + local.minute
        today, yesterday = local.weekday(), (local.weekday() - 1) % 7
        if self.start < self.until:
            return today in self.weekdays and self.start <= minute < self.until
        return (today in self.weekdays and minute >= self.start) or (
            yesterday in self.weekdays and minute < self.until
        )


def round_to(amount, step):
    """Round half up to a multiple of ``step``, as shops do."""
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def round_up_to(amount, step):
    """Round up to a multiple of ``step``; a step of 0 leaves the amount as it is."""
    if not step:
        return amount
    return (amount / step).quantize(Decimal(1), rounding=ROUND_CEILING) * step


def price(tariff, distance_km, weight_kg=ZERO, extras=()):
    """Return the ``PriceLine``s of an errand; the fee is their ``total``.

    :param extras: the ``Extra``s that hold at the time that counts
    """
    lines = _work_lines(tariff, distance_km, weight_kg)
    lines += _extra_lines(tariff, total(lines), extras)
    minimum = round_to(tariff.minimum, tariff.rounding)
    if total(lines) < minimum:
        lines.append(PriceLine("minimum", ZERO, minimum - total(lines)))
    if tariff.maximum is not None:
        # A lowest fee above the highest one wins: staff's mistake costs them nothing.
        maximum = max(minimum, round_to(tariff.maximum, tariff.rounding))
        if total(lines) > maximum:
            lines.append(PriceLine("maximum", ZERO, maximum - total(lines)))
    return lines


def _work_lines(tariff, distance_km, weight_kg):
    lines = [PriceLine("base", ZERO, round_to(tariff.base, tariff.rounding))]
    far = max(ZERO, distance_km - tariff.included_km)
    heavy = round_up_to(max(ZERO, weight_kg - tariff.included_kg), tariff.kg_step)
    for code, quantity, rate in (
        ("distance", far, tariff.per_km),
        ("weight", heavy, tariff.per_kg),
    ):
        if quantity and rate:
            amount = round_to(quantity * rate, tariff.rounding)
            lines.append(PriceLine(code, quantity, amount))
    return lines


def _extra_lines(tariff, work, extras):
    left = None
    if tariff.extras_cap_percent is not None:
        left = round_to(work * tariff.extras_cap_percent / 100, tariff.rounding)
    lines = []
    for extra in extras:
        amount = work * extra.percent / 100 + extra.amount
        if extra.cap is not None:
            amount = min(amount, extra.cap)
        amount = round_to(amount, tariff.rounding)
        if left is not None:
            amount = min(amount, left)
            left -= amount
        if amount:
            lines.append(PriceLine(extra.code, extra.percent, amount, extra.key))
    return lines


def total(lines):
    """Return the sum of the lines' amounts."""
    return sum((line.amount for line in lines), ZERO)


def split(amount, percent, step):
    """Return (share, rest) of an amount; ``rest`` is its percentage, rounded once."""
    rest = round_to(amount * percent / 100, step)
    return amount - rest, rest


def usual_fee(fees, least):
    """Return the median of ``fees``, or None when there are fewer than ``least``."""
    return median(fees) if len(fees) >= least else None


def suggest(fee, extras, step, lowest, highest):
    """Return what to propose to a customer: ``fee`` with its extras, within bounds.

    :param step: what fees are rounded to, e.g. Decimal("0.50")
    """
    tariff = Tariff(fee, ZERO, ZERO, ZERO, step)
    raised = total(price(tariff, ZERO, extras=extras))
    return min(max(raised, lowest), highest)
