# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError


class ErrandRosterEvent(models.Model):
    """What happened to a shift, swap, absence or roster: who, when, why.

    Append-only, ids and codes only, as the log of orders.
    """

    _name = "errand.roster.event"
    _description = "Roster Event"
    _order = "id desc"
    _rec_name = "to_state"

    roster_id = fields.Many2one(
        "errand.roster", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    shift_id = fields.Many2one(
        "errand.shift", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    swap_id = fields.Many2one(
        "errand.shift.swap", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    absence_id = fields.Many2one(
        "errand.absence", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    branch_id = fields.Many2one("errand.branch", readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    at = fields.Datetime("When", required=True, readonly=True)
    from_state = fields.Char("From", readonly=True)
    to_state = fields.Char("To", required=True, readonly=True)
    actor_role = fields.Selection(
        [("system", "System"), ("courier", "Worker"), ("staff", "Manager")],
        "Who",
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    worker_id = fields.Many2one("errand.worker", readonly=True, ondelete="restrict")
    request_key = fields.Char(readonly=True)
    reason = fields.Char("Why", readonly=True)

    _about_one = models.Constraint(
        "CHECK (num_nonnulls(roster_id, shift_id, swap_id, absence_id) = 1)",
        "An event is about one thing.",
    )

    def write(self, vals):  # pylint: disable=method-required-super
        """Events are never changed."""
        raise UserError(self.env._("The event log cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The event log cannot be deleted."))
