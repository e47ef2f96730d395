# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResCompany(models.Model):
    """Where the company's books take the errands."""

    _inherit = "res.company"

    errand_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Errands",
        domain="[('type', '=', 'general'), ('company_id', '=', id)]",
        help="The daily summaries of the ledger are posted here.",
    )

    def _get_errand_journal(self):
        """Return the journal of the daily summaries, made at the first one."""
        self.ensure_one()
        company_sudo = self.sudo()  # made by the job, for finance
        if not company_sudo.errand_journal_id:
            company_sudo.errand_journal_id = company_sudo.env["account.journal"].create(
                {
                    "name": self.env._("Errands"),
                    "code": "ERRND",
                    "type": "general",
                    "company_id": company_sudo.id,
                    "show_on_dashboard": False,
                }
            )
        return company_sudo.errand_journal_id
