# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..exceptions import OfferChanged


class ErrandCancelWizard(models.TransientModel):
    """Cancelling for a customer: staff see what it costs before they confirm (R0.2)."""

    _name = "errand.cancel.wizard"
    _description = "Cancel Order"

    order_id = fields.Many2one(
        "errand.order", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    side = fields.Selection(
        [("customer", "The customer wants it"), ("platform", "It is our fault")],
        string="Because",
        required=True,
        default="customer",
    )
    is_waived = fields.Boolean("Charge Nothing")
    waiver_reason = fields.Char("Reason", help="Is kept with the order.")
    cost = fields.Monetary("Customer Pays", compute="_compute_offer")
    back = fields.Monetary("Goes Back", compute="_compute_offer")
    due = fields.Monetary("Customer Owes", compute="_compute_offer")
    courier_amount = fields.Monetary("Courier Gets", compute="_compute_offer")
    needs_return = fields.Boolean(compute="_compute_offer")
    until = fields.Datetime("Holds Until", compute="_compute_offer")
    reason = fields.Char("Why", compute="_compute_offer")
    rule = fields.Char(compute="_compute_offer")
    refusal = fields.Char(compute="_compute_offer")
    token = fields.Char(compute="_compute_token", readonly=False, store=True)
    notice = fields.Char(readonly=True)

    @api.depends("order_id", "side", "is_waived")
    def _compute_offer(self):
        for wizard in self:
            # Clerks see what it costs; what is held is for finance to read.
            order_sudo = wizard._checked_order().sudo()
            offer = order_sudo._cancel_offer(wizard.side)
            held = order_sudo._held_total()
            outcome = offer.outcome
            wizard.update(
                {
                    "cost": 0.0 if wizard.is_waived else offer.cost,
                    "back": held if wizard.is_waived else offer.back,
                    "due": 0.0 if wizard.is_waived else offer.due,
                    "courier_amount": float(outcome.compensation + outcome.return_pay),
                    "needs_return": offer.needs_return,
                    "until": offer.until,
                    "reason": offer.reason,
                    "rule": offer.rule.sudo().summary or False,
                    "refusal": offer.refusal,
                }
            )

    @api.depends("order_id", "side")
    def _compute_token(self):
        """Keep what stands for the cost that the form shows."""
        for wizard in self:
            order_sudo = wizard._checked_order().sudo()
            wizard.token = order_sudo._cancel_offer(wizard.side).token

    def _checked_order(self):
        """Return the order, which this user may change."""
        self.order_id.check_access("write")
        return self.order_id

    def action_confirm(self):
        """Cancel at the cost that was shown; show the new one where it rose.

        :raise UserError: charging nothing needs a reason
        """
        self.ensure_one()
        order = self._checked_order()
        if self.is_waived and not (self.waiver_reason or "").strip():
            raise UserError(self.env._("Please say why nothing is charged."))
        try:
            with self.env.cr.savepoint():
                order._cancel(
                    order._staff_actor(),
                    f"cancel-wizard-{self.id}",
                    self.token,
                    side=self.side,
                    waiver=self.waiver_reason if self.is_waived else None,
                )
        except OfferChanged as error:
            return self._show_again(str(error))
        return {"type": "ir.actions.act_window_close"}

    def _show_again(self, notice):
        fresh = self.create(
            {
                "order_id": self.order_id.id,
                "side": self.side,
                "is_waived": self.is_waived,
                "waiver_reason": self.waiver_reason,
                "notice": notice,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cancel Order"),
            "res_model": self._name,
            "res_id": fresh.id,
            "views": [(False, "form")],
            "target": "new",
        }
