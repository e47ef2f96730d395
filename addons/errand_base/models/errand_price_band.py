# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.pricing import DAY_MINUTES, Band

DAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def local_time(moment, tz):
    """Return a naive UTC moment on the wall clock of a zone."""
    return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(tz or "UTC"))


class ErrandPriceBand(models.Model):
    """Hours of the day that cost more, on the clock of the branch (R0.4)."""

    _name = "errand.price.band"
    _description = "Time of Day in a Price Rule"
    _order = "rule_id, hour_from, id"

    name = fields.Char(
        required=True,
        translate=True,
        default=lambda self: self.env._("Night"),
        help="What customers read in the price.",
    )
    rule_id = fields.Many2one(
        "errand.price.rule", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="rule_id.company_id")
    currency_id = fields.Many2one(related="rule_id.currency_id")
    hour_from = fields.Float("From", required=True, default=22.0)
    hour_until = fields.Float(
        "Until",
        required=True,
        default=6.0,
        help="Earlier than the start: until the next morning. The same: a whole day.",
    )
    monday = fields.Boolean("Mon", default=True)
    tuesday = fields.Boolean("Tue", default=True)
    wednesday = fields.Boolean("Wed", default=True)
    thursday = fields.Boolean("Thu", default=True)
    friday = fields.Boolean("Fri", default=True)
    saturday = fields.Boolean("Sat", default=True)
    sunday = fields.Boolean("Sun", default=True)
    percent = fields.Float(digits=(5, 2), help="Of the price of the work.")
    amount = fields.Monetary(help="Added to the percentage.")

    _hours = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_from < 24 AND hour_until >= 0"
        " AND hour_until <= 24)",
        "Hours lie between 0:00 and 24:00.",
    )
    _charge = models.Constraint(
        "CHECK (percent BETWEEN 0 AND 500 AND amount >= 0)",
        "A time of day costs 0 to 500 % more, and no negative amount.",
    )

    @api.constrains(*DAYS)
    def _check_some_day(self):
        if any(not any(band[day] for day in DAYS) for band in self):
            raise ValidationError(
                self.env._("Choose at least one weekday on which these hours begin.")
            )

    def _band(self):
        """Return the hours as the pricing engine takes them."""
        self.ensure_one()
        return Band(
            start=round(self.hour_from * 60) % DAY_MINUTES,
            until=round(self.hour_until * 60) % DAY_MINUTES,
            weekdays=frozenset(n for n, day in enumerate(DAYS) if self[day]),
        )

    def _hours_text(self):
        """Return the hours as one reads them: 22:00–06:00."""
        self.ensure_one()
        return "–".join(
            "{:02d}:{:02d}".format(*divmod(round(hour * 60), 60))
            for hour in (self.hour_from, self.hour_until)
        )

    def _holding_at(self, moment, tz):
        """Return the bands that hold at a naive UTC moment, on the clock of ``tz``."""
        local = local_time(moment, tz)
        return self.filtered(lambda band: band._band().holds_at(local))
