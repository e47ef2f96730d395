# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from itertools import permutations
from random import Random

from odoo.tests import BaseCase

from ..engine.area import Area
from ..engine.branch_choice import FIRST, ONLY, Candidate, Choice, choose
from ..engine.geo import Point, distance_km

RULES = ["site", "chosen", "category", "area", "open", "nearest"]
HERE = Point(30, 120)


def branch(key, latitude=30.0, radius_km=5, **claims):
    """Return a candidate on the meridian of HERE; claims are names with True."""
    spoken = frozenset(name for name, is_said in claims.items() if is_said)
    return Candidate(key, Area(Point(latitude, 120), radius_km), spoken)


class TestBranchChoice(BaseCase):
    def test_nobody(self):
        """R2.1: without branches there is none."""
        self.assertIsNone(choose([], HERE, RULES))

    def test_the_only_one(self):
        """R2.1: whatever the rules, one is one."""
        self.assertEqual(choose([branch(7)], HERE, RULES), Choice(7, ONLY))
        self.assertEqual(choose([branch(7)], None, []), Choice(7, ONLY))

    def test_the_nearest_open_one(self):
        """R2.1: else the nearest open one, not a nearer closed one."""
        near, far, farther = (
            branch(1, 30.01),
            branch(2, 30.02, open=True),
            branch(3, 30.03, open=True),
        )
        self.assertEqual(
            choose([farther, near, far], HERE, RULES), Choice(2, "nearest")
        )

    def test_all_closed(self):
        """R2.1: closed branches are not lost: the nearest takes it."""
        choice = choose([branch(1, 30.02), branch(2, 30.01)], HERE, RULES)
        self.assertEqual(choice, Choice(2, "nearest"))

    def test_the_order_of_the_rules_is_a_setting(self):
        """R2.1: the same branches and another order, another branch."""
        candidates = [branch(1, site=True), branch(2, chosen=True)]
        first_site = choose(candidates, HERE, ["site", "chosen"])
        first_chosen = choose(candidates, HERE, ["chosen", "site"])

        self.assertEqual(first_site, Choice(1, "site"))
        self.assertEqual(first_chosen, Choice(2, "chosen"))

    def test_a_rule_that_speaks_for_nobody_is_passed_over(self):
        """R2.1: a place outside of all areas still has a nearest branch."""
        far_away = Point(40, 120)
        choice = choose([branch(1, 30), branch(2, 31)], far_away, RULES)
        self.assertEqual(choice, Choice(2, "nearest"))

    def test_without_a_place(self):
        """R2.1: an errand without a trip goes to the first one that is open."""
        closed, first, second = branch(1), branch(2, open=True), branch(3, open=True)
        choice = choose([closed, first, second], None, RULES)
        self.assertEqual(choice, Choice(2, FIRST))

    def test_against_brute_force(self):
        """R2.1: one choice, explained, for each of 3000 random cases."""
        random = Random(11)
        names = ["site", "chosen", "category", "open"]
        orders = list(permutations(RULES))
        for _trial in range(3000):
            candidates = [
                branch(
                    key,
                    30 + random.choice([0, 0.01, 0.03, 0.1]),
                    random.choice([1, 5, 20]),
                    **{name: random.random() < 0.4 for name in names},
                )
                for key in range(random.randint(1, 5))
            ]
            point = random.choice([HERE, None])
            rules = list(random.choice(orders))[: random.randint(0, 6)]
            choice = choose(candidates, point, rules)
            best = min(
                candidates,
                key=lambda one: [
                    self._badness(rule, one, candidates, point, rules) for rule in rules
                ],
            )
            self.assertEqual(choice.key, best.key)
            self.assertIn(choice.reason, [*rules, ONLY, FIRST])

    def _badness(self, rule, one, candidates, point, rules):
        """Return 0 for a branch that a rule speaks for, more for the others.

        Sorting by all rules at once is the same as narrowing by each in turn: a rule
        that speaks for nobody is worth the same for all.
        """
        if rule == "nearest":
            return distance_km(one.area.centre, point) if point else 0
        if rule == "area":
            return int(not (point and one.area.holds(point)))
        return int(rule not in one.claims)
