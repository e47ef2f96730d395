# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.quote import Asked


class ErrandOrder(models.Model):
    """What an order costs: its quote, or the fee that is suggested (R0.4)."""

    _inherit = "errand.order"

    weight_need = fields.Selection(
        related="category_id.weight", string="Weight Is Needed"
    )
    suggested_fee = fields.Monetary(
        readonly=True, copy=False, help="What the form proposed to the customer."
    )
    suggested_from = fields.Integer(
        readonly=True,
        copy=False,
        help="How many errands nearby the suggestion comes from; 0: the price rule.",
    )
    suggestion = fields.Char(
        "Suggested", compute="_compute_suggestion", groups="base.group_user"
    )
    quote_breakdown = fields.Html(
        "Breakdown", compute="_compute_quote_breakdown", groups="base.group_user"
    )

    # === COMPUTE === #

    @api.depends("suggested_fee", "suggested_from")
    def _compute_suggestion(self):
        for order in self:
            # A fee of zero is no suggestion, and no text either.
            order.suggestion = bool(order.suggested_fee) and self.env[
                "errand.fee.suggestion"
            ]._text(order.currency_id, order.suggested_fee, order.suggested_from)

    @api.depends("quote_id")
    def _compute_quote_breakdown(self):
        for order in self:
            order.quote_breakdown = order.quote_id._lines_html()

    # === PRICE === #

    def _asked(self):
        """Return the ``Asked``: what the price of the order depends on."""
        self.ensure_one()
        return Asked(
            branch=self.branch_id,
            category=self.category_id,
            service_class=self.service_class,
            points=self._points(),
            weight_kg=self.weight_kg,
            wanted_from=self.wanted_from,
        )

    def _ask_routes(self):
        """Have the ways of drafts measured, while nothing is locked.

        Distances are computed from what is known; this makes it known.
        """
        for order in self.filtered(lambda order: order.state == "draft"):
            company = order.company_id or self.env.company
            if company._errand_route(order._points(), ask=True).source != "straight":
                self.env.add_to_compute(self._fields["distance_km"], order)

    def _take_quote(self):
        """Price a draft of the professional class, and promise the price."""
        self.ensure_one()
        quote = self.env["errand.quote"]._make(self._asked())
        # Only this sets a quote, so that it always fits.
        self.sudo().write({"quote_id": quote.id, "fee": quote.amount})

    @api.onchange("category_id", "service_class", "branch_id", "pickup_contact_id")
    def _onchange_suggest_fee(self):
        """Propose the fee that is usual, or else the price rule's (R0.4)."""
        if self.state != "draft" or self.service_class != "ordinary":
            return
        if self.category_id and self.branch_id:
            try:
                suggestion = self.env["errand.fee.suggestion"]._suggest(self._asked())
            except UserError:
                return  # said when the order is placed
            self.fee = self.suggested_fee = suggestion.fee
            self.suggested_from = suggestion.count

    # === ACTIONS === #

    def action_quote(self):
        """Price the orders of the professional class; the price then holds a while."""
        self.check_access("write")
        for order in self:
            if order.state != "draft" or order.service_class != "professional":
                raise UserError(
                    self.env._("Only a draft of the professional class is priced.")
                )
            order._ask_routes()
            order._take_quote()

    def action_open_quote(self):
        """Show why the price is what it is (R5.3)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why This Price"),
            "res_model": "errand.quote",
            "res_id": self.quote_id.id,
            "view_mode": "form",
            "target": "new",
        }
