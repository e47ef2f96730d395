# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..const import SERVICE_CLASSES
from ..engine import pricing


class ErrandPriceRule(models.Model):
    """What an errand costs, for one category and service class (R0.3, R0.4)."""

    _name = "errand.price.rule"
    _description = "Price Rule"
    _order = "category_id, service_class, id"
    _rec_name = "service_class"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    category_id = fields.Many2one(
        "errand.category",
        index=True,
        ondelete="cascade",
        help="Empty: every category that has no rule of its own.",
    )
    service_class = fields.Selection(SERVICE_CLASSES, required=True, default="ordinary")
    suggested_fee = fields.Monetary(help="What the form proposes to the customer.")
    minimum_fee = fields.Monetary(help="The least an errand costs.")
    maximum_fee = fields.Monetary(
        help="The most a customer may offer, or the platform asks for. Professional: 0 "
        "is no limit."
    )
    base_fee = fields.Monetary(help="The price of the first kilometres.")
    included_km = fields.Float("Included (km)", digits=(8, 2))
    per_km = fields.Monetary("Per Further km")
    included_kg = fields.Float("Included (kg)", digits=(8, 2), default=1.0)
    per_kg = fields.Monetary("Per Further kg")
    kg_step = fields.Float(
        "Weight Counts in Steps of (kg)",
        digits=(8, 2),
        default=1.0,
        help="A further weight is rounded up to it: 1.2 kg count as 2.",
    )
    band_ids = fields.One2many(
        "errand.price.band", "rule_id", string="Times of Day", copy=True
    )
    extras_cap_percent = fields.Float(
        "Surcharges at Most (%)",
        digits=(6, 2),
        help="Times of day, surcharges and holidays together, in percent of the price "
        "of the work. 0: no limit.",
    )
    commission_percent = fields.Float(
        "Commission (%)", digits=(5, 2), help="What the platform keeps of the fee."
    )

    _one_rule = models.UniqueIndex(
        "(company_id, COALESCE(category_id, 0), service_class)",
        "There is already a price rule for this category and class.",
    )
    _amounts = models.Constraint(
        "CHECK (base_fee >= 0 AND included_km >= 0 AND per_km >= 0"
        " AND minimum_fee >= 0 AND maximum_fee >= 0 AND included_kg >= 0"
        " AND per_kg >= 0 AND kg_step > 0 AND extras_cap_percent >= 0)",
        "Prices, distances and weights cannot be negative, and the step of weights is "
        "more than zero.",
    )
    _maximum = models.Constraint(
        "CHECK (service_class = 'ordinary' OR maximum_fee = 0"
        " OR maximum_fee >= minimum_fee)",
        "The highest fee lies under the lowest one.",
    )
    _bounds = models.Constraint(
        "CHECK (service_class != 'ordinary' OR (minimum_fee <= suggested_fee"
        " AND suggested_fee <= maximum_fee))",
        "The suggested fee must lie between the lowest and the highest fee.",
    )
    _commission = models.Constraint(
        "CHECK (commission_percent BETWEEN 0 AND 100)",
        "The commission lies between 0 and 100 %.",
    )

    @api.depends("category_id", "service_class")
    def _compute_display_name(self):
        labels = dict(self._fields["service_class"]._description_selection(self.env))
        for rule in self:
            category = rule.category_id.name or self.env._("All categories")
            rule.display_name = f"{category} · {labels.get(rule.service_class, '')}"

    @api.model
    def _find(self, company, category, service_class):
        """Return the rule of this category, else the company's general one.

        :raise UserError: there is neither
        """
        rules = self.search(
            [
                ("company_id", "=", company.id),
                ("category_id", "in", [category.id, False]),
                ("service_class", "=", service_class),
            ]
        )
        rule = rules.filtered("category_id") or rules
        if not rule:
            raise UserError(
                self.env._(
                    "%(category)s has no price yet. Please choose another category, or "
                    "ask us.",
                    category=category.name,
                )
            )
        return rule

    def _tariff(self):
        """Return the rule as the pricing engine takes it."""
        self.ensure_one()
        cap = Decimal(str(self.extras_cap_percent))
        highest = Decimal(str(self.maximum_fee))
        return pricing.Tariff(
            base=Decimal(str(self.base_fee)),
            included_km=Decimal(str(self.included_km)),
            per_km=Decimal(str(self.per_km)),
            minimum=Decimal(str(self.minimum_fee)),
            rounding=self._rounding(),
            included_kg=Decimal(str(self.included_kg)),
            per_kg=Decimal(str(self.per_kg)),
            kg_step=Decimal(str(self.kg_step)),
            maximum=highest or None,
            extras_cap_percent=cap or None,
        )

    def _extras(self, branch, category, moment):
        """Return the ``Extra``s that hold at a naive UTC moment, in their order.

        First the rule's times of day, then the surcharges of the branch. Their key is
        the record.
        """
        self.ensure_one()
        bands = self.band_ids._holding_at(moment, branch.tz)
        surcharges = self.env["errand.surcharge"]._find(
            branch, category, self.service_class, moment
        )
        extras = [
            pricing.Extra(
                code="band",
                percent=Decimal(str(band.percent)),
                amount=Decimal(str(band.amount)),
                key=band,
            )
            for band in bands
        ]
        return extras + [
            pricing.Extra(
                code=surcharge.kind,
                percent=Decimal(str(surcharge.percent)),
                amount=Decimal(str(surcharge.amount)),
                cap=Decimal(str(surcharge.cap)) or None,
                key=surcharge,
            )
            for surcharge in surcharges
        ]

    def _price(self, branch, category, distance_km, weight_kg, moment):
        """Return the ``PriceLine``s of an errand whose time is a naive UTC moment."""
        return pricing.price(
            self._tariff(),
            Decimal(f"{distance_km:.2f}"),
            Decimal(f"{weight_kg:.2f}"),
            self._extras(branch, category, moment),
        )

    def action_try(self):
        """Open the dry run of this rule."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_base.errand_price_trial_action"
        )
        action["context"] = {
            "default_rule_id": self.id,
            "default_category_id": self.category_id.id,
        }
        return action

    def _split_fee(self, fee):
        """Return (courier's share, commission) of a fee, rounded once (R0.12)."""
        self.ensure_one()
        share, commission = pricing.split(
            Decimal(str(fee)), Decimal(str(self.commission_percent)), self._rounding()
        )
        return float(share), float(commission)

    def _rounding(self):
        return Decimal(str(self.currency_id.rounding))
