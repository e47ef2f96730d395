# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError


class ErrandHandin(models.Model):
    """Cash that a courier handed in at the desk, against a receipt. Append-only."""

    _name = "errand.handin"
    _description = "Cash Handed In"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char("Receipt Number", readonly=True, copy=False)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    worker_id = fields.Many2one(
        "errand.worker",
        string="Courier",
        required=True,
        index=True,
        check_company=True,
        domain="[('is_courier', '=', True)]",
        ondelete="restrict",
    )
    branch_id = fields.Many2one("errand.branch", check_company=True)
    cash_amount = fields.Monetary("Cash Held", related="worker_id.cash_amount")
    amount = fields.Monetary(required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Taken By",
        readonly=True,
        default=lambda self: self.env.user,
    )
    at = fields.Datetime(
        "When", required=True, readonly=True, default=fields.Datetime.now
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "More than nothing is handed in."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: number it, and book it in the same transaction."""
        for values in vals_list:
            values["name"] = self.env["ir.sequence"].next_by_code("errand.handin")
        handins = super().create(vals_list)
        for handin in handins:
            handin._book()
        return handins

    def write(self, vals):  # pylint: disable=method-required-super
        """Hand-ins are never changed."""
        raise UserError(self.env._("A receipt that was given out cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A receipt that was given out cannot be deleted."))

    def _book(self):
        """Take the cash off the courier's debt.

        :raise UserError: more than they hold
        """
        self.ensure_one()
        worker_sudo = self.worker_id.sudo()  # finance books, the ledger is nobody's
        worker_sudo._claim_money()
        held = worker_sudo._money()["cash"]
        if self.currency_id.compare_amounts(self.amount, held) > 0:
            raise UserError(
                self.env._(
                    "%(courier)s holds only %(amount)s in cash.",
                    courier=self.worker_id.name,
                    amount=self.currency_id.format(max(0.0, held)),
                )
            )
        partner = self.worker_id.partner_id
        self.env["errand.ledger.entry"]._post(
            self.env["errand.order"],
            "handin",
            f"handin:{self.id}",
            [("till", self.amount, partner), ("cash", -self.amount, partner)],
            company=self.company_id,
        )
