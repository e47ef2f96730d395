# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..tools.call_api import CallApiLog


class ResCompany(models.Model):
    """Who gives the company virtual numbers."""

    _inherit = "res.company"

    errand_call_provider = fields.Selection(
        [("none", "No calls by phone"), ("log", "Stand-in: rings nowhere")],
        string="Masked Calls",
        required=True,
        default="none",
    )

    def _errand_call_api(self, provider=None):
        """Return the provider of virtual numbers, None where there is none.

        Provider modules add theirs.

        :param provider: another one than that of the settings, as a call names it
        """
        self.ensure_one()
        name = provider or self.errand_call_provider
        return CallApiLog(self.sudo()) if name == "log" else None
