# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from dataclasses import replace
from random import Random

from odoo.tests import BaseCase, tagged

from ..engine.flow import (
    ACCEPTED,
    ACTED,
    ALWAYS,
    CLOSED,
    KINDS,
    MANUAL,
    NAMED,
    NEVER_TAKEN,
    NEW,
    NOT_OF_FLOW,
    OPEN,
    POOL,
    PUSH,
    RANDOM,
    REMIND,
    TAKE_BACK,
    TELL,
    UNHANDLED,
    UNREACHED,
    Facts,
    Step,
    first,
    following,
    path,
    problems,
    waits_for_opening,
)

AT_NOON, AT_NIGHT = Facts(is_open=True, fee=10), Facts(is_open=False, fee=10)


@tagged("post_install", "-at_install")
class TestFlow(BaseCase):
    """Steps follow each other until somebody handles the task (R2.2, R2.4)."""

    def kinds(self, steps, facts=AT_NOON, most=50, flow=NEW):
        """Return what happens when nobody ever acts: minute, step and round."""
        return [
            (minutes, turn.step.kind, turn.round)
            for minutes, turn in path(flow, steps, facts, most)
        ]

    def test_steps_follow_each_other(self):
        """R2.2: each for its minutes; behind the last one people decide."""
        steps = [Step(1, PUSH, 2), Step(2, POOL, 10), Step(3, TELL, 5)]

        self.assertEqual(self.kinds(steps), [(0, PUSH, 0), (2, POOL, 0), (12, TELL, 0)])
        self.assertIsNone(following(steps, 3, 0, AT_NOON))

    def test_a_step_comes_again(self):
        """R2.4: again and again on a set period, until it is handled."""
        steps = [Step(1, RANDOM, 5, rounds=2), Step(2, RANDOM, 3, rounds=0)]

        self.assertEqual(
            self.kinds(steps, most=5),
            [(0, RANDOM, 0), (5, RANDOM, 1)]
            + [(10 + 3 * n, RANDOM, n) for n in range(3)],
        )

    def test_conditions_are_asked_each_time(self):
        """R2.2: at night another step comes; one that began ends with the day."""
        steps = [
            Step(1, RANDOM, 5, rounds=0, hours=OPEN),
            Step(2, POOL, 30, hours=CLOSED),
            Step(3, MANUAL, 60),
        ]

        self.assertEqual(first(steps, AT_NOON).step.kind, RANDOM)
        self.assertEqual(first(steps, AT_NIGHT).step.kind, POOL)
        self.assertEqual(following(steps, 1, 3, AT_NOON).round, 4)
        self.assertEqual(following(steps, 1, 3, AT_NIGHT).step.kind, POOL)

    def test_a_step_for_dear_orders(self):
        """R2.2: a condition on the fee, the bound included."""
        steps = [Step(1, NAMED, 5, fee_from=20), Step(2, POOL, 5)]

        self.assertEqual(first(steps, Facts(True, 20)).step.kind, NAMED)
        self.assertEqual(first(steps, Facts(True, 19.99)).step.kind, POOL)

    def test_no_step_applies(self):
        """R2.4: then people decide at once."""
        self.assertIsNone(first([Step(1, POOL, 5, hours=CLOSED)], AT_NOON))
        self.assertIsNone(first([], AT_NOON))

    def test_a_step_that_was_deleted_meanwhile(self):
        """R2.2: the settings may change at any time; the flow begins anew."""
        steps = [Step(1, PUSH, 2), Step(2, POOL, 10)]

        self.assertEqual(following(steps, 99, 4, AT_NOON).step.id, 1)

    def test_every_flow_without_endless_steps_comes_to_its_end(self):
        """R2.4: whatever is set, nothing turns in a circle unseen."""
        random = Random(11)
        for _trial in range(200):
            steps = [
                Step(
                    number,
                    random.choice(KINDS[NEW]),
                    random.uniform(1, 30),
                    random.randrange(1, 4),
                    random.choice([ALWAYS, OPEN, CLOSED]),
                )
                for number in range(random.randrange(6))
            ]
            facts = random.choice([AT_NOON, AT_NIGHT])

            turns = path(NEW, steps, facts, most=100)

            wanted = sum(
                step.rounds
                for step in steps
                if step.hours in (ALWAYS, OPEN if facts.is_open else CLOSED)
            )
            self.assertEqual(len(turns), wanted)

    def test_an_assigned_task_is_given_its_time_first(self):
        """R2.4: nobody is reminded in the moment that they get it."""
        steps = [Step(1, REMIND, 5, rounds=2), Step(2, TAKE_BACK, 3)]

        self.assertEqual(
            self.kinds(steps, flow=UNHANDLED),
            [(5, REMIND, 0), (10, REMIND, 1), (13, TAKE_BACK, 0)],
        )

    def test_steps_wait_for_how_far_it_has_come(self):
        """R2.2: accepted, acted on, closed: each has its own deadline."""
        steps = [
            Step(1, TAKE_BACK, 5, until=ACCEPTED),
            Step(2, TELL, 30, until=ACTED),
            Step(3, TELL, 60, rounds=0),
        ]
        accepted, acted = (
            replace(AT_NOON, is_accepted=True),
            replace(AT_NOON, is_acted=True),
        )

        self.assertEqual(first(steps, AT_NOON).step.id, 1)
        self.assertEqual(first(steps, accepted).step.id, 2)
        self.assertEqual(first(steps, acted).step.id, 3)
        self.assertEqual(following(steps, 1, 0, acted).step.id, 3)

    def test_a_closed_branch_is_waited_for(self):
        """R2.2: what only comes by day comes in the morning; nobody is woken."""
        by_day = [Step(1, RANDOM, 5, hours=OPEN)]

        self.assertTrue(waits_for_opening(by_day, AT_NIGHT))
        self.assertFalse(waits_for_opening(by_day, AT_NOON))
        self.assertFalse(waits_for_opening([Step(1, POOL, 5)], AT_NIGHT))
        self.assertFalse(waits_for_opening([], AT_NIGHT))

    def test_what_is_wrong_is_said(self):
        """R2.2: a step that is never reached, or that this flow does not know."""
        endless = [Step(1, RANDOM, 5, rounds=0), Step(2, POOL, 5)]
        night = [Step(1, RANDOM, 5, rounds=0, hours=OPEN), Step(2, POOL, 5)]

        self.assertEqual(problems(NEW, endless), [(2, UNREACHED)])
        self.assertEqual(problems(NEW, night), [])
        self.assertEqual(problems(NEW, [Step(1, TAKE_BACK, 5)]), [(1, NOT_OF_FLOW)])

    def test_an_assigned_task_is_taken_back_at_last(self):
        """R2.4: reminders alone would leave it with somebody who sleeps."""
        reminders = [Step(1, REMIND, 5, rounds=3), Step(2, TELL, 5)]

        self.assertEqual(problems(UNHANDLED, reminders), [(None, NEVER_TAKEN)])
        self.assertEqual(problems(UNHANDLED, [*reminders, Step(3, TAKE_BACK, 0)]), [])
        self.assertEqual(problems(UNHANDLED, []), [])
