# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandPayoutReject(models.TransientModel):
    """Ask why payouts are rejected."""

    _name = "errand.payout.reject"
    _description = "Reject Payouts"

    payout_ids = fields.Many2many("errand.payout", required=True)
    reason = fields.Char(required=True)

    def action_reject(self):
        """Reject them, all for this reason."""
        self.payout_ids._reject(self.reason)
        return {"type": "ir.actions.act_window_close"}
