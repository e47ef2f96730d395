# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields, models

from odoo.addons.errand_roster.tools import spans


class ErrandWorker(models.Model):
    """What a courier's phone shows of the roster (R2.8)."""

    _inherit = "errand.worker"

    def _roster_of_app(self):
        """Return the whitelist for the courier app, of this worker as superuser.

        :return: dict of ``next`` (day, hours, branch, is_confirmed, is_running; None
            without a shift), ``to_confirm`` (shifts) and ``asked`` (swaps)
        """
        self.ensure_one()
        coming = self.env["errand.shift"]._coming_of(self)
        return {
            "next": self._next_shift(coming[:1]),
            "to_confirm": len(coming.filtered(lambda one: one.state == "published")),
            "asked": len(self.env["errand.shift.swap"]._asked_of(self)),
        }

    def _next_shift(self, shift):
        if not shift:
            return None
        card = shift._page_card()
        return {
            "day": self._near_day(shift) or card["day"],
            "hours": card["hours"],
            "branch": card["branch"],
            "is_confirmed": card["state"] == "confirmed",
            "is_running": card["has_begun"],
        }

    def _near_day(self, shift):
        """Return today and tomorrow in words, nothing for other days."""
        tz = shift.branch_id.tz
        begin = spans.local(shift.start_at, self, tz).date()
        today = spans.local(fields.Datetime.now(), self, tz).date()
        return {
            today: self.env._("Today"),
            today + timedelta(days=1): self.env._("Tomorrow"),
        }.get(begin)
