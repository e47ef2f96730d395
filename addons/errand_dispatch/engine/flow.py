# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What happens next to a task that is not handled yet (R2.2, R2.4, design 6).

A policy has a list of steps for each flow: of a new task, of one that came back or
found nobody, and of one that somebody has and does not handle. No I/O, no clock.
"""

from dataclasses import dataclass, replace

NEW, UNASSIGNED, UNHANDLED = "new", "unassigned", "unhandled"

POOL, PUSH, RANDOM, NAMED, MANUAL = "pool", "push", "random", "named", "manual"
BRANCH, REMIND, TAKE_BACK, TELL, TELL_CUSTOMER, GIVE_UP = (
    "branch",
    "remind",
    "take_back",
    "tell_manager",
    "tell_customer",
    "give_up",
)
#: What can be tried for a task that nobody has.
SEARCHES = (POOL, PUSH, RANDOM, NAMED, MANUAL, BRANCH, TELL, TELL_CUSTOMER, GIVE_UP)
#: What a step may do, by flow: only an assigned task can be taken back.
KINDS = {
    NEW: SEARCHES,
    UNASSIGNED: SEARCHES,
    UNHANDLED: (REMIND, TELL, TAKE_BACK),
}
#: Behind these nothing comes: somebody has it, or it has ended.
LAST = (MANUAL, TAKE_BACK, GIVE_UP)

ALWAYS, OPEN, CLOSED = "always", "open", "closed"

#: How far an assigned task has come: what a step of its flow waits for.
CLOSED_TASK, ACCEPTED, ACTED = "closed_task", "accepted", "acted"

#: What is wrong with a list of steps.
UNREACHED, NOT_OF_FLOW, NEVER_TAKEN = "unreached", "not_of_flow", "never_taken"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try, for some minutes, once or again and again."""

    id: int
    kind: str
    #: Until the next step, or the next round of this one. In the flow of an assigned
    #: task the minutes come first: it is given that time, then the step is taken.
    minutes: float
    #: How often; 0 for until it is handled.
    rounds: int = 1
    #: While the branch is open or closed only.
    hours: str = ALWAYS
    #: Of orders with at least this fee.
    fee_from: float = 0.0
    #: Of assigned tasks that have not come so far.
    until: str = CLOSED_TASK
    #: Of orders whose customer asks for somebody.
    needs_wish: bool = False

    @property
    def is_endless(self):
        return self.rounds == 0

    @property
    def is_conditional(self):
        return (
            self.hours != ALWAYS
            or self.fee_from > 0
            or self.until != CLOSED_TASK
            or self.needs_wish
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the conditions of steps ask for."""

    is_open: bool
    fee: float = 0.0
    #: The worker has seen that the task is theirs.
    is_accepted: bool = False
    #: The worker has done something about it.
    is_acted: bool = False
    #: The customer asks for somebody who served them before.
    has_wish: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A step, and which round of it this is, from 0."""

    step: Step
    round: int = 0


def applies(step, facts):
    """Tell whether the conditions of a step hold."""
    if step.fee_from > facts.fee or (step.needs_wish and not facts.has_wish):
        return False
    if step.until == ACCEPTED and (facts.is_accepted or facts.is_acted):
        return False
    if step.until == ACTED and facts.is_acted:
        return False
    return step.hours == ALWAYS or (step.hours == OPEN) == facts.is_open


def first(steps, facts):
    """Return the ``Turn`` that a flow begins with, None if no step applies."""
    return _first_of(steps, facts)


def following(steps, step_id, round_, facts):
    """Return the next ``Turn``, None behind the last one: then people decide.

    :param step_id: of the step that was; if it was deleted meanwhile, the flow begins
        anew
    """
    index = next((n for n, step in enumerate(steps) if step.id == step_id), None)
    if index is None:
        return _first_of(steps, facts)
    step = steps[index]
    if (step.is_endless or round_ + 1 < step.rounds) and applies(step, facts):
        return Turn(step, round_ + 1)
    return _first_of(steps[index + 1 :], facts)


def _first_of(steps, facts):
    return next((Turn(step) for step in steps if applies(step, facts)), None)


def waits_for_opening(steps, facts):
    """Tell whether a step would come if only the branch were open."""
    if facts.is_open or first(steps, facts):
        return False
    return first(steps, replace(facts, is_open=True)) is not None


def path(flow, steps, facts, most=50):
    """Return (minutes from the begin, ``Turn``) of each turn, if nobody ever acts.

    :param most: an endless step is shown so often at most
    """
    turns, minutes = [], 0.0
    turn = first(steps, facts)
    while turn and len(turns) < most:
        begun = minutes
        minutes += turn.step.minutes
        turns.append((minutes if flow == UNHANDLED else begun, turn))
        turn = following(steps, turn.step.id, turn.round, facts)
    return turns


def problems(flow, steps):
    """Return pairs of a step's id and what is wrong with it.

    The whole list is meant by None: an assigned task that nobody ever takes back.
    """
    found = [(step.id, NOT_OF_FLOW) for step in steps if step.kind not in KINDS[flow]]
    walls = [
        n
        for n, step in enumerate(steps)
        if not step.is_conditional and (step.is_endless or step.kind in LAST)
    ]
    if walls:
        found += [(step.id, UNREACHED) for step in steps[walls[0] + 1 :]]
    if flow == UNHANDLED and steps:
        reached = steps[: walls[0] + 1] if walls else steps
        if not any(step.kind == TAKE_BACK for step in reached):
            found.append((None, NEVER_TAKEN))
    return found
