# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

SALESMEN = "sales_team.group_sale_salesman"


class ErrandOrder(models.Model):
    """The branch's side of a shop order: paid in the shop, handled here."""

    _inherit = "errand.order"

    branch_reason = fields.Selection(
        selection_add=[("product", "Sells the products")],
        ondelete={"product": "set null"},
    )
    sale_order_id = fields.Many2one(
        "sale.order",
        "Shop Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=SALESMEN,
    )

    _handled_once = models.UniqueIndex(
        "(sale_order_id) WHERE state != 'cancelled'",
        "A branch has this shop order already.",
    )

    def _door_fields(self):
        """Override of ``errand_base``: the shop says which order it is."""
        return super()._door_fields() | {"sale_order_id"}

    def _cancel_refusal(self, outcome):
        """Override of ``errand_base``: the shop has the money, so it cancels."""
        refusal = super()._cancel_refusal(outcome)
        # Whoever asks has no rights on sales.
        if refusal or not self.sudo().sale_order_id:
            return refusal
        return self.env._(
            "This belongs to order %s of the shop. Ask the shop to cancel that order; "
            "the branch's work ends with it.",
            self.sudo().sale_order_id.name,
        )

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: the shop reads how its order ended."""
        result = super()._on_moved(target, actor, before)
        texts = {
            "done": self.env._("The branch has handled this order."),
            "failed": self.env._("The branch could not handle this order."),
            "cancelled": self.env._("The branch's task for this order was cancelled."),
        }
        # Whoever ends the work of a branch has no rights on sales.
        for order in self.sudo().filtered("sale_order_id"):
            if target in texts:
                order.sale_order_id.message_post(body=texts[target])
        return result

    def action_open_sale(self):
        """Show the order in the shop."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.sale_order_id.id,
            "views": [(False, "form")],
        }
