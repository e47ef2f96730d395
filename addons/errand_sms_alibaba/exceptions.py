# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How asking Alibaba Cloud fails."""


class GatewayError(Exception):
    """Alibaba Cloud did not do what it was asked for.

    :ivar code: its error code, such as ``isv.MOBILE_NUMBER_ILLEGAL``; empty when it
        did not answer
    :ivar is_temporary: the same may be tried again
    """

    def __init__(self, code, is_temporary=False):
        super().__init__(code or "no answer")
        self.code = code
        self.is_temporary = is_temporary
