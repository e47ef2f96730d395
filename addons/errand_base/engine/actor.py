# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Who makes a move."""

from dataclasses import dataclass

SYSTEM = "system"
CUSTOMER = "customer"
COURIER = "courier"
STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who asks for a move: a role, and the ids that tell them apart.

    ``user_id`` and ``worker_id`` are database ids, 0 when the role has none. Two
    actors are the same one when all three agree (design 3).
    """

    role: str
    user_id: int = 0
    worker_id: int = 0


SYSTEM_ACTOR = Actor(SYSTEM)
