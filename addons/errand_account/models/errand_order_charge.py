# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.exceptions import UserError

#: In which states of the order a charge of each kind can still be paid.
PAYABLE_STATES = {
    "order": ("placed",),
    "tip": ("placed", "in_progress"),
    "goods": ("in_progress",),
    "debt": ("done", "failed", "cancelled"),
}


class ErrandOrder(models.Model):
    """What the customer is asked to pay, and money that comes in (R0.1, R0.2)."""

    _inherit = "errand.order"

    # === ASKING === #

    def _prepare_charge(self):
        """Return the parts of what placing this order costs."""
        self.ensure_one()
        is_advanced = self.payment_way == "online" and self.has_goods_advance
        return {
            "fee_amount": self.fee,
            "tip_amount": self.tip,
            "goods_amount": self.goods_cap if is_advanced else 0.0,
        }

    def _ask_for_order(self):
        """Ask for what the order costs, once."""
        self.env["errand.charge"]._ask(
            self, "order", f"order:{self.id}", **self._prepare_charge()
        )

    def _due_charge(self, kind):
        """Return the charges of a kind that are still to be paid, as superuser."""
        return self.sudo().charge_ids.filtered(
            lambda charge: charge.kind == kind and charge.state == "due"
        )

    def _total(self):
        """Return what placing the order costs or cost, paid or not."""
        self.ensure_one()
        return self.currency_id.round(sum(self._prepare_charge().values()))

    def _amount_to_pay(self):
        """Return what placing the order costs now, in its currency."""
        self.ensure_one()
        charge = self._due_charge("order")
        if charge or self.state != "draft":
            return sum(charge.mapped("amount_left"))
        return self._total()

    def _check_payable(self):
        """Refuse a payment that could only be given back.

        :raise UserError: paid already, or cancelled
        """
        self.ensure_one()
        if self.state not in ("draft", "placed"):
            raise UserError(
                self.env._("This order was cancelled. Please post it again.")
                if self.state == "cancelled"
                else self.env._("This order is paid already.")
            )
        if self.payment_way == "cash":
            raise UserError(self.env._("This order is paid in cash, to the courier."))
        if self.payment_state != "unpaid":
            raise UserError(self.env._("This order is paid already."))

    # === RECEIVING === #

    def _receive_payment(self, transaction):
        """Book a done transaction and open the order to couriers. Safe to repeat.

        Money that the order cannot use (paid twice, or after it was cancelled, or not
        what was asked) goes back whole.
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        receipts_sudo = self.env["errand.receipt"].sudo()
        if receipts_sudo.search_count([("transaction_id", "=", transaction.id)]):
            return
        charge = self._charge_paid_by(transaction)
        receipt = self._receive(
            charge, "online", transaction.amount, transaction_id=transaction.id
        )
        if not charge:
            self._return_surplus(receipt)

    def _charge_paid_by(self, transaction):
        """Return the charge that the transaction pays as it stands now, or none."""
        charge = transaction.errand_charge_id or self._due_charge("order")[:1]
        fits = (
            self._is_charge_payable(charge)
            and transaction.currency_id == self.currency_id
            and not self.currency_id.compare_amounts(
                transaction.amount, charge.amount_left
            )
        )
        return charge if fits else charge.browse()

    def _is_charge_payable(self, charge):
        """Tell whether the order can still use the money of a charge."""
        self.ensure_one()
        return charge.state == "due" and self.state in PAYABLE_STATES[charge.kind]

    def _receive(self, charge, method, amount, **values):
        """Book money that came in. The order is locked.

        :param charge: what it pays; empty: nothing, it goes back
        :param method: of ``errand.receipt``
        :return: the receipt
        """
        self.ensure_one()
        lines = charge and charge._allocate(amount)
        receipt = (
            self.env["errand.receipt"]
            .sudo()  # money is received by moves, never by people
            .create(
                {
                    "order_id": self.id,
                    "charge_id": charge.id,
                    "method": method,
                    "amount": amount,
                    **values,
                }
            )
        )
        self.env["errand.ledger.entry"]._post(
            self,
            "receipt",
            f"receipt:{receipt.id}",
            [
                self._prepare_money_line(receipt),
                *(lines or [("escrow", -amount, self.partner_id)]),
            ],
        )
        if charge and self.currency_id.is_zero(charge.amount_left):
            charge.state = "paid"
            self._on_charge_paid(charge)
        return receipt

    def _prepare_money_line(self, receipt):
        """Return the ledger line that says where received money is. Modules add."""
        if receipt.method == "cash":
            return ("cash", receipt.amount, receipt.worker_id.partner_id)
        return ("receipts", receipt.amount, self.partner_id)

    def _on_charge_paid(self, charge):
        """Go on with what waited for the money."""
        if charge.kind == "order":
            self.payment_state = "paid"
            self._release_tasks()
        elif charge.kind == "tip":
            self.tip += charge.tip_amount
            self._on_tip_raised()
        elif charge.kind == "goods":
            self._allow_more(charge)
        self._notify_followers()

    def _return_surplus(self, receipt):
        amount, partner = receipt.amount, self.partner_id
        self.env["errand.ledger.entry"]._post(
            self,
            "surplus",
            f"surplus:{receipt.id}",
            [("escrow", amount, partner), ("refund_in_flight", -amount, partner)],
        )
        self.env["errand.refund"]._queue(receipt, amount)

    def _take_cash(self):
        """Book the cash that the courier took at the door: it is their debt now."""
        self.ensure_one()
        charge = self._due_charge("order")
        if self.payment_way != "cash" or not charge:
            return
        holder = self.task_ids.filtered(lambda task: task.state == "done")[:1].worker_id
        self._receive(charge, "cash", charge.amount_left, worker_id=holder.id)

    def _paid_at(self):
        """Return when the order's first charge was paid, False if it was not."""
        self.ensure_one()
        receipts = self.sudo().receipt_ids.filtered("charge_id")
        if self.payment_state == "unpaid" or not receipts:
            return False
        first = receipts[:1]
        return first.transaction_id.last_state_change or fields.Datetime.to_datetime(
            first.create_date
        )
