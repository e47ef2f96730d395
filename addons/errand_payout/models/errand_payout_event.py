# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from .errand_payout import STATES


class ErrandPayoutEvent(models.Model):
    """What happened to a payout: who, when, from where to where, and why.

    Append-only, ids and codes only, as the log of orders.
    """

    _name = "errand.payout.event"
    _description = "Payout Event"
    _order = "id desc"
    _rec_name = "to_state"

    payout_id = fields.Many2one(
        "errand.payout", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="payout_id.company_id", store=True, precompute=True
    )
    at = fields.Datetime("When", required=True, readonly=True)
    kind = fields.Selection(
        [("move", "State changed"), ("look", "Account looked at")],
        required=True,
        readonly=True,
        default="move",
    )
    from_state = fields.Selection(STATES, "From", readonly=True)
    to_state = fields.Selection(STATES, "To", readonly=True)
    actor_role = fields.Selection(
        [("courier", "Courier"), ("staff", "Staff")],
        "Who",
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    worker_id = fields.Many2one("errand.worker", readonly=True, ondelete="restrict")
    request_key = fields.Char(readonly=True)
    reason = fields.Char("Why", readonly=True)

    def write(self, vals):  # pylint: disable=method-required-super
        """Events are never changed."""
        raise UserError(self.env._("The event log cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The event log cannot be deleted."))
