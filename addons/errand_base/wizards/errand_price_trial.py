# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ..engine import pricing


class ErrandPriceTrial(models.TransientModel):
    """A dry run of a price rule: what would this errand cost, and why (R0.4)."""

    _name = "errand.price.trial"
    _description = "Try a Price"

    rule_id = fields.Many2one("errand.price.rule", required=True)
    company_id = fields.Many2one(related="rule_id.company_id")
    currency_id = fields.Many2one(related="rule_id.currency_id")
    service_class = fields.Selection(related="rule_id.service_class")
    has_own_category = fields.Boolean(compute="_compute_has_own_category")
    branch_id = fields.Many2one(
        "errand.branch",
        compute="_compute_branch_id",
        store=True,
        readonly=False,
        domain="[('company_id', '=', company_id)]",
        help="Its clock and its surcharges count.",
    )
    category_id = fields.Many2one(
        "errand.category", help="Its surcharges count. Empty: those for all categories."
    )
    distance_km = fields.Float("Distance (km)", digits=(8, 2), default=5.0)
    weight_kg = fields.Float("Weight (kg)", digits=(8, 2), default=1.0)
    at = fields.Datetime("When", default=fields.Datetime.now, required=True)
    breakdown = fields.Html(compute="_compute_price")
    amount = fields.Monetary("Price", compute="_compute_price")

    @api.depends("rule_id")
    def _compute_has_own_category(self):
        for trial in self:
            trial.has_own_category = bool(trial.rule_id.category_id)

    @api.depends("rule_id")
    def _compute_branch_id(self):
        for trial in self:
            branches = self.env["errand.branch"]
            trial.branch_id, _reason = branches._choose(trial.rule_id.company_id)

    @api.depends(
        "rule_id", "branch_id", "category_id", "distance_km", "weight_kg", "at"
    )
    def _compute_price(self):
        """Price it as a quote would, and write nothing."""
        for trial in self:
            trial.breakdown, trial.amount = False, 0
            if not (trial.rule_id and trial.branch_id and trial.at):
                continue
            lines = trial._lines()
            quotes = self.env["errand.quote"]
            trial.amount = float(pricing.total(lines))
            trial.breakdown = quotes._table_html(
                trial.currency_id, [quotes._line_values(line) for line in lines]
            )

    def _lines(self):
        return self.rule_id._price(
            self.branch_id,
            self.category_id,
            max(0.0, self.distance_km),
            max(0.0, self.weight_kg),
            self.at,
        )
