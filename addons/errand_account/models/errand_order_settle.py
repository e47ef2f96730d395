# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import UserError

from ..const import HELD_ACCOUNTS


class ErrandOrder(models.Model):
    """Who gets what is held, at the end of an order and after it (R0.2, R0.12)."""

    _inherit = "errand.order"

    @api.model
    def _held_accounts(self):
        """Return the accounts that are empty once an order has ended."""
        return HELD_ACCOUNTS

    def _held(self):
        """Return what is held for the order: account to amount, zero left out."""
        self.ensure_one()
        amounts = {account: -self._balance_of(account) for account in HELD_ACCOUNTS}
        return {
            account: amount
            for account, amount in amounts.items()
            if not self.currency_id.is_zero(amount)
        }

    def _release_lines(self, held):
        """Return ledger lines that take everything out of what is held."""
        return [(account, amount, self.partner_id) for account, amount in held.items()]

    # === DELIVERED === #

    def _book_delivery(self):
        """Share what is held: goods, tip, couriers' pay, the platform's rest."""
        self.ensure_one()
        self._close_charges()
        self._take_cash()
        self._book_goods("courier_pending")
        self._book_tip()
        held = self._held()
        done = self.task_ids.filtered(lambda task: task.state == "done")
        shares = [
            ("courier_pending", -task.worker_pay, task.worker_id.partner_id)
            for task in done
        ]
        pays = sum(task.worker_pay for task in done)
        # What was held for goods and not spent.
        back = held.get("goods", 0.0)
        lines = [
            *self._release_lines(held),
            *shares,
            *self._commission_lines(held.get("escrow", 0.0) - pays),
            ("refund_in_flight", -back, self.partner_id),
        ]
        if not any(amount for _account, amount, _partner in lines):
            return
        self.env["errand.ledger.entry"]._post(
            self, "delivery", f"delivery:{self.id}", lines
        )
        self._send_back(back)

    def _book_tip(self):
        """Give the tip whole to the courier who came to the door."""
        held = self._held().get("tip", 0.0)
        done = self.task_ids.filtered(lambda task: task.state == "done")
        if held:
            self.env["errand.ledger.entry"]._post(
                self,
                "tip",
                f"tip:{self.id}",
                [
                    ("tip", held, self.partner_id),
                    ("courier_pending", -held, done[:1].worker_id.partner_id),
                ],
            )

    def _book_goods(self, account):
        """Pay the couriers back what they spent on goods, without commission.

        Spent goods that nobody advanced (a cash order that was not delivered) become
        a debt of the customer.

        :param account: of the couriers: pending when delivered, else payable
        """
        self.ensure_one()
        shares = self._goods_shares()
        spent = self.currency_id.round(sum(amount for _worker, amount in shares))
        if self.currency_id.is_zero(spent):
            return
        advanced = min(spent, self._held().get("goods", 0.0))
        owed = self.currency_id.round(spent - advanced)
        self.env["errand.ledger.entry"]._post(
            self,
            "goods",
            f"goods:{self.id}",
            [
                ("goods", advanced, self.partner_id),
                ("customer_due", owed, self.partner_id),
                *((account, -amount, worker.partner_id) for worker, amount in shares),
            ],
        )
        self.env["errand.charge"]._ask(
            self, "debt", f"debt:goods:{self.id}", debt_amount=owed
        )

    def _commission_lines(self, amount):
        """Return ledger lines of a commission, tax included (R0.12).

        The tax is the company's, computed by ``account`` as included in the price.
        """
        partner = self.env["res.partner"]
        tax = self.company_id.errand_commission_tax_id
        if not tax or amount <= 0:
            return [("commission", -amount, partner)]
        details = tax._get_tax_details(
            amount,
            1.0,
            precision_rounding=self.currency_id.rounding,
            special_mode="total_included",
        )
        net = self.currency_id.round(details["total_excluded"])
        return [
            ("commission", -net, partner),
            ("commission_tax", net - amount, partner),
        ]

    def _close_charges(self):
        """Stop asking for what the end of the order makes pointless."""
        charges = self.sudo().charge_ids
        charges.filtered(lambda charge: charge.kind in ("tip", "goods"))._void()
        if self.state != "done":
            charges.filtered(lambda charge: charge.kind == "order")._void()

    def _book_confirmation(self):
        """Credit the couriers with what waited for the confirmation."""
        self.ensure_one()
        pending = (
            self.env["errand.ledger.line"]
            .sudo()
            ._read_group(
                [("order_id", "=", self.id), ("account", "=", "courier_pending")],
                ["partner_id"],
                ["amount:sum"],
            )
        )
        lines = [
            line
            for partner, amount in pending
            if not self.currency_id.is_zero(amount)
            for line in (
                ("courier_pending", -amount, partner),
                ("courier_payable", amount, partner),
            )
        ]
        if lines:
            self.env["errand.ledger.entry"]._post(
                self, "confirmation", f"confirmation:{self.id}", lines
            )

    # === NOT DELIVERED === #

    def _settle(self, kind, key):
        """Share what is held for an order that was not delivered, once per key.

        What is to be kept beyond what is held becomes a debt of the customer.
        """
        self.ensure_one()
        self._close_charges()
        self._book_goods("courier_payable")
        kept, shares = self._settlement(kind)
        held = self._held()
        total = self.currency_id.round(sum(held.values()))
        debt = max(0.0, self.currency_id.round(kept - total))
        back = self.currency_id.round(total + debt - kept)
        given = sum(amount for _worker, amount in shares)
        account = "penalty" if kept >= given else "support_cost"
        lines = [
            *self._release_lines(held),
            ("customer_due", debt, self.partner_id),
            *(
                ("courier_payable", -amount, worker.partner_id)
                for worker, amount in shares
            ),
            (account, given - kept, self.env["res.partner"]),
            ("refund_in_flight", -back, self.partner_id),
        ]
        if not any(amount for _account, amount, _partner in lines):
            return
        self.env["errand.ledger.entry"]._post(self, kind, key, lines)
        self.env["errand.charge"]._ask(self, "debt", f"debt:{key}", debt_amount=debt)
        self._send_back(back)

    # === AFTER THE END === #

    def _refund_after_end(self, amount, key, shares=()):
        """Give money back after the order has ended: never from escrow (design 4).

        :param amount: what the customer gets
        :param key: what it is for, unique
        :param shares: list of (worker, amount) that couriers bear; support the rest
        :raise UserError: more than the customer paid and has not got back yet
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        ledger = self.env["errand.ledger.entry"]
        if ledger._is_booked(key):
            return
        borne = sum(part for _worker, part in shares)
        account = "courier_payable" if self.confirmed_at else "courier_pending"
        ledger._post(
            self,
            "support",
            key,
            [
                *((account, part, worker.partner_id) for worker, part in shares),
                ("support_cost", amount - borne, self.env["res.partner"]),
                ("refund_in_flight", -amount, self.partner_id),
            ],
        )
        self._send_back(amount)

    def _book_penalty(self, worker, amount, key):
        """Take a penalty from a courier's credit."""
        self._book_courier(worker, -amount, key, "penalty", "penalty")

    def _book_recredit(self, worker, amount, key):
        """Credit a courier at the cost of support."""
        self._book_courier(worker, amount, key, "support", "support_cost")

    def _book_courier(self, worker, amount, key, kind, account):
        self.ensure_one()
        self.env["errand.ledger.entry"]._post(
            self,
            kind,
            key,
            [
                ("courier_payable", -amount, worker.partner_id),
                (account, amount, self.env["res.partner"]),
            ],
        )

    # === GIVING BACK === #

    def _returnable(self):
        """Return what the customer paid for this order and has not got back."""
        self.ensure_one()
        receipts_sudo = self.sudo().receipt_ids.filtered("charge_id")
        return sum(receipts_sudo.mapped("amount_returnable"))

    def _send_back(self, amount):
        """Give ``amount`` back through the receipts that brought it, newest first.

        :raise UserError: more than came in
        """
        self.ensure_one()
        if self.currency_id.is_zero(amount):
            return
        if self.currency_id.compare_amounts(amount, self._returnable()) > 0:
            raise UserError(
                self.env._("More than the customer paid cannot be given back.")
            )
        receipts_sudo = self.sudo().receipt_ids.filtered("charge_id")
        ways = receipts_sudo._return_order()
        for receipt in receipts_sudo.sorted(
            lambda receipt: (ways.index(receipt.method), -receipt.id)
        ):
            part = self.currency_id.round(min(amount, receipt.amount_returnable))
            if part > 0:
                self.env["errand.refund"]._queue(receipt, part)
                amount -= part
        self._follow_refunds()

    def _confirm_refund(self, refund):
        """Book that money went back. Safe to repeat."""
        self.ensure_one()
        self._lock_for_move(contest=False)
        amount, partner = refund.amount, self.partner_id
        account = self._refund_account(refund)
        self.env["errand.ledger.entry"]._post(
            self,
            "refund",
            f"refund:{refund.id}",
            [("refund_in_flight", amount, partner), (account, -amount, partner)],
        )
        refund.state = "done"
        self._follow_refunds()
        self._notify_followers()

    def _refund_account(self, refund):
        """Return the account that a refund is paid from. Modules add theirs."""
        return "receipts"

    def _follow_refunds(self):
        """Say how the payment stands: a surplus that goes back does not count."""
        self.ensure_one()
        receipts = self.sudo().receipt_ids.filtered("charge_id")
        refunds = receipts.refund_ids
        if not refunds:
            return
        if any(refund.state != "done" for refund in refunds):
            self.payment_state = "refunding"
            return
        left = sum(receipts.mapped("amount_returnable"))
        is_whole = self.currency_id.is_zero(left)
        self.payment_state = "refunded" if is_whole else "partly_refunded"
