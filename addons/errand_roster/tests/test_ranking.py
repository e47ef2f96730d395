# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import random

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..engine.weight import weight
from .common import ErrandRosterCommon


@tagged("post_install", "-at_install")
class TestRanking(ErrandRosterCommon):
    """R2.7: weights and their ranking."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague.active = False

    def ranking(self, user=None):
        """Return what a user reads: the names, best first."""
        env = self.env(user=user or self.manager)
        return env["errand.ranking"].search([("company_id", "=", self.company.id)])

    def test_points_fade_with_the_branch_s_half_life(self):
        """R2.7: base and half-life are the branch's."""
        self.branch.write({"weight_base": 10, "points_half_life": 5})
        now = self._later()
        self.env["errand.point"]._grant(self.courier, 40, "rating", "a", at=now)

        weights = [
            self.courier._weights(self._later(days=days))[self.courier.id]
            for days in (0, 5, 10)
        ]

        self.assertEqual(weights, [50, 30, 20])

    def test_points_of_long_ago_are_nothing_and_no_error(self):
        """R2.7: a power that is too small for the database fails no assignment."""
        self.branch.points_half_life = 0.5
        self._grant(40, days=2000)

        self.assertEqual(self.courier._weights()[self.courier.id], 100)
        self.assertIn(self.courier, self.ranking().worker_id)

    def test_nobody_weighs_less_than_one(self):
        self._grant(-1000)

        self.assertEqual(self.courier.weight, 1)

    def test_without_a_branch_there_is_a_weight_too(self):
        self.courier.branch_id = False
        self.assertEqual(self.courier.weight, 100)

    def test_the_database_counts_as_the_formula(self):
        """R2.7: one query for everybody says what the plain function says."""
        dice = random.Random(4)
        self.branch.points_half_life = 12.5
        now = self._later()
        workers = self.courier
        expected = {}
        for number in range(20):
            worker = self._create_worker(
                self._create_partner(name=f"Worker {number}"),
                branch_id=self.branch.id,
            )
            workers |= worker
            entries = [
                (dice.randint(-20, 20), dice.randint(0, 100)) for _entry in range(8)
            ]
            for points, days in entries:
                self._grant(points, worker=worker, at=now - self._days(days))
            expected[worker.id] = weight(100, entries, 12.5)
        expected[self.courier.id] = 100
        self.env.flush_all()

        with self.assertQueryCount(1):
            found = workers._weights(now)

        self.assertEqual(found, expected)

    def _days(self, days):
        return self._later(days=days) - self._later()

    def test_the_ranking_says_who_stands_where(self):
        """R2.7: rank, points, weight and what changed in 30 days."""
        second = self._create_worker(
            self._create_partner(name="Sue Second"), branch_id=self.branch.id
        )
        self._grant(20, days=30)
        self._grant(8, days=0, worker=second)

        rows = self.ranking()

        self.assertEqual(rows.worker_id.ids, [self.courier.id, second.id])
        self.assertEqual(rows.mapped("rank"), [1, 2])
        self.assertEqual(rows.mapped("points"), [20, 8])
        self.assertEqual(rows.mapped("weight"), [110, 108])
        self.assertEqual(rows.mapped("change"), [-10, 8])

    def test_equals_share_a_place(self):
        self._create_worker(
            self._create_partner(name="Sue Second"), branch_id=self.branch.id
        )

        self.assertEqual(self.ranking().mapped("rank"), [1, 1])

    def test_each_reads_what_is_theirs(self):
        """R2.7, R2.10: managers their branch, dispatchers all, clerks nothing."""
        other = self._create_branch(name="Other")
        self._create_worker(branch_id=other.id)
        foreign = self._create_cny_company("Errands of Suzhou")
        self._create_worker(
            self._create_partner(name="Fay Foreign"), company_id=foreign.id
        )

        self.assertEqual(self.ranking().worker_id, self.courier)
        self.assertEqual(len(self.ranking(self.dispatcher)), 2)
        found = self.env["errand.ranking"].with_user(self.dispatcher).search([])
        self.assertNotIn(foreign, found.company_id)
        with self.assertRaises(AccessError):
            self.ranking(self.clerk)

    def test_pending_people_are_not_ranked(self):
        self.courier.verification = "pending"

        self.assertFalse(self.ranking())

    def test_a_row_opens_the_points(self):
        action = self.ranking().action_open_points()

        self.assertEqual(action["domain"], [("worker_id", "=", self.courier.id)])
