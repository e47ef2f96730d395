# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.exceptions import UserError


class ErrandOrder(models.Model):
    """The customer's wallet pays for the order, whole or in part (R4.3)."""

    _inherit = "errand.order"

    wallet_wanted = fields.Boolean("Pay From the Wallet", copy=False)

    def _wallet_amount(self):
        """Return what the wallet would pay of a draft, in the order's currency."""
        self.ensure_one()
        if not self.wallet_wanted or self.payment_way != "online":
            return 0.0
        balance = self.partner_id._errand_wallet(self.company_id).points
        rest = self._total() - self._coupon_amount()
        return self.currency_id.round(max(0.0, min(balance, rest)))

    def _want_wallet(self, is_wanted):
        """Say whether the wallet pays for this draft.

        :raise UserError: it is placed already
        """
        self.ensure_one()
        if self.state != "draft":
            raise UserError(
                self.env._("This order was placed already and cannot be changed here.")
            )
        self.wallet_wanted = is_wanted

    def _use_wallet(self, charge):
        """Let the wallet cover what it can of the charge."""
        if self.payment_way != "online":
            return
        wallet = self.partner_id._errand_wallet(self.company_id)
        wallet._errand_lock()
        amount = self.currency_id.round(min(wallet.points, charge.amount_left))
        if self.currency_id.compare_amounts(amount, 0) <= 0:
            return
        wallet._errand_change(-amount, self)
        self.sudo()._receive(charge, "wallet", amount, card_id=wallet.id)

    def _pay_from_wallet(self, charge):
        """Pay a later charge (a tip, more for goods, a debt) from the wallet.

        :raise UserError: not due any more, or there is not enough in it
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        if not self._is_charge_payable(charge):
            raise UserError(self.env._("There is nothing to pay any more."))
        wallet = self.partner_id._errand_wallet(self.company_id)
        amount = charge.amount_left
        wallet._errand_change(-amount, self)
        self.sudo()._receive(charge, "wallet", amount, card_id=wallet.id)
