# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES
from odoo.addons.errand_base.engine.actor import COURIER


class ErrandTask(models.Model):
    """Money in the courier's hands: goods they buy, cash they collect."""

    _inherit = "errand.task"

    purchase_ids = fields.One2many("errand.purchase", "task_id", readonly=True)
    cash_taken = fields.Monetary(
        readonly=True, copy=False, help="What the courier says they got at the door."
    )

    # === STATES === #

    @api.model
    def _transitions(self):
        """Override of ``errand_base``: goods and cash are told before the end."""
        transitions = super()._transitions()
        done = transitions["done"]
        guards = (*done.guards, "_check_goods_reported", "_check_cash_taken")
        return {**transitions, "done": done._replace(guards=guards)}

    def _check_goods_reported(self, actor):
        """Guard of ``done``: nobody is paid back, or refunded, on a guess."""
        if any(task._needs_goods_report() for task in self):
            raise ValidationError(
                self.env._("Please say first what you spent on the goods.")
            )

    def _check_cash_taken(self, actor):
        """Guard of ``done``: the courier says that they have the money."""
        if actor.role != COURIER:
            return
        for task in self:
            due = task._cash_due()
            if task.currency_id.compare_amounts(task.cash_taken, due):
                raise ValidationError(task._cash_message(due))

    # === CASH === #

    def _cash_due(self):
        """Return what the courier collects at the door, in the order's currency."""
        self.ensure_one()
        if self.order_id.payment_way != "cash" or self.leg == "return":
            return 0.0
        return sum(self.order_id._due_charge("order").mapped("amount_left"))

    def _say_cash(self, amount, actor):
        """Note how much cash the courier says they got.

        :return: False when another amount is due
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        self._check_is_holder(actor)
        if self.currency_id.compare_amounts(amount, self._cash_due()):
            return False
        self.cash_taken = self.currency_id.round(amount)
        return True

    def _cash_message(self, due):
        return self.env._(
            "Please collect %s in cash, and confirm it.", self.currency_id.format(due)
        )

    # === GOODS === #

    def _needs_goods_report(self):
        """Tell whether the courier still has to say what they spent."""
        self.ensure_one()
        order = self.order_id
        is_shopping = self.kind != "handle" and self.leg == "outward"
        buys = is_shopping and order._buys_goods()
        return buys and not order._valid_purchases()

    def _report_purchase(
        self, actor, key, amount, photo=None, note="", corrects_id=None, at=None
    ):
        """Add what the courier paid for goods, or correct it (R0.3).

        :param amount: in the order's currency; 0 with a note: nothing was bought
        :param photo: the receipt as base64 bytes; a correction keeps the old one
        :param corrects_id: id of the purchase that this one replaces
        :param at: naive UTC datetime of the tap, None for now
        :raise UserError: says what is wrong with it
        """
        self.ensure_one()
        self._check_may_buy(actor)
        if self.purchase_ids.filtered(lambda line: line.key == key):
            return
        order = self.order_id
        amount = order.currency_id.round(amount)
        old = order._valid_purchases().filtered(lambda line: line.id == corrects_id)
        if corrects_id and not old:
            raise UserError(self.env._("This purchase was corrected already."))
        photo = photo or old.photo
        self._check_purchase(amount, photo, note, old)
        self.env["errand.purchase"].sudo().create(  # couriers have no rights on it
            {
                "task_id": self.id,
                "worker_id": old.worker_id.id or self.worker_id.id,
                "amount": amount,
                "note": note or False,
                "photo": photo or False,
                "at": self._tapped(at, self.assigned_at),
                "key": key,
                "replaces_id": old.id,
            }
        )
        order._follow_goods()

    def _check_may_buy(self, actor):
        """Refuse whoever does not shop for this order now; lock it.

        :raise MoveLost, MoveRefused, UserError: another's, over, or nothing to buy
        """
        self._lock_for_move(contest=False)
        self._check_is_holder(actor)
        if self.state not in ACTIVE_TASK_STATES:
            raise self._refused_error(self.state)
        if not self.order_id._buys_goods() or self.leg == "return":
            raise UserError(self.env._("Nothing is to be bought for this errand."))

    def _check_purchase(self, amount, photo, note, old):
        order = self.order_id
        compare = order.currency_id.compare_amounts
        if compare(amount, 0) < 0:
            raise UserError(self.env._("Please write the amount on the receipt."))
        if compare(amount, 0) == 0 and not note:
            raise UserError(self.env._("Please say why nothing was bought."))
        if compare(amount, 0) > 0 and not photo:
            raise UserError(self.env._("Please take a photo of the receipt."))
        total = order._goods_spent() - old.amount + amount
        if compare(total, order.goods_cap) > 0:
            raise UserError(
                self.env._(
                    "This is more than the customer allowed: %s. Ask for more first.",
                    order.currency_id.format(order.goods_cap),
                )
            )

    def _ask_for_more_goods(self, actor, key, amount):
        """Ask the customer to raise the cap, for the courier in the shop."""
        self.ensure_one()
        self._check_may_buy(actor)
        return self.order_id._ask_for_more(self.currency_id.round(amount), key)
