# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from collections import Counter
from random import Random

from odoo.tests import BaseCase, tagged

from ..engine.draw import BARRED, FULL, NOBODY, UNSKILLED, Job, Person, choose, draw

#: Chi-square of 7 degrees of freedom that chance exceeds once in a thousand times.
CHI_SQUARE = 24.32
DRAWS = 100_000


@tagged("post_install", "-at_install")
class TestDraw(BaseCase):
    """Who gets a task is drawn by weight, and can be drawn again (R2.3, R2.4)."""

    def one(self, people, **values):
        """Return the draw of one job."""
        (drawn,) = draw([Job(task_id=1, seed=7, **values)], people)
        return drawn

    def test_shares_follow_weights(self):
        """R2.3: over a hundred thousand seeded draws, by a test of chi-square."""
        weights = {1: 1, 2: 1, 3: 2, 4: 3, 5: 5, 6: 8, 7: 13, 8: 100}
        people = [Person(worker, weight) for worker, weight in weights.items()]
        seeds = Random(20260301)
        jobs = (Job(number, seeds.getrandbits(63)) for number in range(DRAWS))

        counts = Counter(drawn.worker_id for drawn in draw(jobs, people))

        total = sum(weights.values())
        chi_square = sum(
            (counts[worker] - DRAWS * weight / total) ** 2 / (DRAWS * weight / total)
            for worker, weight in weights.items()
        )
        self.assertEqual(set(counts), set(weights))
        self.assertLess(chi_square, CHI_SQUARE)

    def test_seeds_in_a_row_are_as_good_as_any(self):
        """R2.3: what gives the seeds does not matter to the shares."""
        people = [Person(worker, worker) for worker in range(1, 9)]
        jobs = (Job(number, number) for number in range(DRAWS))

        counts = Counter(drawn.worker_id for drawn in draw(jobs, people))

        chi_square = sum(
            (counts[worker] - DRAWS * worker / 36) ** 2 / (DRAWS * worker / 36)
            for worker in range(1, 9)
        )
        self.assertLess(chi_square, CHI_SQUARE)

    def test_a_draw_can_be_made_again(self):
        """R5.3: from what is kept of it, to the same answer."""
        people = [Person(worker, 10 * worker, limit=3) for worker in range(1, 9)]
        jobs = [Job(number, number**5) for number in range(30)]

        drawn = list(draw(jobs, people))

        self.assertEqual(sum(one.worker_id is not None for one in drawn), 24)
        for one in drawn:
            self.assertEqual(choose(one.candidates, one.seed), one.worker_id)

    def test_nobody_gets_more_than_they_may_hold(self):
        """R2.3: within a batch too; what is left over says why."""
        people = [Person(1, 1000, load=1, limit=3), Person(2, 1, limit=2)]

        drawn = list(draw([Job(number, number) for number in range(6)], people))

        self.assertEqual(Counter(one.worker_id for one in drawn), {1: 2, 2: 2, None: 2})
        self.assertEqual([one.reason for one in drawn], [None] * 4 + [FULL] * 2)

    def test_not_twice_in_a_row_while_another_is_free(self):
        """R2.4: however heavy the one is who did not handle it."""
        for seed in range(200):
            people = [Person(1, 10_000), Person(2, 1)]
            (drawn,) = draw([Job(1, seed, last_worker_id=1)], people)
            self.assertEqual(drawn.worker_id, 2)

    def test_it_comes_back_when_all_others_are_full(self):
        """R2.4: better the same person than nobody."""
        people = [Person(1, 5), Person(2, 5, load=2, limit=2)]

        self.assertEqual(self.one(people, last_worker_id=1).worker_id, 1)

    def test_the_barred_never_get_it(self):
        """R2.3: who gave it back, or asked for it themselves."""
        people = [Person(1, 5), Person(2, 5)]

        self.assertEqual(self.one(people, barred=frozenset({1})).worker_id, 2)
        nobody = self.one(people, barred=frozenset({1, 2}), last_worker_id=2)
        self.assertEqual((nobody.worker_id, nobody.reason), (None, BARRED))

    def test_only_who_can_do_it(self):
        """R2.7: skills are categories; who names none takes all."""
        cakes, tea = 1, 2
        people = [Person(1, 100, skills=frozenset({tea})), Person(2, 1)]

        self.assertEqual(self.one(people, category_id=cakes).worker_id, 2)
        alone = self.one(people[:1], category_id=cakes)
        self.assertEqual((alone.worker_id, alone.reason), (None, UNSKILLED))

    def test_nobody_on_duty(self):
        """R2.3: nobody is drawn, and that is said."""
        drawn = self.one([])

        self.assertEqual((drawn.worker_id, drawn.reason), (None, NOBODY))
        self.assertEqual(drawn.candidates, ())
