# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandBranchRule(models.Model):
    """One step of finding the branch of an online order; their order counts (R2.1)."""

    _name = "errand.branch.rule"
    _description = "Branch Rule"
    _order = "sequence, id"
    _rec_name = "kind"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: every company without a rule of its own.",
    )
    kind = fields.Selection(
        [
            ("site", "Branch of the website"),
            ("chosen", "Branch that the customer chose"),
            ("category", "Branch that lists the category"),
            ("area", "Branch that serves the place"),
            ("open", "Branch that is open then"),
            ("nearest", "Nearest branch"),
        ],
        required=True,
    )
    explanation = fields.Char(compute="_compute_explanation")

    _one_rule = models.UniqueIndex(
        "(COALESCE(company_id, 0), kind)", "There is already such a rule."
    )

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_explanation(self):
        texts = self._explanations()
        for rule in self:
            rule.explanation = texts.get(rule.kind, "")

    def _explanations(self):
        """Return what each kind of rule does, in words. Modules add theirs."""
        return {
            "site": self.env._("An order from a branch's own site stays with it."),
            "chosen": self.env._("Customers may choose a branch in the form."),
            "category": self.env._(
                "A branch that lists the order's category goes before others."
            ),
            "area": self.env._(
                "A branch whose service area holds the place goes before others. "
                "Errands only go to such branches, whatever the rules."
            ),
            "open": self.env._("A branch that is open then goes before closed ones."),
            "nearest": self.env._("What is left goes to the nearest branch."),
        }

    @api.model
    def _kinds_for(self, company):
        """Return the kinds of a company's active rules, the first one counts most."""
        rules_sudo = self.sudo()  # customers are sorted by rules that they do not read
        rules = rules_sudo.with_context(active_test=False)
        own = rules.search([("company_id", "=", company.id)])
        shared = rules.search([("company_id", "=", False)])
        return (own or shared).filtered("active").mapped("kind")
