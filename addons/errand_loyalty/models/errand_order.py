# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandOrder(models.Model):
    """Wallet and coupon cover what an order costs before money is asked for."""

    _inherit = "errand.order"

    def _ask_for_order(self):
        """Override of ``errand_account``: the coupon first, then the wallet."""
        result = super()._ask_for_order()
        for order in self:
            charge = order._due_charge("order")
            if charge and order.coupon_program_id:
                order._use_coupon(charge)
            if charge.state == "due" and order.wallet_wanted:
                order._use_wallet(charge)
        return result

    def _amount_to_pay(self):
        """Override of ``errand_account``: less what coupon and wallet will cover."""
        amount = super()._amount_to_pay()
        if self.state != "draft":
            return amount
        left = amount - self._coupon_amount() - self._wallet_amount()
        return self.currency_id.round(max(0.0, left))

    def _prepare_money_line(self, receipt):
        """Override of ``errand_account``: where a wallet's and a coupon's money is."""
        if receipt.method == "wallet":
            return ("wallet", receipt.amount, self.partner_id)
        if receipt.method == "coupon":
            return ("coupon_cost", receipt.amount, self.env["res.partner"])
        return super()._prepare_money_line(receipt)

    def _refund_account(self, refund):
        """Override of ``errand_account``: a wallet owes what goes back into it."""
        if refund.method in ("wallet", "cash"):
            return "wallet"
        if refund.method == "coupon":
            return "coupon_cost"
        return super()._refund_account(refund)

    def _invoice_amounts(self):
        """Override of ``errand_books``: what a coupon paid was never the customer's."""
        whole, own = super()._invoice_amounts()
        lines = self.sudo().ledger_line_ids  # customers ask, without rights on it
        coupons = lines.filtered(lambda line: line.account == "coupon_cost")
        paid = self.currency_id.round(whole - sum(coupons.mapped("amount")))
        return max(0.0, paid), max(0.0, min(own, paid))

    def _door_fields(self):
        """Override of ``errand_base``: who pays how is fixed with the order."""
        fixed = {"coupon_program_id", "coupon_card_id"}
        if any(order.state != "draft" for order in self):
            fixed |= {"wallet_wanted"}
        return super()._door_fields() | fixed
