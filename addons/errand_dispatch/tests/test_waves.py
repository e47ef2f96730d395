# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from random import Random

from odoo.tests import BaseCase, tagged

from ..engine.waves import Near, Wave, audience, due_wave, next_after

PLAN = (Wave(0, 1, 2), Wave(30, 3, 3), Wave(60, 5), Wave(90))


@tagged("post_install", "-at_install")
class TestWaves(BaseCase):
    """Offers reach further and further, in the end everybody in range (R0.7)."""

    def told_at(self, moments, near, plan=PLAN):
        """Return whom each look tells, at these seconds."""
        told, waves = [], []
        for seconds in moments:
            news = audience(plan, due_wave(plan, seconds), near, frozenset(told))
            told += news
            waves.append(news)
        return waves

    def test_the_nearest_are_told_first(self):
        """R0.7: so many within so many kilometres, then more and further."""
        near = [Near(1, 0.9), Near(2, 0.2), Near(3, 0.5), Near(4, 2.0), Near(5, 9.0)]

        waves = self.told_at([0, 30, 60, 90], near)

        self.assertEqual(waves, [[2, 3], [1, 4], [], [5]])

    def test_by_the_last_wave_everybody_in_range_was_told_once(self):
        """R0.7: whatever the plan, whoever comes and goes, and however late a look."""
        random = Random(7)
        for _trial in range(300):
            plan = tuple(
                Wave(
                    30 * number,
                    random.choice([None, random.uniform(0.1, 8)]),
                    random.choice([None, random.randrange(5)]),
                )
                for number in range(random.randrange(1, 6))
            )
            near = [
                Near(n, random.choice([None, random.uniform(0, 9)])) for n in range(20)
            ]
            last = plan[-1].after
            moments = sorted(random.sample(range(last + 1), min(3, last))) + [last + 5]

            told = [
                worker for wave in self.told_at(moments, near, plan) for worker in wave
            ]

            self.assertEqual(sorted(told), list(range(20)))

    def test_a_late_look_tells_all_whom_it_missed(self):
        """R2.4: a job that was lost costs time, and nobody is passed over."""
        near = [Near(n, n / 2) for n in range(1, 7)]

        self.assertEqual(self.told_at([65], near), [[1, 2, 3, 4, 5, 6]])

    def test_work_without_a_trip_is_near_to_all(self):
        """R0.5: there is no way to it."""
        self.assertEqual(audience(PLAN, 0, [Near(3), Near(2), Near(1)]), [1, 2])

    def test_before_the_first_wave_nobody_is_told(self):
        """R0.7: a plan may begin with the pool alone."""
        plan = (Wave(60, 2), Wave(120))

        self.assertEqual(due_wave(plan, 59), -1)
        self.assertEqual(audience(plan, -1, [Near(1, 0.1)]), [])
        self.assertEqual(next_after(plan, -1), 60)

    def test_when_to_look_again(self):
        """R0.7: at the next wave; behind the last there is none."""
        self.assertEqual(next_after(PLAN, 0), 30)
        self.assertIsNone(next_after(PLAN, 3))
