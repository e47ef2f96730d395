# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandTask(models.Model):
    """The courier's job offers calls."""

    _inherit = "errand.task"

    def _job_summary(self):
        """Override of ``errand_dispatch``: whether the phone shows a call."""
        return {**super()._job_summary(), "can_call": self._can_call()}
