# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ErrandLedgerEntry(models.Model):
    """One thing that happened to money, in double entry: its lines sum to zero.

    Append-only: a mistake is mended by another entry. Written in the transaction
    of the move that causes it (design 4).
    """

    _name = "errand.ledger.entry"
    _description = "Ledger Entry"
    _order = "id desc"
    _rec_name = "key"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    order_id = fields.Many2one(
        "errand.order", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("receipt", "Payment received"),
            ("delivery", "Delivered"),
            ("tip", "Tip"),
            ("goods", "Goods bought"),
            ("confirmation", "Confirmed"),
            ("cancelled", "Cancelled"),
            ("failed", "Failed"),
            ("surplus", "Paid too much"),
            ("refund", "Refunded"),
            ("support", "Settled by support"),
            ("penalty", "Penalty"),
            ("payout", "Payout"),
        ],
        required=True,
        readonly=True,
    )
    key = fields.Char(
        required=True, readonly=True, help="What it is for: nothing is booked twice."
    )
    at = fields.Datetime(
        "When", required=True, readonly=True, default=fields.Datetime.now
    )
    tax_id = fields.Many2one(
        "account.tax",
        readonly=True,
        ondelete="restrict",
        help="The tax inside of the commission, as it was set at that moment.",
    )
    line_ids = fields.One2many("errand.ledger.line", "entry_id", readonly=True)

    _booked_once = models.UniqueIndex("(key)", "This was booked already.")

    @api.constrains("line_ids")
    def _check_sums_to_zero(self):
        for entry in self:
            total = sum(entry.line_ids.mapped("amount"))
            if not entry.line_ids or not entry.currency_id.is_zero(total):
                raise ValidationError(
                    self.env._("The lines of %s do not sum to zero.", entry.key)
                )

    def write(self, vals):  # pylint: disable=method-required-super
        """Entries are never changed."""
        raise UserError(
            self.env._("The ledger cannot be changed. Book another entry instead.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The ledger cannot be deleted."))

    @api.model
    def _is_booked(self, key):
        """Tell whether the key is booked already."""
        return bool(self.sudo().search_count([("key", "=", key)], limit=1))

    @api.model
    def _post(self, order, kind, key, lines, company=None):
        """Book an entry, unless the key is booked already.

        The caller holds the lock of the order (or of the record that the key names),
        so two that come at once are in line here; the unique index stands behind.

        :param order: the order, or an empty one with ``company`` for money of none
        :param lines: list of (account, amount, partner); debit is positive
        :return: the entry, or the one that was there
        """
        entries_sudo = self.sudo()  # the ledger is written by moves, never by people
        known = entries_sudo.search([("key", "=", key)])
        if known:
            return known
        company = company or order.company_id
        currency = order.currency_id or company.currency_id
        is_taxed = any(account == "commission_tax" for account, _amount, _who in lines)
        return entries_sudo.create(
            {
                "company_id": company.id,
                "order_id": order.id,
                "currency_id": currency.id,
                "kind": kind,
                "key": key,
                "tax_id": is_taxed and company.errand_commission_tax_id.id,
                "line_ids": [
                    fields.Command.create(
                        {
                            "account": account,
                            "amount": currency.round(amount),
                            "partner_id": partner.id,
                        }
                    )
                    for account, amount, partner in lines
                    if not currency.is_zero(amount)
                ],
            }
        )
