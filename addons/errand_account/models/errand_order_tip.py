# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.exceptions import UserError

#: Until when a tip can be raised.
TIP_STATES = ("placed", "in_progress")


class ErrandOrder(models.Model):
    """The tip: added at posting or later, upward only, the courier's whole (R0.3)."""

    _inherit = "errand.order"

    def _tip_promised(self):
        """Return the tip with what the customer still has to pay for it."""
        self.ensure_one()
        asked = self._due_charge("tip").mapped("tip_amount")
        return self.currency_id.round(self.tip + sum(asked))

    def _can_raise_tip(self):
        """Tell whether the customer may raise the tip now.

        Cash that a courier counts at the door does not change any more.
        """
        self.ensure_one()
        if self.state not in TIP_STATES or self.ending_cause or self.is_desk:
            return False
        if self.payment_way == "cash":
            return not any(self.sudo().task_ids.mapped("at_dropoff_at"))
        return not self._due_charge("order")

    def _check_tip(self, amount):
        """Refuse a tip that is too high with what is added.

        :raise UserError: says what is possible
        """
        limit = self.company_id.errand_tip_limit
        if self.currency_id.compare_amounts(self.tip + amount, limit) > 0:
            raise UserError(
                self.env._(
                    "A tip is at most %s. Thank you for your kindness.",
                    self.currency_id.format(limit),
                )
            )

    def _raise_tip(self, amount, key):
        """Ask for a higher tip while the errand is not done; never a lower one.

        A raise that was asked for before and is not paid yet is replaced.

        :param amount: what is added
        :param key: the request's key: asked twice, it is one charge
        :return: the charge to pay; empty when cash will pay it
        :raise UserError: too late, too high, or not an amount
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        amount = self.currency_id.round(amount)
        charge_key = f"tip:{self.id}:{key}"
        charges = self.env["errand.charge"]
        known = charges.sudo().search([("key", "=", charge_key)])
        if known:
            return known
        if self.state not in TIP_STATES or self.ending_cause:
            raise UserError(
                self.env._("A tip can be added until the errand is delivered.")
            )
        if self.currency_id.compare_amounts(amount, 0) <= 0:
            raise UserError(self.env._("A tip can only be raised."))
        self._check_tip(amount)
        if self._due_charge("order"):
            return self._raise_tip_before_payment(amount)
        waiting = self._due_charge("tip")
        if waiting._is_being_paid():
            raise UserError(
                self.env._("A payment is under way. Please wait until it has arrived.")
            )
        waiting._void()
        return charges._ask(self, "tip", charge_key, tip_amount=amount)

    def _raise_tip_before_payment(self, amount):
        """Add to the tip of an order that is not paid: it joins what is due anyway."""
        charge = self._due_charge("order")
        if self.payment_way == "online":
            if charge._is_being_paid():
                raise UserError(
                    self.env._(
                        "A payment is under way. Please wait until it has arrived."
                    )
                )
        elif not self._can_raise_tip():
            raise UserError(
                self.env._(
                    "The courier is at the door and counts the cash. You can give a "
                    "tip by hand."
                )
            )
        charge.tip_amount += amount
        self.sudo().tip += amount  # promised things are not the customer's to write
        self._on_tip_raised()
        self._notify_followers()
        return charge if self.payment_way == "online" else charge.browse()

    def _on_tip_raised(self):
        """Hook: couriers who look at the open order hear of the better pay."""
