# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from dataclasses import replace
from decimal import Decimal
from random import Random

from odoo.tests import BaseCase

from ..engine import ending
from ..engine.ending import Facts, Rule, decide

CENT = Decimal("0.01")


def facts(**values):
    return Facts(
        **{
            "cause": "cancel",
            "side": "customer",
            "stage": "grabbed",
            "minutes": 0,
            "fee": Decimal(10),
            "pay": Decimal(9),
            "commission_percent": Decimal(10),
            "step": CENT,
            **values,
        }
    )


def rule(ref=1, **values):
    return Rule(**{"ref": ref, "cause": "cancel", "side": "customer", **values})


class TestEnding(BaseCase):
    """R0.2: the written rule, as plain functions."""

    def test_without_a_rule_all_goes_back_before_the_grab(self):
        outcome = decide([], facts(stage="open"))

        self.assertTrue(outcome.is_allowed)
        self.assertEqual((outcome.kept, outcome.penalty), (0, 0))

    def test_without_a_rule_nobody_cancels_after_the_grab(self):
        self.assertFalse(decide([], facts()).is_allowed)

    def test_without_a_rule_what_is_carried_comes_back(self):
        stuck = facts(cause="undeliverable", stage="at_dropoff")

        self.assertTrue(decide([], stuck).needs_return)
        self.assertTrue(decide([], stuck).is_allowed)

    def test_the_latest_time_that_passed_decides(self):
        rules = [
            rule(1),
            rule(2, after_minutes=3, percent=Decimal(20)),
            rule(3, after_minutes=9, percent=Decimal(50)),
        ]

        kept = [decide(rules, facts(minutes=at)).kept for at in (0, 2, 3, 8, 9, 99)]

        self.assertEqual(kept, [0, 0, 2, 2, 5, 5])

    def test_it_says_until_when_it_holds(self):
        rules = [rule(1), rule(2, after_minutes=3, percent=Decimal(20))]

        self.assertEqual(decide(rules, facts(minutes=1)).holds_minutes, 3)
        self.assertIsNone(decide(rules, facts(minutes=3)).holds_minutes)

    def test_the_most_specific_rule_wins_over_a_later_time(self):
        rules = [
            rule(1, after_minutes=3, percent=Decimal(90)),
            rule(2, category=7, percent=Decimal(10)),
            rule(3, category=7, service_class="professional", percent=Decimal(30)),
        ]

        known = facts(minutes=5, category=7, service_class="professional")
        self.assertEqual(decide(rules, known).rule, 3)
        self.assertEqual(decide(rules, replace(known, service_class="")).rule, 2)
        self.assertEqual(decide(rules, replace(known, category=8)).rule, 1)

    def test_rules_of_other_sides_causes_stages_do_not_speak(self):
        others = [
            rule(1, side="platform"),
            rule(2, cause="no_show"),
            rule(3, stage="at_pickup"),
            rule(4, company=9),
        ]

        self.assertEqual(decide(others, facts()).rule, 0)

    def test_the_cap_and_the_fee_bound_what_is_kept(self):
        capped = rule(percent=Decimal(50), fixed=Decimal(2), cap=Decimal(3))

        self.assertEqual(decide([capped], facts()).kept, 3)
        self.assertEqual(decide([replace(capped, cap=None)], facts()).kept, 7)
        dear = replace(capped, cap=None, fixed=Decimal(99))
        self.assertEqual(decide([dear], facts()).kept, 10)

    def test_an_earned_fee_pays_the_courier_as_a_delivery_does(self):
        earned = rule(percent=Decimal(100), courier_percent=Decimal(100))
        known = facts(fee=Decimal("3.45"), commission_percent=Decimal("12.5"))

        outcome = decide([earned], known)

        share = ending.split(known.fee, known.commission_percent, CENT)[0]
        self.assertEqual((outcome.kept, outcome.compensation), (known.fee, share))

    def test_amounts_hold_whatever_the_rules_say(self):
        """Never more than the fee, never negative, in whole steps, and it adds up."""
        dice = Random(19)
        for _round in range(3000):
            rules = [self._random_rule(dice, ref) for ref in range(1, 6)]
            known = self._random_facts(dice)
            outcome = decide(rules, known)
            money = [
                outcome.kept,
                outcome.compensation,
                outcome.penalty,
                outcome.return_fee,
                outcome.return_pay,
            ]
            self.assertTrue(all(amount >= 0 for amount in money), (known, outcome))
            self.assertTrue(all(amount % known.step == 0 for amount in money))
            self.assertLessEqual(outcome.kept, known.fee)
            self.assertLessEqual(outcome.return_pay, outcome.return_fee)
            decided = {rule.ref: rule for rule in rules}.get(outcome.rule)
            if decided and not decided.support_percent:
                self.assertLessEqual(outcome.compensation, outcome.kept)
            if known.stage not in ("picked_up", "at_dropoff"):
                self.assertFalse(outcome.needs_return or outcome.return_fee)
            if not decided:
                self.assertEqual(sum(money), 0)

    def test_waiting_never_makes_it_cheaper_where_rules_rise(self):
        dice = Random(7)
        for _round in range(500):
            marks = sorted(dice.sample(range(60), 4))
            percents = sorted(dice.sample(range(101), 4))
            rules = [
                rule(ref, after_minutes=mark, percent=Decimal(percent))
                for ref, (mark, percent) in enumerate(
                    zip(marks, percents, strict=True), 1
                )
            ]
            rules.append(rule(9))
            fee = Decimal(dice.randrange(0, 5000)) * CENT
            kept = [
                decide(rules, facts(minutes=minute, fee=fee)).kept
                for minute in range(0, 70, 3)
            ]
            self.assertEqual(kept, sorted(kept))

    def test_what_is_said_holds_until_the_minute_that_is_named(self):
        dice = Random(3)
        for _round in range(500):
            rules = [self._random_rule(dice, ref) for ref in range(1, 6)]
            known = self._random_facts(dice)
            outcome = decide(rules, known)
            limit = outcome.holds_minutes or 90
            for minute in range(known.minutes, limit):
                again = decide(rules, replace(known, minutes=minute))
                self.assertEqual(again.rule, outcome.rule)

    def _random_rule(self, dice, ref):
        def percent():
            return Decimal(dice.choice([0, 0, 10, 33, 50, 100]))

        return Rule(
            ref=ref,
            cause=dice.choice(["cancel", "undeliverable"]),
            side="customer",
            stage=dice.choice(["", *ending.STAGES]),
            company=dice.choice([0, 1]),
            category=dice.choice([0, 0, 1]),
            service_class=dice.choice(["", "ordinary"]),
            after_minutes=dice.choice([0, 3, 10, 30]),
            percent=percent(),
            fixed=Decimal(dice.choice([0, 0, 1, 20])),
            cap=dice.choice([None, Decimal(0), Decimal("3.333")]),
            courier_percent=percent(),
            support_percent=dice.choice([Decimal(0), percent()]),
            penalty_percent=percent(),
            penalty_fixed=Decimal(dice.choice([0, 2])),
            needs_return=dice.random() < 0.5,
            return_percent=percent(),
        )

    def _random_facts(self, dice):
        step = dice.choice([CENT, Decimal("0.05"), Decimal(1)])
        fee = Decimal(dice.randrange(0, 4000)) * step
        commission = Decimal(dice.choice([0, 10, 100]))
        return facts(
            cause=dice.choice(["cancel", "undeliverable"]),
            stage=dice.choice(ending.STAGES),
            minutes=dice.randrange(0, 60),
            fee=fee,
            pay=ending.split(fee, commission, step)[0],
            commission_percent=commission,
            step=step,
            company=1,
            category=dice.choice([1, 2]),
            service_class=dice.choice(["ordinary", "professional"]),
        )
