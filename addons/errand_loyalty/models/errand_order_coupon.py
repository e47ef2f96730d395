# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.exceptions import UserError


class ErrandOrder(models.Model):
    """A coupon of the order."""

    _inherit = "errand.order"

    coupon_program_id = fields.Many2one(
        "loyalty.program", string="Coupon", readonly=True, copy=False
    )
    coupon_card_id = fields.Many2one("loyalty.card", readonly=True, copy=False)

    def _set_coupon(self, code):
        """Put the coupon that a code names on a draft; an empty code takes it off.

        :raise UserError: not usable here; says why
        """
        self.ensure_one()
        if self.state != "draft":
            raise UserError(
                self.env._("This order was placed already and cannot be changed here.")
            )
        if not (code or "").strip():
            self.write({"coupon_program_id": False, "coupon_card_id": False})
            return
        program, card = self.env["loyalty.program"]._errand_find(code, self.company_id)
        program._errand_check(self, card)
        self.write({"coupon_program_id": program.id, "coupon_card_id": card.id})

    def _coupon_amount(self):
        """Return what the draft's coupon will take off, in the order's currency."""
        self.ensure_one()
        program = self.sudo().coupon_program_id
        return program._errand_discount(self) if program else 0.0

    def _use_coupon(self, charge):
        """Let the coupon cover its part of the charge; two orders never share one.

        :raise UserError: it was used or ran out since it was put on the order
        """
        order_sudo = self.sudo()  # customers have no rights on programs and cards
        program, card = order_sudo.coupon_program_id, order_sudo.coupon_card_id
        if card:
            card._errand_lock()
        program._errand_check(order_sudo, card)
        program._errand_count_use(1)
        amount = program._errand_discount(order_sudo)
        if self.currency_id.is_zero(amount):
            return
        if card:
            card._errand_change(-program._errand_reward().required_points, self)
        order_sudo._receive(
            charge, "coupon", amount, card_id=card.id, program_id=program.id
        )
