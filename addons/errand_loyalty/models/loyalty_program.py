# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.errand_base.engine.pricing import round_to

#: Programs whose codes customers type when they post an errand.
COUPON_TYPES = ("coupons", "promo_code", "next_order_coupons")


class LoyaltyProgram(models.Model):
    """Coupons that take something off the fee of an errand."""

    _inherit = "loyalty.program"

    errand_category_ids = fields.Many2many(
        "errand.category", string="Errands", help="Empty: for all kinds of errands."
    )

    errand_use_count = fields.Integer("Used For Errands", readonly=True, copy=False)

    @api.model
    def _errand_find(self, code, company):
        """Return (program, card) that a typed code names; the card may be empty.

        :raise UserError: no such code; says what to do
        """
        unknown = UserError(
            self.env._("This code is not known. Please check how it is written.")
        )
        text = str(code or "").strip()
        if not text or "\x00" in text or len(text) > 64:
            raise unknown
        # Customers have no rights on programs: who knows the code may use it.
        card = self.env["loyalty.card"].sudo().search([("code", "=", text)], limit=1)
        rule = self.env["loyalty.rule"].sudo()
        if not card:
            rule = rule.search(
                [("code", "=", text), ("mode", "=", "with_code")], limit=1
            )
        program = card.program_id or rule.program_id
        if (
            program.program_type not in COUPON_TYPES
            or program.company_id not in (company, company.browse())
            or not program._errand_reward()
        ):
            raise unknown
        return program, card

    def _errand_reward(self):
        """Return the reward that takes something off, empty when there is none."""
        return self.reward_ids.filtered(
            lambda reward: (
                reward.reward_type == "discount"
                and reward.discount_mode in ("percent", "per_order")
            )
        )[:1]

    def _errand_check(self, order, card):
        """Refuse a coupon that this order cannot use.

        :raise UserError: says why
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        if not self.active or not (
            (self.date_from or today) <= today <= (self.date_to or today)
        ):
            raise UserError(self.env._("This coupon is not valid today."))
        if (
            self.errand_category_ids
            and order.category_id not in self.errand_category_ids
        ):
            raise UserError(self.env._("This coupon is not for this kind of errand."))
        minimum = max(self.rule_ids.mapped("minimum_amount"), default=0.0)
        if order.currency_id.compare_amounts(order.fee, minimum) < 0:
            raise UserError(
                self.env._(
                    "This coupon is for fees from %s.",
                    order.currency_id.format(minimum),
                )
            )
        self._errand_check_uses(order, card)

    def _errand_check_uses(self, order, card):
        used_up = UserError(self.env._("This coupon was used already."))
        if card:
            owner = card.partner_id
            if owner and owner != order.partner_id:
                raise UserError(self.env._("This coupon belongs to somebody else."))
            if card._errand_is_expired():
                raise UserError(self.env._("This coupon has expired."))
            if card.points < self._errand_reward().required_points:
                raise used_up
            return
        uses = self.env["errand.receipt"].sudo().search([("program_id", "=", self.id)])
        uses = uses.filtered(lambda receipt: receipt.amount_returnable > 0)
        if order.partner_id in uses.order_id.partner_id:
            raise used_up
        if self.limit_usage and self.errand_use_count >= self.max_usage:
            raise UserError(self.env._("This coupon has run out."))

    def _errand_discount(self, order):
        """Return what the coupon takes off the order's fee, rounded once."""
        self.ensure_one()
        reward, currency = self._errand_reward(), order.currency_id
        fee, figure = Decimal(str(order.fee)), Decimal(str(reward.discount))
        amount = fee * figure / 100 if reward.discount_mode == "percent" else figure
        if reward.discount_max_amount:
            amount = min(amount, Decimal(str(reward.discount_max_amount)))
        step = Decimal(str(currency.rounding))
        return float(min(round_to(amount, step), fee))

    def _errand_count_use(self, step):
        """Count a use, or take one back (step -1).

        The written row is what makes two uses at the same moment meet: the second
        transaction is run again, and sees the first.
        """
        self.ensure_one()
        self.env.cr.execute(
            SQL(
                "UPDATE loyalty_program SET errand_use_count ="
                " greatest(0, COALESCE(errand_use_count, 0) + %s) WHERE id = %s",
                step,
                self.id,
            )
        )
        self.invalidate_recordset(["errand_use_count"])
