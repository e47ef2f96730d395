# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import random

from odoo.tests.common import BaseCase

from ..engine.weight import weight


class TestWeight(BaseCase):
    """R2.7: what somebody weighs when orders are given out."""

    def test_without_points_the_base_counts(self):
        self.assertEqual(weight(100, [], 30), 100)

    def test_after_a_half_life_points_count_half(self):
        """R2.7: the half-life is exact, and so is the next one."""
        self.assertEqual(weight(100, [(40, 0)], 30), 140)
        self.assertEqual(weight(100, [(40, 30.0)], 30), 120)
        self.assertEqual(weight(100, [(40, 60.0)], 30), 110)
        self.assertEqual(weight(0, [(64, 7.0)] * 3, 7), 96)

    def test_halves_are_rounded_up(self):
        self.assertEqual(weight(10, [(1, 30)], 30), 11)
        self.assertEqual(weight(10, [(-1, 30)], 30), 10)

    def test_what_lies_ahead_counts_whole(self):
        self.assertEqual(weight(10, [(4, -0.5)], 30), 14)

    def test_nobody_weighs_less_than_one(self):
        """R2.7: whatever somebody did, they are not chosen never."""
        dice = random.Random(1)
        for _try in range(500):
            entries = [
                (dice.randint(-1000, 50), dice.uniform(0, 400)) for _entry in range(9)
            ]
            found = weight(dice.randint(-50, 50), entries, dice.uniform(0.1, 90))
            self.assertIsInstance(found, int)
            self.assertGreaterEqual(found, 1)

    def test_more_points_never_weigh_less(self):
        """R2.7: monotone in points, and good points in their freshness."""
        dice = random.Random(2)
        for _try in range(500):
            half_life = dice.uniform(1, 60)
            entries = [
                (dice.randint(-9, 9), dice.uniform(0, 90)) for _entry in range(6)
            ]
            before = weight(20, entries, half_life)
            age = dice.uniform(1, 90)
            fresher = age - dice.uniform(0, 1)
            points = dice.randint(0, 20)
            older = weight(20, [*entries, (points, age)], half_life)
            self.assertLessEqual(before, older)
            self.assertLessEqual(
                older, weight(20, [*entries, (points, fresher)], half_life)
            )
