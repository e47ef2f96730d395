# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Who gets it: a weighted random choice that anybody can repeat (R2.3, R2.4).

No I/O, no clock, no global random: each draw has a seed, and what it was drawn from is
in its result. ``choose`` gives the same answer again.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

#: Why nobody was drawn, or somebody was left out.
NOBODY, UNSKILLED, FULL, BARRED, HAD_IT = (
    "nobody",
    "unskilled",
    "full",
    "barred",
    "had_it",
)


@dataclass(slots=True)
class Person:
    """Somebody on duty; ``load`` counts the tasks held, and grows within a batch."""

    worker_id: int
    #: Greater than 0; from the person's points.
    weight: int
    load: int = 0
    #: Most tasks at a time, None for any number.
    limit: int | None = None
    #: Categories that the person takes, None for all.
    skills: frozenset | None = None

    @property
    def is_full(self):
        return self.limit is not None and self.load >= self.limit


@dataclass(frozen=True, slots=True)
class Job:
    """A task that wants somebody."""

    task_id: int
    seed: int
    category_id: int | None = None
    #: Who had it before this draw, and did not handle it.
    last_worker_id: int | None = None
    #: Who never gets it: gave it back, or ordered it.
    barred: frozenset = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Draw:
    """What came of a job, with all that is needed to draw it again."""

    task_id: int
    seed: int
    #: Pairs of worker and weight, in the order of the draw.
    candidates: tuple
    #: None when nobody could get it; ``reason`` says why.
    worker_id: int | None
    reason: str | None = None
    #: Pairs of worker and why they were not drawn from.
    left_out: tuple = ()


def choose(candidates, seed):
    """Return the worker of one draw, None without candidates.

    :param candidates: pairs of worker and integer weight; their order is part of it
    """
    if not candidates:
        return None
    ends = list(accumulate(weight for _worker, weight in candidates))
    # ``random()`` is the one method whose numbers Python promises to keep.
    mark = int(Random(seed).random() * ends[-1])
    return candidates[bisect_right(ends, mark)][0]


def draw(jobs: Iterable[Job], people: list[Person]):
    """Draw for each job in turn; yield a ``Draw`` each, people's loads grow.

    Nobody gets what they had last while another is free: only if all others are full
    or barred it comes back to them.

    :param people: of one branch, on duty; their loads are changed
    """
    by_id = {person.worker_id: person for person in people}
    for job in jobs:
        fit, left_out = _split(job, people)
        candidates = tuple((person.worker_id, person.weight) for person in fit)
        worker_id = choose(candidates, job.seed)
        if worker_id is not None:
            by_id[worker_id].load += 1
        reason = None if fit else _reason(left_out)
        yield Draw(job.task_id, job.seed, candidates, worker_id, reason, left_out)


def _split(job, people):
    """Return who may be drawn, and who not and why."""
    free, left_out = [], []
    for person in people:
        reason = _refusal(person, job)
        if reason:
            left_out.append((person.worker_id, reason))
        else:
            free.append(person)
    if len(free) > 1 and job.last_worker_id is not None:
        others = [one for one in free if one.worker_id != job.last_worker_id]
        if len(others) < len(free):
            left_out.append((job.last_worker_id, HAD_IT))
        free = others
    return free, tuple(left_out)


def _refusal(person, job):
    """Return why a person cannot get a job, None if they can."""
    if person.worker_id in job.barred:
        return BARRED
    if person.skills is not None and job.category_id not in person.skills:
        return UNSKILLED
    return FULL if person.is_full else None


def _reason(left_out):
    """Return why nobody at all could be drawn: what time mends is said first."""
    reasons = {reason for _worker, reason in left_out}
    return next((one for one in (FULL, UNSKILLED, BARRED) if one in reasons), NOBODY)
