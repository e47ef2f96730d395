# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError


class MoveRefused(UserError):
    """The record is not in a state from which the asked state can be entered."""


class MoveLost(UserError):
    """Somebody else made this move first, and their claim is committed."""


class RecordBusy(UserError):
    """Another transaction holds the record right now: try again."""


class KeyReused(UserError):
    """A request key came back with another payload than the first time."""


class OfferChanged(UserError):
    """What was shown before confirming is not what it costs now: show it again."""
