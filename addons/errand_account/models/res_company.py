# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResCompany(models.Model):
    """The company's books know where held money stands."""

    _inherit = "res.company"

    errand_escrow_account_id = fields.Many2one(
        "account.account",
        string="Escrow Account",
        domain="[('reconcile', '=', True)]",
        help="Fees that customers paid stand here until the errand ends.",
    )

    errand_commission_tax_id = fields.Many2one(
        "account.tax",
        string="Tax on Commission",
        domain="[('type_tax_use', '=', 'sale'), ('company_id', '=', id)]",
        help="Included in the commission that the platform keeps.",
    )
    errand_tip_limit = fields.Monetary(
        "Highest Tip", currency_field="currency_id", default=200.0
    )

    errand_cash_allowed = fields.Boolean(
        "Customers May Pay Cash",
        help="The courier collects the money at the door, and owes it to the company.",
    )
    errand_more_minutes = fields.Integer(
        "Time to Answer (minutes)",
        default=10,
        help="How long a courier in a shop waits when they ask for more goods money.",
    )

    _errand_money_figures = models.Constraint(
        "CHECK (errand_tip_limit >= 0 AND errand_more_minutes > 0)",
        "The highest tip is not negative; times are more than zero.",
    )

    def _get_errand_escrow_account(self):
        """Return the company's escrow account, made at the first payment."""
        self.ensure_one()
        company_sudo = self.sudo()  # a customer's payment makes it
        if not company_sudo.errand_escrow_account_id:
            accounts = company_sudo.env["account.account"].with_company(company_sudo)
            company_sudo.errand_escrow_account_id = accounts.create(
                {
                    "name": "Errand escrow",
                    "code": accounts._search_new_account_code("210900"),
                    "account_type": "liability_current",
                    "reconcile": True,
                    "company_ids": [fields.Command.set(company_sudo.ids)],
                }
            )
        return company_sudo.errand_escrow_account_id
