# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.errand_website.tests.common import ErrandWebsiteCommon

from ..exceptions import CallUnavailable
from ..tools.call_api import CallApiLog


class ErrandCallCommon(ErrandWebsiteCommon):
    """Errands under way, whose people call each other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.errand_call_provider = "log"
        cls.customer.partner_id.phone = "+86 138 0000 1111"
        cls.courier.partner_id.phone = "+86 139 0000 2222"

    def _held(self):
        """Return a task that the courier holds."""
        return self._create_task("assigned")

    def _recorded(self):
        """Record what the provider is asked; return the lists (bound, released)."""
        bound, released = [], []

        def bind(api, caller, callee, until, reference):
            bound.append((caller, callee))
            return "+8617000000001", f"binding-{len(bound)}"

        def release(api, number, binding):
            released.append(binding)

        self.patch(CallApiLog, "bind", bind)
        self.patch(CallApiLog, "release", release)
        return bound, released

    def _out_of_numbers(self):
        """Let the provider have no number."""

        def refuse(api, *args):
            raise CallUnavailable("isv.NO_AVAILABLE_NUMBER")

        return patch.object(CallApiLog, "bind", refuse)
