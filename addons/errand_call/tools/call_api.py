# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a provider of virtual numbers does, and one that works offline."""

import logging

_logger = logging.getLogger(__name__)

#: From the range that is kept for films and examples: it rings nowhere.
MADE_UP_NUMBER = "+12025550100"


class CallApi:
    """Binds two real numbers to a virtual one: who calls it reaches the other."""

    #: Whether a number that this provider gives rings anywhere.
    IS_REAL = True

    def __init__(self, company):
        """:param company: ``res.company`` as superuser, whose account it is"""
        self.company = company

    def bind(self, caller, callee, until, reference):
        """Return (virtual number, the provider's id of the binding).

        :param caller: E.164 of who will call
        :param callee: E.164 of who is called
        :param until: naive UTC datetime at which the binding ends by itself
        :param reference: our own id, the same on every try
        :raise CallUnavailable: no number now
        """
        raise NotImplementedError

    def release(self, virtual_number, binding):
        """End a binding; one that is gone already is no error.

        :raise CallUnavailable: try again later
        """
        raise NotImplementedError


class CallApiLog(CallApi):
    """Offline stand-in: gives a number that rings nowhere, and says so in the log."""

    IS_REAL = False

    def bind(self, caller, callee, until, reference):
        """Override: nothing leaves this machine."""
        _logger.info("Masked call %s until %s (stand-in)", reference, until)
        return MADE_UP_NUMBER, f"log-{reference}"

    def release(self, virtual_number, binding):
        """Override: nothing to end."""
        _logger.info("Masked call %s released (stand-in)", binding)
