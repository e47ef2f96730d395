# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError


class ErrandPostingLink(models.Model):
    """Which move of the books carries a ledger entry: each has exactly one link."""

    _name = "errand.posting.link"
    _description = "Ledger Entry In the Books"
    _order = "id desc"
    _rec_name = "entry_id"

    entry_id = fields.Many2one(
        "errand.ledger.entry", required=True, readonly=True, ondelete="restrict"
    )
    posting_id = fields.Many2one(
        "errand.posting", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="posting_id.company_id", store=True, precompute=True, index=True
    )
    payment_id = fields.Many2one(
        "account.payment", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    move_id = fields.Many2one(
        "account.move",
        string="Journal Entry",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty when the entry and others of its batch cancel each other out.",
    )

    _posted_once = models.UniqueIndex("(entry_id)", "This entry is posted already.")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was posted cannot be taken back."))
