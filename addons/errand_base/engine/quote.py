# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a price is asked for: the facts that it depends on. No I/O."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Route:
    """A way: kilometres, minutes, and who measured it ("straight", "osrm")."""

    km: float
    minutes: float
    source: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An errand as its price sees it.

    :param points: (pick-up, drop-off), each a ``Point`` or None
    :param weight_kg: 0.0 where it is not known, or does not count
    :param wanted_from: naive UTC start of the slot; False or None: now
    """

    branch: object
    category: object
    service_class: str
    points: tuple
    weight_kg: float = 0.0
    wanted_from: object = None
