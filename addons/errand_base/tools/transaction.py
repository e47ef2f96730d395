# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Transactions of our own, for moves that must not wait behind the request's."""

import logging

from psycopg2.errors import (
    DeadlockDetected,
    LockNotAvailable,
    SerializationFailure,
    UniqueViolation,
)

from odoo import api

_logger = logging.getLogger(__name__)

#: What another transaction's commit can do to ours. Run again, they settle.
CONFLICTS = (DeadlockDetected, LockNotAvailable, SerializationFailure, UniqueViolation)
ATTEMPTS = 5


def in_fresh_transaction(env, function, attempts=ATTEMPTS):
    """Return ``function(env)`` run and committed in a cursor of its own.

    Odoo's request has queried before our code, so its snapshot is old and a row that
    another courier just claimed raises (design 3). A fresh cursor sees what is
    committed, and a conflict is run again at once, without the pauses of Odoo's own
    retries: a contest is decided, not waited for.

    :param env: the caller's environment; user, context and superuser mode are kept
    :param attempts: 1 for what must not be done twice, such as asking the outside
    :raise psycopg2.Error: the last conflict, after all attempts
    """
    for attempt in range(1, attempts + 1):
        try:
            with env.registry.cursor() as cr:
                return function(api.Environment(cr, env.uid, env.context, env.su))
        except CONFLICTS as error:
            if attempt == attempts:
                raise
            _logger.info("Conflict, trying again (%s): %s", attempt, error.pgcode)
    raise AssertionError("unreachable")
