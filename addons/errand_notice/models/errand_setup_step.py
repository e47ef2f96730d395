# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandSetupStep(models.Model):
    """A step: SMS that are really sent (R2.9)."""

    _inherit = "errand.setup.step"

    def _checks(self):
        """Override of ``errand_base``: a provider instead of the local log."""
        return {
            **super()._checks(),
            "sms": lambda company: company.errand_sms_provider not in (False, "log"),
        }
