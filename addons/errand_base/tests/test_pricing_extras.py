# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..engine.pricing import (
    Band,
    Extra,
    Tariff,
    price,
    round_to,
    round_up_to,
    suggest,
    total,
    usual_fee,
)

D = Decimal
EVERY_DAY = frozenset(range(7))
NIGHT = Band(22 * 60, 6 * 60, EVERY_DAY)

steps = st.sampled_from([D("0.01"), D("0.05"), D("0.1"), D(1), D("0.001")])


def amounts(highest):
    return st.integers(0, highest * 1000).map(lambda number: D(number) / 1000)


tariffs = st.builds(
    Tariff,
    base=amounts(50),
    included_km=amounts(10),
    per_km=amounts(10),
    minimum=amounts(30),
    rounding=steps,
    included_kg=amounts(5),
    per_kg=amounts(5),
    kg_step=st.sampled_from([D("0.5"), D(1), D(5)]),
    maximum=st.none() | amounts(200),
    extras_cap_percent=st.none() | amounts(100),
)
extras = st.lists(
    st.builds(
        Extra,
        code=st.just("weather"),
        percent=amounts(100),
        amount=amounts(10),
        cap=st.none() | amounts(20),
    ),
    max_size=4,
)
#: The same trials each time, and no files left behind.
trials = settings(max_examples=300, deadline=None, derandomize=True, database=None)


def tariff(**values):
    return Tariff(
        **{
            "base": D(6),
            "included_km": D(1),
            "per_km": D(2),
            "minimum": D(5),
            "rounding": D("0.01"),
            "included_kg": D(1),
            "per_kg": D("1.5"),
            **values,
        }
    )


def rows(lines):
    return [(line.code, line.quantity, line.amount) for line in lines]


