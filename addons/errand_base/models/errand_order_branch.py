# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandOrder(models.Model):
    """Why an order belongs to its branch."""

    _inherit = "errand.order"

    branch_reason = fields.Selection(
        [
            ("staff", "Chosen by staff"),
            ("only", "The only one that may serve"),
            ("site", "Its own website"),
            ("chosen", "Chosen by the customer"),
            ("category", "Lists the category"),
            ("area", "Serves the place"),
            ("open", "Open then"),
            ("nearest", "Nearest"),
            ("first", "First in the list"),
        ],
        string="Branch Because",
        compute="_compute_branch_reason",
        store=True,
        readonly=False,
        copy=False,
        help="The rule that decided which branch the order belongs to.",
    )

    @api.depends("branch_id")
    def _compute_branch_reason(self):
        """Whoever writes a branch without a reason has chosen it."""
        for order in self:
            order.branch_reason = "staff" if order.branch_id else False

    def _door_fields(self):
        """Override: the reason is written with the choice, never by hand."""
        return super()._door_fields() | {"branch_reason"}
