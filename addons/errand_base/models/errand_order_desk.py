# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.exceptions import UserError


class ErrandOrder(models.Model):
    """Orders of the desk: nobody carries anything, and nothing is to be paid."""

    _inherit = "errand.order"

    is_desk = fields.Boolean(related="category_id.is_desk")

    def _check_ready(self, actor):
        """Override: what is asked of an errand is not asked of desk work."""
        desk = self.filtered("is_desk")
        if any(order.fee or order.goods_cap for order in desk):
            raise UserError(
                self.env._("Work at the desk of a branch has no fee of its own.")
            )
        return super(ErrandOrder, self - desk)._check_ready(actor)

    def _check_called_off(self, actor):
        """Override: desk work may be called off at any time."""
        return super(
            ErrandOrder, self.filtered(lambda order: not order.is_desk)
        )._check_called_off(actor)

    def _prepare_task_values(self):
        """Override: a clerk handles it, without pay and without a place."""
        if not self.is_desk:
            return super()._prepare_task_values()
        return [
            {
                "order_id": self.id,
                "kind": "handle",
                "proof_rules": self.category_id._proof_rules(),
                "next_action_at": self._payment_deadline(),
            }
        ]

    def _offer_reason(self, facts, outcome):
        """Override: nobody was on the way."""
        if self.is_desk:
            return self.env._("Work at the branch costs nothing to cancel.")
        return super()._offer_reason(facts, outcome)
