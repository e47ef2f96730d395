# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandSetupStep(models.Model):
    """A step: customers can pay (R0.1)."""

    _inherit = "errand.setup.step"

    def _checks(self):
        """Override of ``errand_base``: a payment provider is switched on."""
        return {
            **super()._checks(),
            "payment": self._checks_any(
                "payment.provider", ("state", "in", ("enabled", "test"))
            ),
        }
