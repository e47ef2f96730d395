# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta, timezone

import pytz
from babel.dates import format_skeleton

from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse, get_lang

from .errand_price_band import local_time

#: How far ahead the next opening is looked for: first a week, then two months.
SEARCH_DAYS = (8, 62)
#: Odoo's calendars end a day a microsecond early: what follows is the same opening.
SEAM = timedelta(seconds=1)


class ErrandBranch(models.Model):
    """When a branch is open, on its own clock."""

    _inherit = "errand.branch"

    calendar_id = fields.Many2one(
        "resource.calendar",
        "Opening Hours",
        check_company=True,
        help="On the branch's own clock, whatever the calendar's. Its closing days "
        "count too. Empty: always open.",
    )
    is_open = fields.Boolean("Open Now", compute="_compute_is_open")
    next_opening_at = fields.Datetime("Opens At", compute="_compute_is_open")

    @api.depends("calendar_id", "tz")
    def _compute_is_open(self):
        now = fields.Datetime.now()
        for branch in self:
            branch.is_open = branch._is_open(now)
            branch.next_opening_at = (
                False if branch.is_open else branch._next_opening(now)
            )

    def _is_open(self, at):
        """Tell whether the branch is open at a naive UTC moment."""
        self.ensure_one()
        if not self.calendar_id:
            return True
        openings = self._openings(at, at + SEAM)
        return bool(openings) and openings[0][0] - at < timedelta(milliseconds=1)

    def _next_opening(self, at):
        """Return when the branch opens: ``at`` itself when it is open, None if never.

        :param at: naive UTC datetime; so is the answer
        """
        self.ensure_one()
        if self._is_open(at):
            return at
        for days in SEARCH_DAYS:
            openings = self._openings(at, at + timedelta(days=days))
            if openings:
                return openings[0][0]
        return None

    def _opening_text(self, at):
        """Return when the branch opens after a moment, on its own clock."""
        opens_at = self._next_opening(at)
        if not opens_at:
            return self.env._("It is not known when it opens again.")
        return self.env._("It opens on %s.", self._moment_text(opens_at))

    def _moment_text(self, moment):
        """Return a naive UTC moment as "Mon, Nov 23, 09:00" on the branch's clock."""
        local = local_time(moment, self.tz)
        locale = babel_locale_parse(get_lang(self.env).code)
        joined = str(locale.datetime_formats["short"]).replace("'", "")
        return joined.format(
            format_skeleton("Hm", local, locale=locale),
            format_skeleton("MMMEd", local, locale=locale),
        )

    def _closed_refusal(self, at):
        """Return why a customer cannot have an errand then, "" when they can."""
        self.ensure_one()
        if self.company_id.errand_closed_orders != "refuse" or self._is_open(at):
            return ""
        return self.env._(
            "%(branch)s is closed then. %(opening)s Please choose a time when it is "
            "open.",
            branch=self.name,
            opening=self._opening_text(at),
        )

    def _closed_notice(self, at):
        """Return what customers are told of a closed branch that takes orders."""
        self.ensure_one()
        if self._is_open(at):
            return ""
        return self.env._(
            "%(branch)s is closed then. %(opening)s You may post the errand all the "
            "same; until then nobody answers at the branch.",
            branch=self.name,
            opening=self._opening_text(at),
        )

    def _openings(self, start, end):
        """Return when the branch is open between two moments, closing days left out.

        :param start, end: naive UTC datetimes
        :return: list of (start, end), naive UTC, in their order; parts that touch, as
            at midnight, are one
        """
        self.ensure_one()
        calendar_sudo = self.calendar_id.sudo()  # when we are open is public
        intervals = calendar_sudo._work_intervals_batch(
            start.replace(tzinfo=timezone.utc),
            end.replace(tzinfo=timezone.utc),
            # Holidays without a calendar are their company's.
            domain=[
                ("time_type", "=", "leave"),
                ("company_id", "in", [self.company_id.id, False]),
            ],
            # The calendar code wants a zone with `localize`.
            tz=pytz.timezone(self.tz or "UTC"),
        )[False]
        openings = []
        for opens, closes, _attendance in intervals:
            opens, closes = (
                moment.astimezone(timezone.utc).replace(tzinfo=None)
                for moment in (opens, closes)
            )
            if openings and opens - openings[-1][1] < SEAM:
                openings[-1] = (openings[-1][0], max(closes, openings[-1][1]))
            else:
                openings.append((opens, closes))
        return openings
