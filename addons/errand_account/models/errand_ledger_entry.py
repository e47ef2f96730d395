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
        "errand.order", required=True, readonly=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("receipt", "Payment received"),
            ("delivery", "Delivered"),
            ("cancellation", "Cancelled"),
            ("failure", "Failed"),
            ("surplus", "Paid too much"),
            ("refund", "Refunded"),
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
    def _post(self, order, kind, key, lines):
        """Book an entry, unless the key is booked already.

        The caller holds the order's lock, so two that come at once are in line here;
        the unique index stands behind.

        :param lines: list of (account, amount, partner); debit is positive
        :return: the entry, or the one that was there
        """
        entries_sudo = self.sudo()  # the ledger is written by moves, never by people
        known = entries_sudo.search([("key", "=", key)])
        if known:
            return known
        currency = order.currency_id
        return entries_sudo.create(
            {
                "company_id": order.company_id.id,
                "order_id": order.id,
                "currency_id": currency.id,
                "kind": kind,
                "key": key,
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
