# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ErrandOrder(models.Model):
    """How the money of an order stands: paid up front, held until the end (R0.2)."""

    _inherit = "errand.order"

    payment_way = fields.Selection(
        [("online", "Online, now"), ("cash", "Cash, to the courier")],
        string="Paid",
        required=True,
        default="online",
    )
    tip = fields.Monetary(help="Goes to the courier whole. It is only ever raised.")
    payment_state = fields.Selection(
        [
            ("unpaid", "Not Paid"),
            ("paid", "Paid"),
            ("refunding", "Being Refunded"),
            ("partly_refunded", "Partly Refunded"),
            ("refunded", "Refunded"),
        ],
        string="Payment",
        required=True,
        readonly=True,
        copy=False,
        default="unpaid",
        index=True,
    )
    charge_ids = fields.One2many(
        "errand.charge", "order_id", groups="errand_base.group_finance"
    )
    receipt_ids = fields.One2many(
        "errand.receipt", "order_id", groups="errand_base.group_finance"
    )
    transaction_ids = fields.One2many(
        "payment.transaction", "errand_order_id", groups="errand_base.group_finance"
    )
    ledger_line_ids = fields.One2many(
        "errand.ledger.line", "order_id", groups="errand_base.group_finance"
    )
    refund_ids = fields.One2many(
        "errand.refund", "order_id", groups="errand_base.group_finance"
    )

    _tip_positive = models.Constraint("CHECK (tip >= 0)", "A tip is not negative.")

    def _door_fields(self):
        """Override of ``errand_base``: money says by itself how it stands."""
        fixed = {"payment_state"}
        if any(order.state != "draft" for order in self):
            fixed |= {"payment_way", "tip"}
        return super()._door_fields() | fixed

    def _check_ready(self, actor):
        """Override of ``errand_base``: cash only where it is taken, tips in bounds."""
        result = super()._check_ready(actor)
        for order in self.filtered(lambda order: order.state == "draft"):
            if order.payment_way == "cash" and not order.category_id._takes_cash(
                order.company_id
            ):
                raise ValidationError(
                    self.env._("Cash is not taken for this errand. Please pay online.")
                )
            if order.tip:
                order._check_tip(0.0)
        return result

    def _is_released(self):
        """Override of ``errand_base``: couriers are told only of paid orders."""
        self.ensure_one()
        settled = self.payment_way == "cash" or not self._due_charge("order")
        return settled and super()._is_released()

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: placing asks for money, the end shares it."""
        if target == "placed":
            for order in self.filtered(lambda order: before[order.id] == "draft"):
                order._ask_for_order()
        result = super()._on_moved(target, actor, before)
        for order in self:
            if target == "done":
                order._book_delivery()
            elif target in ("cancelled", "failed"):
                order._settle(target, f"{target}:{order.id}")
        return result

    def _on_confirmed(self, actor):
        """Override of ``errand_base``: the couriers are credited (R0.12)."""
        result = super()._on_confirmed(actor)
        for order in self:
            order._book_confirmation()
        return result

    # === BALANCES === #

    def _balance_of(self, account):
        """Return the order's balance on an account, debits positive."""
        self.ensure_one()
        return self.currency_id.round(
            self.env["errand.ledger.line"]._balance(
                [("order_id", "=", self.id), ("account", "=", account)]
            )
        )

    def _escrow_balance(self):
        """Return what is held for this order's fee, in its currency."""
        return -self._balance_of("escrow")

    @api.model
    def _unbalanced_orders(self):
        """Return the ended orders for which something is still held (design 4)."""
        lines = self.env["errand.ledger.line"].sudo()
        groups = lines._read_group(
            [
                ("account", "in", self._held_accounts()),
                ("order_id.state", "in", ("done", "failed", "cancelled")),
            ],
            ["order_id", "account"],
            ["amount:sum"],
        )
        held = [
            order.id
            for order, _account, total in groups
            if not order.currency_id.is_zero(total)
        ]
        return self.browse(set(held))
