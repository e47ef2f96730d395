# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Over which channels a person is told. A push is never the only alert."""

SMS, MAIL, INAPP, PUSH = "sms", "mail", "inapp", "push"
CHANNELS = (SMS, MAIL, INAPP, PUSH)

#: What goes beside a push that would be alone: the quietest that reaches the person.
BESIDE_PUSH = (INAPP, MAIL, SMS)

#: What goes instead of a push that failed: whoever asked for pushes does not look
#: into the app, so what is in the app does not count.
INSTEAD_OF_PUSH = (MAIL, SMS, INAPP)


def chosen(wanted, reachable):
    """Return the channels of one message, as a set.

    :param wanted: channels that the kind of notice uses
    :param reachable: channels on which the person can be reached at all
    """
    channels = set(wanted) & set(reachable)
    # Also when the push has no device to go to: somebody who was to be told is told.
    if PUSH in wanted and not channels - {PUSH}:
        channels |= _first(BESIDE_PUSH, reachable)
    return channels


def instead_of_push(used, reachable):
    """Return the channels that replace a push that nobody got, as a set of one or none.

    :param used: the other channels of the same message
    """
    if {SMS, MAIL} & set(used):
        return set()
    return _first(INSTEAD_OF_PUSH, set(reachable) - set(used))


def _first(order, reachable):
    return {next((channel for channel in order if channel in reachable), None)} - {None}
