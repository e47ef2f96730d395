# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..const import ACCOUNTS


class ErrandLedgerLine(models.Model):
    """One side of a ledger entry. Holds ids and amounts, never personal data."""

    _name = "errand.ledger.line"
    _description = "Ledger Line"
    _order = "id desc"
    _rec_name = "account"

    entry_id = fields.Many2one(
        "errand.ledger.entry",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="entry_id.company_id", store=True, precompute=True, index=True
    )
    order_id = fields.Many2one(
        related="entry_id.order_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(
        related="entry_id.currency_id", store=True, precompute=True
    )
    at = fields.Datetime(related="entry_id.at", store=True, precompute=True)
    kind = fields.Selection(related="entry_id.kind")
    account = fields.Selection(ACCOUNTS, required=True, readonly=True)
    partner_id = fields.Many2one("res.partner", readonly=True, ondelete="restrict")
    amount = fields.Monetary(required=True, readonly=True)

    _partner_idx = models.Index("(partner_id, account, at)")

    def write(self, vals):  # pylint: disable=method-required-super
        """Lines are never changed."""
        raise UserError(
            self.env._("The ledger cannot be changed. Book another entry instead.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The ledger cannot be deleted."))

    @api.model
    def _balance(self, domain):
        """Return the sum of the lines, debits positive, in their one currency."""
        [(total,)] = self.sudo()._read_group(domain, [], ["amount:sum"])
        return total or 0.0
