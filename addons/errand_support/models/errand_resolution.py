# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError


class ErrandResolution(models.Model):
    """One thing that staff did about a complaint. Append-only."""

    _name = "errand.resolution"
    _description = "Resolution"
    _order = "id"
    _rec_name = "kind"

    complaint_id = fields.Many2one(
        "errand.complaint",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    order_id = fields.Many2one(
        related="complaint_id.order_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="complaint_id.currency_id")
    kind = fields.Selection(
        [
            ("refund", "Refund to the customer"),
            ("recredit", "Credit to the courier"),
            ("points", "Points"),
            ("suspend", "Suspension"),
        ],
        required=True,
        readonly=True,
    )
    worker_id = fields.Many2one("errand.worker", readonly=True, ondelete="restrict")
    amount = fields.Monetary(readonly=True)
    courier_amount = fields.Monetary("Borne by the Courier", readonly=True)
    points = fields.Integer(readonly=True)
    days = fields.Integer(readonly=True)
    user_id = fields.Many2one("res.users", string="Decided By", readonly=True)
    key = fields.Char(required=True, readonly=True)

    _done_once = models.UniqueIndex("(key)", "This was done already.")
    _figures = models.Constraint(
        "CHECK (amount >= 0 AND courier_amount >= 0 AND courier_amount <= amount"
        " AND days >= 0 AND (kind NOT IN ('refund', 'recredit') OR amount > 0)"
        " AND (kind = 'refund' OR worker_id IS NOT NULL))",
        "A resolution needs its figures.",
    )

    def write(self, vals):  # pylint: disable=method-required-super
        """Resolutions are never changed."""
        raise UserError(self.env._("What was decided cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was decided cannot be deleted."))
