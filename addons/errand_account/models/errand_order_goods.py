# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError


class ErrandOrder(models.Model):
    """Goods that the courier buys: a cap, receipts, more on request (R0.3).

    Online the cap is paid ahead and held; in cash the courier spends their own money
    and gets it at the door. Either way they get back what they spent, to the cent.
    """

    _inherit = "errand.order"

    purchase_ids = fields.One2many("errand.purchase", "order_id", readonly=True)
    goods_spent = fields.Monetary("Spent on Goods", compute="_compute_goods_spent")

    # === COMPUTE === #

    def _compute_goods_spent(self):
        for order in self:
            kept = order._origin  # a form asks before there is a record
            order.goods_spent = kept._goods_spent() if kept else 0.0

    def _valid_purchases(self):
        """Return the purchases that count, as superuser: corrected ones do not."""
        self.ensure_one()
        return (
            self.env["errand.purchase"]
            .sudo()  # customers and couriers have no rights on it
            .search([("order_id", "=", self.id), ("corrected_by_ids", "=", False)])
        )

    def _goods_spent(self):
        """Return what the couriers paid for goods."""
        self.ensure_one()
        return self.currency_id.round(sum(self._valid_purchases().mapped("amount")))

    def _goods_shares(self):
        """Return what each courier paid for goods: list of (worker, amount).

        Whoever bought is paid back, also when another courier brought it to the door.
        """
        self.ensure_one()
        bought = self._valid_purchases().grouped("worker_id")
        return [
            (worker, self.currency_id.round(sum(lines.mapped("amount"))))
            for worker, lines in bought.items()
        ]

    def _buys_goods(self):
        """Tell whether the courier buys something for this order."""
        self.ensure_one()
        return self.has_goods_advance and not self.currency_id.is_zero(self.goods_cap)

    def _follow_goods(self):
        """Let the cash that is due follow what was spent. The order is locked."""
        self.ensure_one()
        if self.payment_way == "cash":
            charge = self._due_charge("order")
            spent = self._goods_spent()
            if charge:
                charge.goods_amount = spent
            else:
                self.env["errand.charge"]._ask(
                    self, "order", f"order:{self.id}", goods_amount=spent
                )
        self._on_goods_changed()
        self._notify_followers()

    # === MORE THAN THE CAP === #

    def _ask_for_more(self, amount, key):
        """Ask the customer to let the courier spend more. The order is locked.

        :param amount: what is added to the cap
        :param key: the request's key: asked twice, it is one question
        :return: the charge that asks
        :raise UserError: there is a question already, or nothing to ask
        """
        self.ensure_one()
        if self.currency_id.compare_amounts(amount, 0) <= 0:
            raise UserError(self.env._("Please write how much more you need."))
        charges = self.env["errand.charge"]
        charge_key = f"goods:{self.id}:{key}"
        known = charges.sudo().search([("key", "=", charge_key)])
        if known:
            return known
        if self._due_charge("goods"):
            raise UserError(
                self.env._("You asked already. Please wait for the customer's answer.")
            )
        minutes = self.company_id.errand_more_minutes
        charge = charges._ask(self, "goods", charge_key, goods_amount=amount)
        charge.expires_at = fields.Datetime.now() + timedelta(minutes=minutes)
        # Couriers ask; they have no rights on scheduled actions.
        cron = self.env.ref("errand_account.cron_expire_charges").sudo()
        cron._trigger(at=charge.expires_at)
        self._on_more_asked(charge)
        self._on_goods_changed()
        self._notify_followers()
        return charge

    def _answer_more(self, charge, answer):
        """Take the customer's answer to the question for more. Only the first counts.

        :param answer: ``agreed`` (cash orders alone: else paying is the answer),
            ``declined`` or ``expired``
        :raise UserError: the question is not open any more
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        charge = charge.sudo()
        charge.invalidate_recordset()
        if charge.order_id != self or charge.kind != "goods" or charge.state != "due":
            raise UserError(self.env._("This was answered already."))
        if answer == "agreed":
            if self.payment_way != "cash":
                raise UserError(self.env._("Please pay it, so that it can be spent."))
            # Nothing is paid now: the cash at the door follows what is spent.
            self._allow_more(charge)
        charge.write({"answer": answer, "state": "void"})
        if answer != "agreed":
            self._on_goods_changed()
        self._notify_followers()

    def _allow_more(self, charge):
        """Raise the cap by what the customer agreed to."""
        charge.answer = "agreed"
        self.sudo().goods_cap += charge.goods_amount  # promised, so not theirs to write
        self._on_goods_changed()

    def _on_more_asked(self, charge):
        """Hook: the customer is asked for more goods money. Notices tell them."""

    def _on_goods_changed(self):
        """Hook: the courier hears of the new cap, the answer, the cash to collect."""
