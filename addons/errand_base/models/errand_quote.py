# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..const import SERVICE_CLASSES
from ..engine import pricing


class ErrandQuote(models.Model):
    """A price the platform promised, with its breakdown, until a moment (R0.4)."""

    _name = "errand.quote"
    _description = "Quote"
    _order = "id desc"
    _rec_name = "amount"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    category_id = fields.Many2one("errand.category", required=True, readonly=True)
    service_class = fields.Selection(SERVICE_CLASSES, required=True, readonly=True)
    distance_km = fields.Float("Distance (km)", digits=(8, 2), readonly=True)
    amount = fields.Monetary(readonly=True)
    lines = fields.Json(
        readonly=True, help="The breakdown: code, kilometres and amount of each line."
    )
    valid_until = fields.Datetime(required=True, readonly=True)

    @api.model
    def _make(self, company, category, service_class, distance_km):
        """Return a new quote for a trip of ``distance_km`` (0 without a trip).

        :raise UserError: the category has no price for this class
        """
        rule = self.env["errand.price.rule"]._find(company, category, service_class)
        lines = pricing.price(rule._tariff(), Decimal(f"{distance_km:.2f}"))
        minutes = company.errand_quote_minutes
        return self.create(
            {
                "company_id": company.id,
                "currency_id": company.currency_id.id,
                "category_id": category.id,
                "service_class": service_class,
                "distance_km": distance_km,
                "amount": float(pricing.total(lines)),
                "lines": [
                    {
                        "code": line.code,
                        "quantity_km": float(line.quantity_km),
                        "amount": float(line.amount),
                    }
                    for line in lines
                ],
                "valid_until": fields.Datetime.now() + timedelta(minutes=minutes),
            }
        )

    def _check_holds_for(self, order):
        """Refuse a quote that ran out, or was made for another errand.

        :raise ValidationError: it does not hold; says what to do
        """
        self.ensure_one()
        if self.valid_until < fields.Datetime.now():
            raise ValidationError(
                self.env._(
                    "The price was held for a while and has run out. Please ask again."
                )
            )
        same = (
            self.company_id == order.company_id
            and self.category_id == order.category_id
            and self.service_class == order.service_class
            and not self.currency_id.compare_amounts(self.amount, order.fee)
            and abs(self.distance_km - order.distance_km) < 0.01
        )
        if not same:
            raise ValidationError(
                self.env._(
                    "The errand changed since its price was made. Please ask again."
                )
            )

    def _described_lines(self):
        """Return the breakdown as a list of dicts: label, amount."""
        self.ensure_one()
        labels = {
            "base": self.env._("Base fee"),
            "distance": self.env._("Distance"),
            "minimum": self.env._("Up to the lowest fee"),
        }
        described = []
        for line in self.lines or []:
            label = labels.get(line["code"], line["code"])
            if line["quantity_km"]:
                way = self.env._("%s km", f"{line['quantity_km']:.1f}")
                label = f"{label} · {way}"
            described.append({"label": label, "amount": line["amount"]})
        return described
