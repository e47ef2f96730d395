# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.exceptions import UserError


class ResCompany(models.Model):
    """How couriers are paid."""

    _inherit = "res.company"

    errand_payout_journal_id = fields.Many2one(
        "account.journal",
        string="Payout Journal",
        domain="[('type', 'in', ('bank', 'cash')), ('company_id', '=', id)]",
        help="Couriers are paid from it. Empty: the first bank journal.",
    )
    errand_payout_minimum = fields.Monetary(
        "Least Payout", currency_field="currency_id", default=10.0
    )
    errand_cash_limit = fields.Monetary(
        "Cash Limit",
        currency_field="currency_id",
        default=500.0,
        help="A courier who owes more cash than this gets no more cash errands.",
    )

    _errand_payout_figures = models.Constraint(
        "CHECK (errand_payout_minimum >= 0 AND errand_cash_limit >= 0)",
        "Amounts cannot be negative.",
    )

    def _get_errand_payout_journal(self):
        """Return the journal that couriers are paid from.

        :raise UserError: the company has no bank journal
        """
        self.ensure_one()
        company_sudo = self.sudo()  # approved by finance, who need not set up journals
        journal = company_sudo.errand_payout_journal_id or company_sudo.env[
            "account.journal"
        ].search([("type", "=", "bank"), ("company_id", "=", self.id)], limit=1)
        if not journal:
            raise UserError(
                self.env._("Choose the journal that pays couriers in the settings.")
            )
        return journal
