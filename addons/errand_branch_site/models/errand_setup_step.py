# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandSetupStep(models.Model):
    """A step, for who wants it: a branch has a site of its own (R2.6)."""

    _inherit = "errand.setup.step"

    def _checks(self):
        """Override of ``errand_base``: some branch has a site."""
        return {
            **super()._checks(),
            "site": self._checks_any("errand.branch", ("website_id", "!=", False)),
        }
