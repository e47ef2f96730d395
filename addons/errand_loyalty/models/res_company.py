# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResCompany(models.Model):
    """The company's wallet program."""

    _inherit = "res.company"

    errand_wallet_program_id = fields.Many2one(
        "loyalty.program",
        string="Wallet Program",
        domain="[('program_type', '=', 'ewallet')]",
        help="Made at the first wallet.",
    )

    def _get_errand_wallet_program(self):
        """Return the program whose cards are the customers' wallets."""
        self.ensure_one()
        company_sudo = self.sudo()  # a customer's first wallet makes it
        if not company_sudo.errand_wallet_program_id:
            programs = company_sudo.env["loyalty.program"]
            company_sudo.errand_wallet_program_id = programs.create(
                {
                    "name": self.env._("Errand wallet"),
                    "program_type": "ewallet",
                    "company_id": self.id,
                    "currency_id": self.currency_id.id,
                    "applies_on": "future",
                    "trigger": "auto",
                    "portal_point_name": self.currency_id.symbol,
                }
            )
            company_sudo._translate_errand_wallet()
        return company_sudo.errand_wallet_program_id

    def _translate_errand_wallet(self):
        """Name the wallet in every language, whoever's first wallet made it."""
        for code, _name in self.env["res.lang"].get_installed():
            company = self.with_context(lang=code)
            company.errand_wallet_program_id.name = company.env._("Errand wallet")
