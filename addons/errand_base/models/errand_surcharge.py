# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..const import SERVICE_CLASSES
from .errand_price_band import local_time

#: The order of the kinds in a breakdown.
KINDS = [
    ("weather", "Weather"),
    ("demand", "Demand"),
    ("other", "Other"),
    ("holiday", "Holiday"),
]


class ErrandSurcharge(models.Model):
    """What is added to prices for a while: rain, many errands, a holiday (R0.4).

    Weather, demand and others are switched on by staff, for some hours. Holidays hold
    on their days, on the clock of each branch: a small list of our own, because a leave
    of a work calendar says when people rest, and not what an errand costs.
    """

    _name = "errand.surcharge"
    _description = "Surcharge"
    _inherit = ["mail.thread"]
    _order = "kind, name, id"
    _check_company_auto = True

    name = fields.Char(
        required=True, translate=True, help="What customers read in the price."
    )
    kind = fields.Selection(KINDS, required=True, default="weather", tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    branch_ids = fields.Many2many(
        "errand.branch",
        string="Branches",
        check_company=True,
        help="Empty: all branches.",
    )
    category_ids = fields.Many2many(
        "errand.category", string="Categories", help="Empty: all categories."
    )
    service_class = fields.Selection(
        SERVICE_CLASSES,
        help="Empty: both. It is part of the professional price, and raises the fee "
        "that is suggested for an ordinary errand.",
    )
    percent = fields.Float(
        digits=(5, 2), help="Of the price of the work.", tracking=True
    )
    amount = fields.Monetary(help="Added to the percentage.", tracking=True)
    cap = fields.Monetary(
        "At Most", help="The most it adds to one errand. 0: no limit.", tracking=True
    )
    hours = fields.Float(
        "Switched On for (hours)", default=2.0, help="Then it ends by itself."
    )
    reason = fields.Char(help="Why it is switched on: kept with who did it and when.")
    on_from = fields.Datetime(readonly=True, copy=False)
    on_until = fields.Datetime(readonly=True, copy=False)
    day_from = fields.Date("First Day")
    day_until = fields.Date("Last Day")
    is_on = fields.Boolean("On Now", compute="_compute_is_on")

    _charge = models.Constraint(
        "CHECK (percent BETWEEN 0 AND 500 AND amount >= 0 AND cap >= 0)",
        "A surcharge is 0 to 500 %, and no negative amount.",
    )
    _hours_sane = models.Constraint(
        "CHECK (hours > 0 AND hours <= 168)",
        "A surcharge is switched on for at most a week.",
    )
    _holiday_days = models.Constraint(
        "CHECK (kind != 'holiday' OR (day_from IS NOT NULL AND day_until IS NOT NULL"
        " AND day_from <= day_until))",
        "A holiday has a first and a last day.",
    )

    @api.depends("kind", "on_from", "on_until", "day_from", "day_until", "branch_ids")
    @api.depends_context("uid")
    def _compute_is_on(self):
        now = fields.Datetime.now()
        for surcharge in self:
            # A holiday's day is each branch's own; the screen takes the first clock.
            tz = surcharge.sudo().branch_ids[:1].tz or self.env.user.tz
            surcharge.is_on = bool(surcharge._holding_at(now, tz))

    @api.onchange("day_from")
    def _onchange_day_from(self):
        if self.day_from and (not self.day_until or self.day_until < self.day_from):
            self.day_until = self.day_from

    # === PRICES === #

    @api.model
    def _find(self, branch, category, service_class, moment):
        """Return the surcharges of an errand at a naive UTC moment, in their order."""
        found = self.search(
            Domain("company_id", "=", branch.company_id.id)
            & Domain("branch_ids", "in", [branch.id, False])
            & Domain("category_ids", "in", [category.id, False])
            & Domain("service_class", "in", [service_class, False])
        )
        order = [kind for kind, _label in KINDS]
        return found._holding_at(moment, branch.tz).sorted(
            lambda surcharge: (order.index(surcharge.kind), surcharge.id)
        )

    def _holding_at(self, moment, tz):
        day = local_time(moment, tz).date()

        def holds(surcharge):
            if surcharge.kind == "holiday":
                first, last = surcharge.day_from, surcharge.day_until
                return bool(first and last) and first <= day <= last
            start, end = surcharge.on_from, surcharge.on_until
            return bool(start and end) and start <= moment < end

        return self.filtered(holds)

    # === ACTIONS === #

    def action_switch_on(self):
        """Add it to prices from now on, for its hours."""
        self._check_may_switch()
        now = fields.Datetime.now()
        for surcharge in self:
            if not (surcharge.reason or "").strip():
                raise UserError(
                    self.env._("Please write why %s is switched on.", surcharge.name)
                )
            until = now + timedelta(hours=surcharge.hours)
            # Managers switch, and do not set what it costs.
            surcharge.sudo().write({"on_from": now, "on_until": until})
            surcharge._log_switch(
                self.env._(
                    "Switched on for %(hours)s hours: %(reason)s",
                    hours=f"{surcharge.hours:g}",
                    reason=surcharge.reason,
                )
            )

    def action_switch_off(self):
        """Take it out of prices; what was quoted with it is honoured."""
        self._check_may_switch()
        now = fields.Datetime.now()
        for surcharge in self.filtered("is_on"):
            surcharge.sudo().on_until = now  # as above
            surcharge._log_switch(self.env._("Switched off."))

    def _log_switch(self, text):
        # Whoever may switch may log; the author stays the user.
        self.sudo().message_post(
            body=text,
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )

    def _check_may_switch(self):
        """Managers switch what concerns their own branches only.

        :raise AccessError: it concerns others
        :raise UserError: a holiday, which holds by its days
        """
        self.check_access("read")
        user = self.env.user
        if any(surcharge.kind == "holiday" for surcharge in self):
            raise UserError(
                self.env._("A holiday holds on its days: change these instead.")
            )
        if self.env.su or user.has_group("errand_base.group_dispatcher"):
            return
        branches = user.sudo().errand_branch_ids
        is_manager = user.has_group("errand_base.group_branch_manager")
        for surcharge in self.sudo():
            mine = surcharge.branch_ids and surcharge.branch_ids <= branches
            if not (is_manager and mine):
                raise AccessError(
                    self.env._(
                        "%s concerns other branches too: please ask a dispatcher.",
                        surcharge.name,
                    )
                )
