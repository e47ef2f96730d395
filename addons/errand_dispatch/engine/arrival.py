# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""When a courier arrives: a window of time, no promised minute. No I/O, no clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

#: Windows begin and end on multiples of this, so that they do not change at each look.
STEP = timedelta(minutes=5)
#: How wrong an estimate is taken to be: this share of the time ahead.
SLACK_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Leg:
    """A ride to a stop, in minutes, and how long the courier then stays there."""

    stop: str
    ride_minutes: float
    stay_minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrival:
    """The window in which a courier comes to a stop, in naive UTC."""

    stop: str
    earliest: datetime
    latest: datetime


def estimate(start, now, legs, extra_minutes=0.0):
    """Return an ``Arrival`` for each leg, in their order.

    :param start: when the courier was, or will be, where the first leg begins
    :param now: nobody arrives earlier
    :param extra_minutes: what other errands may take before, at most
    """
    arrivals = []
    minutes = 0.0
    for leg in legs:
        minutes += leg.ride_minutes
        moment = max(start + timedelta(minutes=minutes), now)
        ahead = max((moment - now).total_seconds() / 60, 0.0)
        late = timedelta(minutes=ahead * SLACK_SHARE + extra_minutes)
        earliest = max(_down(moment), _up(now))
        latest = max(_up(moment + late), earliest + STEP)
        arrivals.append(Arrival(leg.stop, earliest, latest))
        minutes += leg.stay_minutes
    return arrivals


def _down(moment):
    return moment - (moment - datetime.min) % STEP


def _up(moment):
    return -((datetime.min - moment) // STEP) * STEP + datetime.min
