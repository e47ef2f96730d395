# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError


class ErrandOrder(models.Model):
    """The order's money: paid up front, held until the end (R0.1, R0.2)."""

    _inherit = "errand.order"

    payment_state = fields.Selection(
        [
            ("unpaid", "Not Paid"),
            ("paid", "Paid"),
            ("refunding", "Being Refunded"),
            ("refunded", "Refunded"),
        ],
        string="Payment",
        required=True,
        readonly=True,
        copy=False,
        default="unpaid",
        index=True,
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

    def _door_fields(self):
        """Override of ``errand_base``: money says by itself how it stands."""
        return super()._door_fields() | {"payment_state"}

    def _is_released(self):
        """Override of ``errand_base``: couriers are told only of paid orders."""
        paid = self.payment_state == "paid" or self.currency_id.is_zero(self.fee)
        return paid and super()._is_released()

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: the end of an order ends its escrow."""
        result = super()._on_moved(target, actor, before)
        for order in self:
            if target == "done":
                order._book_delivery()
            elif target == "cancelled":
                order._give_back("cancellation")
            elif target == "failed":
                order._give_back("failure")
        return result

    # === RECEIPTS === #

    def _check_payable(self):
        """Refuse a payment that could only be given back.

        :raise UserError: paid already, or cancelled
        """
        self.ensure_one()
        if self.payment_state != "unpaid":
            raise UserError(self.env._("This order is paid already."))
        if self.state not in ("draft", "placed"):
            raise UserError(
                self.env._("This order was cancelled. Please post it again.")
            )

    def _receive_payment(self, transaction):
        """Book a done transaction and open the order to couriers. Safe to repeat.

        Money that the order cannot use (paid twice, or after it was cancelled, or not
        its fee) goes back whole.
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        ledger = self.env["errand.ledger.entry"]
        key = f"receipt:{transaction.id}"
        if ledger.sudo().search_count([("key", "=", key)], limit=1):
            return
        amount = transaction.amount
        partner = self.partner_id
        lines = [("receipts", amount, partner), ("escrow", -amount, partner)]
        ledger._post(self, "receipt", key, lines)
        if not self._is_the_payment(transaction):
            self._return_surplus(transaction)
            return
        self.payment_state = "paid"
        self._release_tasks()
        self._notify_followers()

    def _is_the_payment(self, transaction):
        """Tell whether the transaction pays this order, as it stands now."""
        return (
            self.payment_state == "unpaid"
            and self.state == "placed"
            and transaction.currency_id == self.currency_id
            and not self.currency_id.compare_amounts(transaction.amount, self.fee)
        )

    def _return_surplus(self, transaction):
        amount, partner = transaction.amount, self.partner_id
        self.env["errand.ledger.entry"]._post(
            self,
            "surplus",
            f"surplus:{transaction.id}",
            [("escrow", amount, partner), ("refund_in_flight", -amount, partner)],
        )
        self.env["errand.refund"]._queue(self, transaction, amount)

    # === THE END OF ESCROW === #

    def _escrow_balance(self):
        """Return what is held for this order, in its currency."""
        self.ensure_one()
        return -self.env["errand.ledger.line"]._balance(
            [("order_id", "=", self.id), ("account", "=", "escrow")]
        )

    def _book_delivery(self):
        """Share the escrow: couriers' pay, and the rest to the platform (R0.12)."""
        self.ensure_one()
        held = self._escrow_balance()
        done = self.task_ids.filtered(lambda task: task.state == "done")
        shares = [
            ("courier_payable", -task.worker_pay, task.worker_id.partner_id)
            for task in done
        ]
        rest = held - sum(task.worker_pay for task in done)
        if self.currency_id.is_zero(held) and not shares:
            return
        self.env["errand.ledger.entry"]._post(
            self,
            "delivery",
            f"delivery:{self.id}",
            [
                ("escrow", held, self.partner_id),
                *shares,
                ("commission", -rest, self.env["res.partner"]),
            ],
        )

    def _give_back(self, kind):
        """Give back all that is held, through the payments that brought it."""
        self.ensure_one()
        held = self._escrow_balance()
        if self.currency_id.is_zero(held):
            return
        partner = self.partner_id
        self.env["errand.ledger.entry"]._post(
            self,
            kind,
            f"{kind}:{self.id}",
            [("escrow", held, partner), ("refund_in_flight", -held, partner)],
        )
        self.payment_state = "refunding"
        for payment in self._unrefunded_payments():
            self.env["errand.refund"]._queue(self, payment, payment.amount)

    def _unrefunded_payments(self):
        """Return the booked payments that are not on their way back."""
        paid = self.transaction_ids.filtered(
            lambda tx: tx.state == "done" and tx.operation != "refund"
        )
        booked = self.env["errand.ledger.entry"].search(
            [("key", "in", [f"receipt:{tx.id}" for tx in paid])]
        )
        keys = set(booked.mapped("key"))
        return paid.filtered(
            lambda tx: (
                f"receipt:{tx.id}" in keys and tx not in self.refund_ids.source_id
            )
        )

    def _confirm_refund(self, refund):
        """Book that the provider gave the money back. Safe to repeat."""
        self.ensure_one()
        self._lock_for_move(contest=False)
        amount, partner = refund.amount, self.partner_id
        self.env["errand.ledger.entry"]._post(
            self,
            "refund",
            f"refund:{refund.transaction_id.id}",
            [("refund_in_flight", amount, partner), ("receipts", -amount, partner)],
        )
        refund.state = "done"
        open_refunds = self.refund_ids.filtered(lambda other: other.state != "done")
        if self.payment_state == "refunding" and not open_refunds:
            self.payment_state = "refunded"
        self._notify_followers()

    # === CHECKS === #

    @api.model
    def _unbalanced_orders(self):
        """Return the ended orders whose escrow is not zero (design 4)."""
        lines = self.env["errand.ledger.line"].sudo()
        groups = lines._read_group(
            [
                ("account", "=", "escrow"),
                ("order_id.state", "in", ("done", "cancelled")),
            ],
            ["order_id"],
            ["amount:sum"],
        )
        held = [
            order.id for order, total in groups if not order.currency_id.is_zero(total)
        ]
        return self.browse(held)
