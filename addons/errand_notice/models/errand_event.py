# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandEvent(models.Model):
    """Words for what happens to delivery codes and numbers."""

    _inherit = "errand.event"

    kind = fields.Selection(
        selection_add=[("code", "Delivery code")], ondelete={"code": "cascade"}
    )

    @api.model
    def _sentences(self):
        """Override of ``errand_base``: what was done with the delivery code."""
        return {
            **super()._sentences(),
            ("code", "task", "sent"): self.env._("Delivery code sent again"),
            ("code", "task", "renewed"): self.env._("New delivery code made"),
        }

    @api.model
    def _reasons(self):
        """Override of ``errand_base``: why a number was looked up."""
        return {**super()._reasons(), "sms_notice": self.env._("Needed for an SMS")}
