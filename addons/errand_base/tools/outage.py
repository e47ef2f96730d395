# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Remembers, in this process, that a service does not answer.

So one request waits for a service that is down, and those of the next minute do not.
Each worker process finds out by itself: once a minute, for the time of one timeout.
"""

import logging
import time

_logger = logging.getLogger(__name__)

#: Seconds until a service that was down is asked again.
PAUSE = 60.0

_down_until = {}


def is_down(service):
    """Tell whether ``service`` (any hashable name) failed within the last PAUSE."""
    return _down_until.get(service, 0.0) > time.monotonic()


def note_failure(service, error):
    """Do not ask for a while; said once in the log, until the service is back."""
    if service not in _down_until:
        _logger.warning("%s does not answer (%s)", service, error)
    _down_until[service] = time.monotonic() + PAUSE


def note_success(service):
    """It answers (again)."""
    if _down_until.pop(service, None) is not None:
        _logger.info("%s answers again", service)
