# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError


class ErrandPurchase(models.Model):
    """What a courier paid in a shop, with its receipt.

    A model of its own, not fields of the task: several receipts add up, each with its
    photo and time, and another courier may go on with the errand, so each line knows
    who paid. Append-only like the ledger that is booked from it: a correction is
    another line that names the one it replaces.
    """

    _name = "errand.purchase"
    _description = "Purchase"
    _order = "id"
    _rec_name = "task_id"

    task_id = fields.Many2one(
        "errand.task", required=True, readonly=True, index=True, ondelete="restrict"
    )
    order_id = fields.Many2one(
        related="task_id.order_id", store=True, precompute=True, index=True
    )
    branch_id = fields.Many2one(
        related="task_id.branch_id", store=True, precompute=True
    )
    company_id = fields.Many2one(
        related="task_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="task_id.currency_id")
    worker_id = fields.Many2one(
        "errand.worker",
        string="Paid By",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    amount = fields.Monetary(required=True, readonly=True)
    note = fields.Char(readonly=True, help="Why nothing was bought.")
    photo = fields.Image(
        "Receipt", max_width=1920, max_height=1920, readonly=True, copy=False
    )
    at = fields.Datetime("When", required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    replaces_id = fields.Many2one(
        "errand.purchase", string="Corrects", readonly=True, ondelete="restrict"
    )
    corrected_by_ids = fields.One2many("errand.purchase", "replaces_id", readonly=True)
    is_valid = fields.Boolean("Counts", compute="_compute_is_valid")

    _said_once = models.UniqueIndex("(task_id, key)", "This was reported already.")
    _corrected_once = models.UniqueIndex(
        "(replaces_id) WHERE replaces_id IS NOT NULL", "This was corrected already."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "Amounts cannot be negative."
    )

    @api.depends("corrected_by_ids")
    def _compute_is_valid(self):
        for purchase in self:
            purchase.is_valid = not purchase.corrected_by_ids

    def write(self, vals):  # pylint: disable=method-required-super
        """Purchases are never changed."""
        raise UserError(
            self.env._("A purchase cannot be changed. Report a correction instead.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A purchase cannot be deleted."))
