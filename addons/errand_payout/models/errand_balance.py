# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.tools import SQL


class ErrandBalance(models.Model):
    """The ledger at a glance: what stands on each account of each company."""

    _name = "errand.balance"
    _description = "Ledger Balance"
    _auto = False
    _order = "company_id, sequence"
    _rec_name = "account"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    account = fields.Selection(
        lambda self: (
            self.env["errand.ledger.line"]
            ._fields["account"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    sequence = fields.Integer(readonly=True)
    amount = fields.Monetary(
        "Balance", readonly=True, help="Negative: owed to others, or earned."
    )
    last_at = fields.Datetime("Last Entry", readonly=True)

    @property
    def _table_query(self):
        """Override: one row for an account of a company and currency."""
        return SQL(
            """
            SELECT MIN(id) AS id, company_id, currency_id, account,
                   SUM(amount) AS amount, MAX(at) AS last_at, MIN(id) AS sequence
              FROM errand_ledger_line
          GROUP BY company_id, currency_id, account
            """
        )

    def action_open_lines(self):
        """Show the lines behind a balance."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_account.errand_ledger_line_action"
        )
        action["domain"] = [
            ("account", "=", self.account),
            ("company_id", "=", self.company_id.id),
        ]
        action["context"] = {}
        return action
