# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_datetime

from ..const import SERVICE_CLASSES
from ..engine import pricing
from ..tools import secret

#: Days a quote that no order took is kept.
KEEP_DAYS = 7


class ErrandQuote(models.Model):
    """A price the platform promised, with its breakdown, until a moment (R0.4).

    It is never priced again: what was promised holds, whatever staff change meanwhile.
    The places it was made for are kept as a keyed digest, because points are personal
    data.
    """

    _name = "errand.quote"
    _description = "Quote"
    _order = "id desc"
    _rec_name = "amount"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    branch_id = fields.Many2one("errand.branch", required=True, readonly=True)
    category_id = fields.Many2one("errand.category", required=True, readonly=True)
    service_class = fields.Selection(SERVICE_CLASSES, required=True, readonly=True)
    rule_id = fields.Many2one(
        "errand.price.rule", readonly=True, ondelete="set null", index="btree_not_null"
    )
    distance_km = fields.Float("Distance (km)", digits=(8, 2), readonly=True)
    route_minutes = fields.Float("Way (minutes)", digits=(8, 1), readonly=True)
    route_source = fields.Selection(
        [("straight", "Straight line"), ("osrm", "OSRM server")],
        string="Measured By",
        readonly=True,
    )
    points_digest = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    weight_kg = fields.Float("Weight (kg)", digits=(8, 2), readonly=True)
    wanted_from = fields.Datetime(readonly=True, help="Empty: as soon as possible.")
    priced_for = fields.Datetime(
        "Time That Counts",
        readonly=True,
        help="The start of the wanted slot, else when the price was made.",
    )
    amount = fields.Monetary(readonly=True)
    lines = fields.Json(
        readonly=True,
        help="The breakdown: code, quantity and amount of each line; extras with their "
        "names in each language, and the record they came from.",
    )
    breakdown = fields.Html(compute="_compute_breakdown")
    valid_until = fields.Datetime(required=True, readonly=True)
    order_ids = fields.One2many("errand.order", "quote_id", readonly=True)

    _age_idx = models.Index("(create_date)")

    @api.depends("lines")
    @api.depends_context("lang")
    def _compute_breakdown(self):
        for quote in self:
            quote.breakdown = quote._lines_html()

    # === MAKE === #

    @api.model
    def _make(self, asked):
        """Return a new quote for an ``Asked``, at the way that is known by now.

        Asks no route service, so that it may run under a lock: whoever wants the way
        measured has it measured before (``_errand_route`` with ``ask``).

        :raise UserError: the category has no price for this class
        """
        company = asked.branch.company_id
        rule = self.env["errand.price.rule"]._find(
            company, asked.category, asked.service_class
        )
        route = company._errand_route(asked.points)
        now = fields.Datetime.now()
        moment = asked.wanted_from or now
        lines = rule._price(
            asked.branch, asked.category, route.km, asked.weight_kg, moment
        )
        # Who asks may not read the digest: it is written for them.
        quote_sudo = self.sudo().create(
            {
                "company_id": company.id,
                "currency_id": company.currency_id.id,
                "branch_id": asked.branch.id,
                "category_id": asked.category.id,
                "service_class": asked.service_class,
                "rule_id": rule.id,
                "distance_km": route.km,
                "route_minutes": route.minutes,
                "route_source": route.source,
                "points_digest": self._digest(asked.points),
                "weight_kg": asked.weight_kg,
                "wanted_from": asked.wanted_from,
                "priced_for": moment,
                "amount": float(pricing.total(lines)),
                "lines": [self._line_values(line) for line in lines],
                "valid_until": now + timedelta(minutes=company.errand_quote_minutes),
            }
        )
        return quote_sudo.with_env(self.env)

    @api.model
    def _line_values(self, line):
        """Return a ``PriceLine`` as it is kept, its names as they are today."""
        values = {
            "code": line.code,
            "quantity": float(line.quantity),
            "amount": float(line.amount),
        }
        if line.key:
            record = line.key
            values["names"] = record._fields["name"]._get_stored_translations(record)
            values["record"] = [record._name, record.id]
            if line.code == "band":
                values["hours"] = record._hours_text()
            elif record.reason and record.kind != "holiday":
                values["reason"] = record.reason
        return values

    @api.model
    def _digest(self, points):
        """Return what stands for (pick-up, drop-off), to about a metre."""
        texts = (
            f"{point.latitude:.5f},{point.longitude:.5f}" if point else "-"
            for point in points
        )
        return secret.digest("quote", ";".join(texts))

    # === HOLD === #

    def _is_of_points(self, points):
        """Tell whether it was made for (pick-up, drop-off)."""
        self.ensure_one()
        # The digest is nobody's to read, and says nothing without the points.
        return self.sudo().points_digest == self._digest(points)

    def _is_valid(self):
        """Tell whether it has not run out."""
        self.ensure_one()
        return self.valid_until >= fields.Datetime.now()

    def _fits(self, asked):
        """Tell whether it is the price of this errand, by all that made the price."""
        self.ensure_one()
        return (
            self.branch_id == asked.branch
            and self.company_id == asked.branch.company_id
            and self.currency_id == asked.branch.company_id.currency_id
            and self.category_id == asked.category
            and self.service_class == asked.service_class
            and abs(self.weight_kg - asked.weight_kg) < 0.005
            and (self.wanted_from or None) == (asked.wanted_from or None)
            and self._is_of_points(asked.points)
        )

    def _check_holds_for(self, order):
        """Refuse a quote that ran out, or was made for another errand.

        :raise ValidationError: it does not hold; says what to do
        """
        self.ensure_one()
        if not self._is_valid():
            raise ValidationError(
                self.env._(
                    "The price was held for a while and has run out. Please ask again."
                )
            )
        is_its_fee = not self.currency_id.compare_amounts(self.amount, order.fee)
        if not is_its_fee or not self._fits(order._asked()):
            raise ValidationError(
                self.env._(
                    "The errand changed since its price was made. Please ask again."
                )
            )

    # === SHOW === #

    def _described_lines(self):
        """Return the breakdown as a list of dicts: label, amount."""
        self.ensure_one()
        return [
            {"label": self._line_label(line), "amount": line["amount"]}
            for line in self.lines or []
        ]

    @api.model
    def _line_label(self, line):
        """Return what a kept line is called, in the reader's language."""
        names = line.get("names")
        if names:
            label = names.get(self.env.lang) or names["en_US"]
        else:
            label = {
                "base": self.env._("Base fee"),
                "distance": self.env._("Distance"),
                "weight": self.env._("Weight"),
                "minimum": self.env._("Up to the lowest fee"),
                "maximum": self.env._("Down to the highest fee"),
            }[line["code"]]
        quantity = line["quantity"]
        if line["code"] == "distance":
            # All its decimals: times the rate it is the amount beside it.
            way = self.env._("%s km", f"{quantity:g}")
            return f"{label} · {way}"
        if line["code"] == "weight":
            kilograms = self.env._("%s kg", f"{quantity:g}")
            return f"{label} · {kilograms}"
        return f"{label} {line['hours']}" if line.get("hours") else label

    def _lines_html(self):
        """Return the breakdown as a small table for staff, False without a quote."""
        if not self:
            return False
        return self._table_html(self.currency_id, self.lines or [])

    @api.model
    def _table_html(self, currency, lines):
        """Return kept lines as a table."""
        row = Markup("<tr><td>%s</td><td class='text-end'>%s</td></tr>")
        rows = Markup().join(
            row % (self._line_label(line), currency.format(line["amount"]))
            for line in lines
        )
        table = Markup("<table class='table table-sm mb-0'><tbody>%s</tbody></table>")
        return table % rows

    @api.depends("amount", "valid_until")
    def _compute_display_name(self):
        for quote in self:
            until = format_datetime(self.env, quote.valid_until, dt_format="short")
            amount = quote.currency_id.format(quote.amount)
            quote.display_name = f"{amount} · {until}"

    @api.autovacuum
    def _gc_quotes(self):
        """Prices that nobody took are not kept."""
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        domain = [("create_date", "<", limit), ("order_ids", "=", False)]
        self.search(domain, limit=10000).unlink()
