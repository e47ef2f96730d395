# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from .errand_worker import KNOWN


class ErrandSetupStep(models.Model):
    """The roster's steps: a template, and shifts that people know of (R2.8)."""

    _inherit = "errand.setup.step"

    def _checks(self):
        """Override of ``errand_base``: the roster's own steps."""
        return {
            **super()._checks(),
            "shift_template": self._checks_any("errand.shift.template"),
            "roster": self._checks_any("errand.shift", ("state", "in", KNOWN)),
        }
