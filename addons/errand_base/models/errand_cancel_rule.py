# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import format_amount

from ..const import SERVICE_CLASSES
from ..engine import ending

PERCENTS = (
    "percent",
    "courier_percent",
    "support_percent",
    "penalty_percent",
    "return_percent",
)


class ErrandCancelRule(models.Model):
    """What it costs when an errand is not simply delivered (R0.2).

    The most specific rule decides (company, category, class, stage); of those that
    are alike, the one whose minutes have passed last. Without any rule all goes back
    before the grab, and nobody cancels after it (``engine/ending.py``).
    """

    _name = "errand.cancel.rule"
    _description = "Cancellation Rule"
    _order = "cause, side, stage_order, after_minutes, id"
    _rec_name = "summary"

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: every company without a rule of its own.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    category_id = fields.Many2one(
        "errand.category",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: every category that has no rule of its own.",
    )
    service_class = fields.Selection(SERVICE_CLASSES, help="Empty: both.")
    cause = fields.Selection(
        [
            ("cancel", "Cancelled"),
            ("no_show", "Not there"),
            ("undeliverable", "Cannot be delivered"),
            ("hand_back", "Handed back"),
        ],
        required=True,
        default="cancel",
        help="What happened.",
    )
    side = fields.Selection(
        [("customer", "Customer"), ("courier", "Courier"), ("platform", "Platform")],
        required=True,
        default="customer",
        help="On whose side the cause lies.",
    )
    stage = fields.Selection(
        [
            ("open", "Before the grab"),
            ("grabbed", "Grabbed"),
            ("at_pickup", "At the pick-up"),
            ("picked_up", "Picked up"),
            ("at_dropoff", "At the drop-off"),
        ],
        help="Empty: every stage.",
    )
    stage_order = fields.Integer(compute="_compute_stage_order", store=True)
    after_minutes = fields.Integer(
        "After (minutes)",
        default=0,
        help="Since the stage began; 0: from its first moment.",
    )
    is_allowed = fields.Boolean("Allowed", default=True)
    percent = fields.Float(
        "Kept (%)", digits=(5, 2), help="Of the delivery fee. The rest goes back."
    )
    fixed = fields.Monetary("Kept, Fixed", help="On top of the percentage.")
    cap = fields.Monetary("Kept at Most", help="0: the whole fee at most.")
    courier_percent = fields.Float(
        "Courier's Part (%)",
        digits=(5, 2),
        default=100,
        help="Of what is kept, after the commission. 100: as a delivery would pay.",
    )
    support_percent = fields.Float(
        "Paid by Us (%)",
        digits=(5, 2),
        help="Of the courier's share, given to the courier at our own cost.",
    )
    penalty_percent = fields.Float(
        "Courier's Penalty (%)", digits=(5, 2), help="Of the courier's share."
    )
    penalty_fixed = fields.Monetary("Courier's Penalty, Fixed")
    needs_return = fields.Boolean(
        "Way Back", help="What is in the courier's hands goes back."
    )
    return_percent = fields.Float(
        "Fee of the Way Back (%)",
        digits=(5, 2),
        help="Of the delivery fee, on top of what is kept. The courier gets it, less "
        "the commission, when the way back is done.",
    )
    summary = fields.Char(compute="_compute_summary", compute_sudo=False)

    _percents = models.Constraint(
        "CHECK ("
        + " AND ".join(f"{name} BETWEEN 0 AND 100" for name in PERCENTS)
        + ")",
        "Percentages lie between 0 and 100.",
    )
    _amounts = models.Constraint(
        "CHECK (fixed >= 0 AND cap >= 0 AND penalty_fixed >= 0 AND after_minutes >= 0)",
        "Amounts and minutes cannot be negative.",
    )
    _amounts_have_a_currency = models.Constraint(
        "CHECK (company_id IS NOT NULL OR (fixed = 0 AND cap = 0"
        " AND penalty_fixed = 0))",
        "A rule with amounts belongs to a company: its currency counts.",
    )
    _one_rule = models.UniqueIndex(
        "(COALESCE(company_id, 0), COALESCE(category_id, 0),"
        " COALESCE(service_class, ''), cause, side, COALESCE(stage, ''),"
        " COALESCE(after_minutes, 0)) WHERE active",
        "There is already a rule for this case.",
    )

    # === COMPUTE === #

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for rule in self:
            rule.currency_id = (rule.company_id or self.env.company).currency_id

    @api.depends("stage")
    def _compute_stage_order(self):
        for rule in self:
            stages = ending.STAGES
            rule.stage_order = stages.index(rule.stage) + 1 if rule.stage else 0

    @api.depends(
        *PERCENTS,
        *("cause", "side", "stage", "after_minutes", "is_allowed", "needs_return"),
        *("fixed", "cap", "penalty_fixed", "category_id", "service_class"),
    )
    @api.depends_context("lang")
    def _compute_summary(self):
        for rule in self:
            rule.summary = f"{rule._case_text()}: {rule._outcome_text()}"

    def _label(self, name):
        selection = dict(self._fields[name]._description_selection(self.env))
        return selection.get(self[name], "")

    def _case_text(self):
        """Return when the rule holds, in words."""
        parts = [
            self.category_id.name,
            self._label("service_class"),
            f"{self._label('cause')} ({self._label('side')})",
            self._label("stage"),
            self.after_minutes and self.env._("after %s minutes", self.after_minutes),
        ]
        return ", ".join(part for part in parts if part)

    def _outcome_text(self):
        """Return what the rule decides, in words."""
        if not self.is_allowed:
            return self.env._("not allowed")
        parts = [self._kept_text(), self._penalty_text()]
        if self.support_percent:
            parts.append(
                self.env._(
                    "we pay the courier %s%% of their share",
                    f"{self.support_percent:g}",
                )
            )
        if self.needs_return:
            parts.append(
                self.env._("way back for %s%% of the fee", f"{self.return_percent:g}")
            )
        return ", ".join(part for part in parts if part)

    def _kept_text(self):
        amounts = [
            f"{self.percent:g}%" if self.percent else "",
            self._money(self.fixed) if self.fixed else "",
        ]
        kept = " + ".join(amount for amount in amounts if amount)
        if self.cause == "hand_back":
            return ""
        if not kept:
            return self.env._("the whole fee goes back")
        if self.cap:
            kept = self.env._(
                "%(kept)s, at most %(cap)s", kept=kept, cap=self._money(self.cap)
            )
        return self.env._("%s of the fee is kept", kept)

    def _penalty_text(self):
        amounts = [
            f"{self.penalty_percent:g}%" if self.penalty_percent else "",
            self._money(self.penalty_fixed) if self.penalty_fixed else "",
        ]
        penalty = " + ".join(amount for amount in amounts if amount)
        if penalty:
            return self.env._("the courier loses %s of their share", penalty)
        return self.env._("no penalty") if self.cause == "hand_back" else ""

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    # === DECIDING === #

    @api.model
    def _decide(self, facts):
        """Return (``Outcome``, the rule or an empty one) for what is known.

        :param facts: ``Facts`` with the ids of company and category
        """
        # Customers and couriers are told what a rule says; they read none.
        rules = self.sudo().search(
            [
                ("cause", "=", facts.cause),
                ("side", "=", facts.side),
                ("company_id", "in", [facts.company, False]),
                ("category_id", "in", [facts.category, False]),
            ]
        )
        outcome = ending.decide([rule._as_rule() for rule in rules], facts)
        return outcome, self.browse(outcome.rule or [])

    def _as_rule(self):
        """Return the rule as the engine takes it."""
        self.ensure_one()

        def number(name):
            return Decimal(str(self[name]))

        return ending.Rule(
            ref=self.id,
            cause=self.cause,
            side=self.side,
            stage=self.stage or "",
            company=self.company_id.id or 0,
            category=self.category_id.id or 0,
            service_class=self.service_class or "",
            after_minutes=self.after_minutes,
            is_allowed=self.is_allowed,
            fixed=number("fixed"),
            cap=number("cap") if self.cap else None,
            penalty_fixed=number("penalty_fixed"),
            needs_return=self.needs_return,
            **{name: number(name) for name in PERCENTS},
        )
