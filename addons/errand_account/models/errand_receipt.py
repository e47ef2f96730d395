# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandReceipt(models.Model):
    """Money that came in for an order, and the way it came (design 4).

    It goes back the way it came. A receipt without a charge is money that the
    order could not use: all of it goes back.
    """

    _name = "errand.receipt"
    _description = "Receipt"
    _order = "id"
    _rec_name = "method"

    order_id = fields.Many2one(
        "errand.order", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    charge_id = fields.Many2one(
        "errand.charge", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    method = fields.Selection(
        [("online", "Online"), ("cash", "Cash")], required=True, readonly=True
    )
    amount = fields.Monetary(required=True, readonly=True)
    transaction_id = fields.Many2one(
        "payment.transaction",
        string="Payment",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    worker_id = fields.Many2one(
        "errand.worker",
        string="Taken By",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The courier who took the cash, and owes it.",
    )
    refund_ids = fields.One2many("errand.refund", "receipt_id", readonly=True)
    amount_returnable = fields.Monetary(
        "Can Go Back", compute="_compute_amount_returnable"
    )

    _one_for_payment = models.UniqueIndex(
        "(transaction_id) WHERE transaction_id IS NOT NULL",
        "This payment was received already.",
    )
    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A receipt is more than zero."
    )

    @api.depends("amount", "refund_ids.amount")
    def _compute_amount_returnable(self):
        for receipt in self:
            returned = sum(receipt.refund_ids.mapped("amount"))
            receipt.amount_returnable = receipt.currency_id.round(
                receipt.amount - returned
            )

    @api.model
    def _return_order(self):
        """Return the methods in the order in which money goes back."""
        return ["online", "cash"]
