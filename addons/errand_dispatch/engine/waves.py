# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Whom an offer reaches, and when: waves that widen (R0.7, design 6). No I/O, no clock.

Waves only say when somebody is told. By the last one everybody in range has been told,
however the waves were set.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wave:
    """A part of the offers of one step."""

    #: Seconds after the step began.
    after: int
    #: Kilometres around the start, None for the whole range.
    km: float | None = None
    #: How many people at most, the nearest first; None for all.
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody in range of a task, as ranges of both sides allow."""

    worker_id: int
    #: Kilometres to the start, None for work without a trip.
    km: float | None = None

    @property
    def order(self):
        return (self.km or 0.0, self.worker_id)


def due_wave(waves, seconds):
    """Return the number of the last wave that is due, -1 before the first.

    :param seconds: since the step began; a sweep that comes late skips no one, because
        a wave tells all whom earlier ones would have told
    """
    return max(
        (number for number, wave in enumerate(waves) if wave.after <= seconds),
        default=-1,
    )


def next_after(waves, number):
    """Return after how many seconds the wave behind ``number`` is due, None if none."""
    later = [wave.after for wave in waves[number + 1 :]]
    return min(later) if later else None


def audience(waves, number, near, told=frozenset()):
    """Return whom to tell in a wave, the nearest first.

    :param near: everybody on duty and in range
    :param told: workers who know of the task already; nobody is told twice
    """
    if number < 0:
        return []
    news = sorted(
        (one for one in near if one.worker_id not in told), key=lambda one: one.order
    )
    if number >= len(waves) - 1:
        return [one.worker_id for one in news]
    reached = waves[: number + 1]
    within = [one for one in news if any(_reaches(wave, one) for wave in reached)]
    if any(wave.most is None for wave in reached):
        return [one.worker_id for one in within]
    room = sum(wave.most for wave in reached) - len(told)
    return [one.worker_id for one in within[: max(room, 0)]]


def _reaches(wave, one):
    return wave.km is None or one.km is None or one.km <= wave.km
