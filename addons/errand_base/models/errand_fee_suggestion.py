# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine import pricing
from ..engine.geo import EARTH_RADIUS_KM, box_around

#: Whose fees are usual: the last so many, so near, so recent, and at least so many.
LAST, RADIUS_KM, DAYS, LEAST = 50, 3.0, 14, 10


class Suggestion(NamedTuple):
    """What to propose, and how many errands it comes from (0: the price rule)."""

    fee: float
    count: int


class ErrandFeeSuggestion(models.AbstractModel):
    """The fee that is proposed for an ordinary errand (R0.4).

    The median of the last fees for which couriers grabbed such errands nearby; where
    there are too few, the price rule's. Times of day and surcharges that hold raise it:
    the median of two weeks does not know of today's rain. Customers adjust it.
    """

    _name = "errand.fee.suggestion"
    _description = "Suggested Fee"

    @api.model
    def _suggest(self, asked):
        """Return the ``Suggestion`` for an ``Asked`` of the ordinary class.

        :raise UserError: the category has no price for it
        """
        company = asked.branch.company_id
        rule = self.env["errand.price.rule"]._find(company, asked.category, "ordinary")
        start = asked.points[0] or asked.points[1]
        fees = self._grabbed_fees(company, asked.category, start) if start else []
        usual = pricing.usual_fee(fees, LEAST)
        moment = asked.wanted_from or fields.Datetime.now()
        step = max(rule._rounding(), Decimal(str(company.errand_fee_step)))
        fee = pricing.suggest(
            Decimal(str(rule.suggested_fee)) if usual is None else usual,
            rule._extras(asked.branch, asked.category, moment),
            step,
            Decimal(str(rule.minimum_fee)),
            Decimal(str(rule.maximum_fee)),
        )
        return Suggestion(float(fee), 0 if usual is None else len(fees))

    @api.model
    def _grabbed_fees(self, company, category, start):
        """Return the last fees of grabbed errands near a point, newest first.

        Raw, because the index of places answers it without reading other errands, and
        only the last ones' orders are read for their fees; these are nobody's secret
        once they are a median.
        """
        self.env["errand.task"].flush_model()
        self.env["errand.order"].flush_model(["fee"])
        rows = self.env.execute_query(
            SQL(
                """
                  WITH task AS MATERIALIZED (
                SELECT task.order_id, task.assigned_at
                  FROM errand_task task
                 WHERE task.company_id = %(company)s
                   AND task.category_id = %(category)s
                   AND task.service_class = 'ordinary'
                   AND task.has_start
                   AND task.assigned_at > %(since)s
                   AND %(box)s
                   AND %(distance)s <= %(radius)s
              ORDER BY task.assigned_at DESC
                 LIMIT %(last)s)
                SELECT errand.fee
                  FROM task
                  JOIN errand_order errand ON errand.id = task.order_id
              ORDER BY task.assigned_at DESC
                """,
                company=company.id,
                category=category.id,
                since=fields.Datetime.now() - timedelta(days=DAYS),
                box=self._box(start),
                distance=self._distance(start),
                radius=RADIUS_KM,
                last=LAST,
            )
        )
        return [Decimal(str(fee)) for (fee,) in rows]

    @api.model
    def _box(self, start):
        """Return the condition of the box around the circle: cheap, and a bit wide."""
        box = box_around(start, RADIUS_KM)
        joint = SQL("OR") if box.west > box.east else SQL("AND")
        return SQL(
            "(task.start_latitude BETWEEN %s AND %s"
            " AND (task.start_longitude >= %s %s task.start_longitude <= %s))",
            box.south,
            box.north,
            box.west,
            joint,
            box.east,
        )

    @api.model
    def _distance(self, start):
        """Return the great-circle distance in km, as ``engine.geo`` has it."""
        return SQL(
            "2 * %(earth)s * asin(least(1, sqrt("
            "power(sin(radians(task.start_latitude - %(lat)s) / 2), 2)"
            " + cos(radians(%(lat)s)) * cos(radians(task.start_latitude))"
            " * power(sin(radians(task.start_longitude - %(lon)s) / 2), 2))))",
            earth=EARTH_RADIUS_KM,
            lat=start.latitude,
            lon=start.longitude,
        )

    @api.model
    def _text(self, currency, fee, count):
        """Return a suggestion and its reason as one line."""
        amount = currency.format(fee)
        if count:
            return self.env._(
                "Usual here: %(amount)s, from the last %(count)s errands nearby",
                amount=amount,
                count=count,
            )
        return self.env._("Usual for this kind of errand: %(amount)s", amount=amount)