class TestPricingExtras(BaseCase):
    def test_further_kilograms_are_rounded_up_and_priced(self):
        """R0.4: 3.2 kg, the first included: 2.2 further ones count as 3."""
        lines = price(tariff(), D(1), D("3.2"))

        self.assertEqual(
            rows(lines), [("base", 0, D("6.00")), ("weight", 3, D("4.50"))]
        )

    def test_a_rainy_holiday_night(self):
        """R0.4: worked out by hand: 6 + 4 x 2 + 2 x 1.5 = 17; 30 %, 20 % up to 3, 2."""
        lines = price(
            tariff(),
            D(5),
            D(3),
            [
                Extra("band", D(30), D(0)),
                Extra("weather", D(20), D(0), cap=D(3)),
                Extra("holiday", D(0), D(2)),
            ],
        )

        self.assertEqual(
            rows(lines),
            [
                ("base", 0, D(6)),
                ("distance", 4, D(8)),
                ("weight", 2, D(3)),
                ("band", 30, D("5.10")),
                ("weather", 20, D(3)),
                ("holiday", 0, D(2)),
            ],
        )
        self.assertEqual(total(lines), D("27.10"))

    def test_all_extras_together_are_capped(self):
        """R0.4: at most half of the work, cut from the last one."""
        lines = price(
            tariff(base=D(10), extras_cap_percent=D(50)),
            D(0),
            extras=[
                Extra("band", D(30), D(0)),
                Extra("weather", D(30), D(0)),
                Extra("holiday", D(30), D(0)),
            ],
        )

        self.assertEqual(
            rows(lines), [("base", 0, D(10)), ("band", 30, D(3)), ("weather", 30, D(2))]
        )

    def test_highest_fee_is_a_line(self):
        """R0.4: the fee goes down to the highest one, and says so."""
        lines = price(tariff(maximum=D(9)), D(5))

        self.assertEqual(rows(lines)[-1], ("maximum", 0, D("-5.00")))
        self.assertEqual(total(lines), D(9))

    @trials
    @given(tariffs, amounts(40), amounts(40), extras)
    def test_lines_add_up_within_bounds(self, tariff, km, kg, extras):
        """R0.4: each line is a multiple of the step; the sum keeps to the bounds."""
        lines = price(tariff, km, kg, extras)

        for line in lines:
            self.assertEqual(line.amount % tariff.rounding, 0)
            if line.code != "maximum":
                self.assertGreaterEqual(line.amount, 0)
        minimum = round_to(tariff.minimum, tariff.rounding)
        self.assertGreaterEqual(total(lines), minimum)
        if tariff.maximum is not None:
            highest = max(minimum, round_to(tariff.maximum, tariff.rounding))
            self.assertLessEqual(total(lines), highest)

    @trials
    @given(tariffs, amounts(40), amounts(40), amounts(40), amounts(40), extras)
    def test_more_is_never_cheaper(self, tariff, km, more_km, kg, more_kg, extras):
        """R0.4: neither a longer way, nor a heavier parcel, nor another surcharge."""
        fee = total(price(tariff, km, kg, extras))

        self.assertLessEqual(fee, total(price(tariff, km + more_km, kg, extras)))
        self.assertLessEqual(fee, total(price(tariff, km, kg + more_kg, extras)))
        self.assertLessEqual(total(price(tariff, km, kg, extras[:-1])), fee)

    @trials
    @given(tariffs, amounts(40), amounts(40), extras)
    def test_caps_hold(self, tariff, km, kg, extras):
        """R0.4: no surcharge adds more than its cap, nor all more than theirs."""
        lines = price(tariff, km, kg, extras)
        work = total(
            [line for line in lines if line.code in ("base", "distance", "weight")]
        )
        added = [line for line in lines if line.code == "weather"]
        if tariff.extras_cap_percent is not None:
            cap = round_to(work * tariff.extras_cap_percent / 100, tariff.rounding)
            self.assertLessEqual(total(added), cap)
        caps = [extra.cap for extra in extras]
        if caps and None not in caps:
            highest = round_to(max(caps), tariff.rounding)
            for line in added:
                self.assertLessEqual(line.amount, highest)

    def test_weights_are_rounded_up(self):
        """R0.4: to the next step, and not at all without one."""
        cases = [
            ("0", "1", "0"),
            ("0.1", "1", "1"),
            ("1", "1", "1"),
            ("2.2", "0.5", "2.5"),
        ]
        for amount, step, expected in cases:
            self.assertEqual(round_up_to(D(amount), D(step)), D(expected))
        self.assertEqual(round_up_to(D("2.2"), D(0)), D("2.2"))

    # === TIMES OF DAY === #

    def test_night_goes_on_until_the_morning(self):
        """R0.4: 22:00 to 06:00, its end not included."""
        cases = [(21, 59, False), (22, 0, True), (23, 59, True), (0, 0, True)]
        cases += [(5, 59, True), (6, 0, False), (12, 0, False)]
        for hour, minute, expected in cases:
            local = datetime(2026, 3, 4, hour, minute)
            self.assertEqual(NIGHT.holds_at(local), expected, local)

    def test_night_belongs_to_the_day_it_begins_on(self):
        """R0.4: Friday's night goes on until Saturday morning."""
        friday = Band(22 * 60, 6 * 60, frozenset({4}))

        self.assertTrue(friday.holds_at(datetime(2026, 3, 6, 23)))  # a Friday
        self.assertTrue(friday.holds_at(datetime(2026, 3, 7, 5)))
        self.assertFalse(friday.holds_at(datetime(2026, 3, 6, 5)))
        self.assertFalse(friday.holds_at(datetime(2026, 3, 7, 23)))

    def test_whole_day(self):
        """R0.4: Sunday, all of it, and no minute of Monday."""
        sunday = Band(0, 0, frozenset({6}))

        self.assertTrue(sunday.holds_at(datetime(2026, 3, 8, 0, 0)))
        self.assertTrue(sunday.holds_at(datetime(2026, 3, 8, 23, 59)))
        self.assertFalse(sunday.holds_at(datetime(2026, 3, 9, 0, 0)))

    def test_clock_changes(self):
        """R0.4: in Berlin 02:30 comes twice in October, and never in March."""
        berlin = ZoneInfo("Europe/Berlin")
        small = Band(2 * 60, 3 * 60, EVERY_DAY)

        def holds(*utc):
            moment = datetime(*utc, tzinfo=timezone.utc)
            return small.holds_at(moment.astimezone(berlin))

        self.assertTrue(holds(2026, 10, 25, 0, 30))
        self.assertTrue(holds(2026, 10, 25, 1, 30))
        self.assertFalse(holds(2026, 10, 25, 2, 0))
        self.assertFalse(holds(2026, 3, 29, 0, 59))  # 01:59
        self.assertFalse(holds(2026, 3, 29, 1, 0))  # 03:00

    # === SUGGESTIONS === #

    def test_usual_is_the_median_of_enough(self):
        """R0.4: at least ten errands, the middle of them."""
        self.assertIsNone(usual_fee([D(5)] * 9, 10))
        self.assertEqual(usual_fee([D(1)] * 4 + [D(8)] * 2 + [D(90)] * 4, 10), D(8))
        self.assertEqual(usual_fee([D(5), D(6)], 2), D("5.5"))

    def test_suggestion_is_rounded_and_within_bounds(self):
        """R0.4: to the step, raised by what holds, never out of bounds."""
        rain = [Extra("weather", D(20), D(1))]
        cases = [
            (D("8.2"), [], D(8)),
            (D("8.25"), [], D("8.5")),
            (D("8"), rain, D("10.5")),  # 8 + 2.6, rounded by itself to 2.5
            (D(1), [], D(3)),
            (D(60), rain, D(50)),
        ]
        for fee, extras, expected in cases:
            self.assertEqual(suggest(fee, extras, D("0.5"), D(3), D(50)), expected)
