# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

#: How the books show each subledger account: type, first code to try. What shares
#: its book account with another one, or has one of Odoo's own, is not here.
SPECIFICATIONS = {
    "cash": ("asset_receivable", "112900"),
    "customer_due": ("asset_receivable", "112910"),
    "courier_pending": ("liability_current", "220900"),
    "courier_payable": ("liability_payable", "220910"),
    "commission": ("income", "600900"),
    "commission_tax": ("liability_current", "222900"),
    "penalty": ("income_other", "605900"),
    "support_cost": ("expense", "660900"),
}
#: Held for an order, or on its way back: one account, so that an order which ended
#: leaves nothing open on it.
ESCROW_KEYS = ("receipts", "escrow", "tip", "goods", "refund_in_flight")
#: Account types of which the books tell people apart.
PARTNER_TYPES = ("asset_receivable", "liability_payable")


class ErrandBookAccount(models.Model):
    """Where the books show an account of the subledger. Made at first use."""

    _name = "errand.book.account"
    _description = "Book Account of the Ledger"
    _order = "company_id, key"
    _rec_name = "key"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    key = fields.Selection(
        lambda self: (
            self.env["errand.ledger.line"]
            ._fields["account"]
            ._description_selection(self.env)
        ),
        string="Ledger Account",
        required=True,
        readonly=True,
    )
    account_id = fields.Many2one(
        "account.account", string="Book Account", required=True, check_company=True
    )

    _one_for_key = models.UniqueIndex(
        "(company_id, key)", "This ledger account has its book account already."
    )

    def write(self, vals):
        """Override: what was posted stays where it was posted."""
        if "account_id" in vals:
            used = self.env["errand.posting"].sudo()
            if used.search_count([("company_id", "in", self.company_id.ids)], limit=1):
                raise UserError(
                    self.env._(
                        "Entries were posted to this account already. It cannot be "
                        "changed any more."
                    )
                )
        return super().write(vals)

    @api.model
    def _account(self, company, key):
        """Return the book account of a subledger account of the company."""
        books_sudo = self.sudo()  # made by jobs and by whoever comes first
        known = books_sudo.search([("company_id", "=", company.id), ("key", "=", key)])
        if not known:
            account = books_sudo._default_account(company.sudo(), key)
            known = books_sudo.create(
                {"company_id": company.id, "key": key, "account_id": account.id}
            )
        return known.account_id

    @api.model
    def _specifications(self):
        """Return ledger account to (type of account, first code). Modules add theirs.

        An account without one is a current liability.
        """
        return SPECIFICATIONS

    @api.model
    def _default_account(self, company, key):
        if key in ESCROW_KEYS:
            return company._get_errand_escrow_account()
        if key == "payout_in_flight":
            return self._account(company, "courier_payable")
        if key == "till" and company.transfer_account_id:
            return company.transfer_account_id
        account_type, code = self._specifications().get(
            key, ("liability_current", "220990")
        )
        accounts = company.env["account.account"].with_company(company)
        labels = dict(self._fields["key"]._description_selection(self.env))
        return accounts.create(
            {
                "name": self.env._("Errand: %s", labels[key]),
                "code": accounts._search_new_account_code(code),
                "account_type": account_type,
                "reconcile": account_type in PARTNER_TYPES,
                "company_ids": [fields.Command.set(company.ids)],
            }
        )

    @api.model
    def _accounts(self, company):
        """Return every key with its book account, those that are missing made."""
        keys = [
            key for key, _label in self._fields["key"]._description_selection(self.env)
        ]
        return {key: self._account(company, key) for key in keys}
