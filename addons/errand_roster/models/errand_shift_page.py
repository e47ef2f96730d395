# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.errand_base.tools import secret

from ..engine.ics import Event, calendar
from ..tools import spans
from .errand_shift_swap import OPEN
from .errand_worker import KNOWN

#: How far ahead and back a calendar goes, and how far around shifts are offered.
AHEAD, BACK = timedelta(days=120), timedelta(days=31)
AROUND = timedelta(days=14)
#: Shifts on a page.
SHOWN = 200


class ErrandShift(models.Model):
    """What people see of the roster on their phone (R2.8). No rights are asked here:
    callers pass the worker who is signed in, as superuser."""

    _inherit = "errand.shift"

    @api.model
    def _coming_of(self, worker):
        """Return somebody's known shifts that are not over."""
        return self.search(
            [
                ("worker_id", "=", worker.id),
                ("state", "in", KNOWN),
                ("end_at", ">", fields.Datetime.now()),
            ],
            limit=SHOWN,
        )

    def _page_card(self):
        """Return what a person may read of a shift: a dict for the page."""
        self.ensure_one()
        tz = self.branch_id.tz
        begin = spans.local(self.start_at, self, tz)
        end = spans.local(self.end_at, self, tz)
        swap = self.swap_ids.filtered(lambda swap: swap.state in OPEN)
        return {
            "id": self.id,
            "day": spans.day_text(self.env, begin),
            "hours": spans.hours_text(self.env, begin, end),
            "is_overnight": end.date() > begin.date() and bool(end.hour or end.minute),
            "week": begin.date() - timedelta(days=begin.weekday()),
            "branch": self.branch_id.name,
            "address": self.branch_id.address or "",
            "note": self.note or "",
            "state": self.state,
            "has_begun": self.start_at <= fields.Datetime.now(),
            "swap_state": swap[:1].state or "",
        }

    def _swap_offers(self):
        """Return who could take this shift, and which shifts could come in return.

        :return: colleagues, and known shifts of theirs around this one
        """
        self.ensure_one()
        colleagues = self.env["errand.worker"].search(
            [
                ("branch_id", "=", self.branch_id.id),
                ("verification", "=", "approved"),
                ("id", "!=", self.worker_id.id),
            ]
        )
        first, last = self.start_at - AROUND, self.end_at + AROUND
        others = self.search(
            Domain("worker_id", "in", colleagues.ids)
            & Domain("branch_id", "=", self.branch_id.id)
            & Domain("state", "in", KNOWN)
            & Domain("start_at", ">", max(first, fields.Datetime.now()))
            & Domain("start_at", "<", last),
            limit=SHOWN,
        )
        others -= self._asked_about(others)
        book = self._book(colleagues | self.worker_id, first, last)
        book.rules = self.company_id._errand_roster_rules()
        able = colleagues.filtered(lambda worker: self._fits(book, worker, self))
        both = others.filtered(
            lambda other: (
                self._fits(book, other.worker_id, self, other)
                and self._fits(book, self.worker_id, other, self)
            )
        )
        return able, both

    def _fits(self, book, worker, takes, gives=None):
        """Tell whether somebody could work a shift, for another of theirs."""
        away = gives and (gives.start_at, gives.end_at)
        tz = takes.branch_id.tz
        return not book.obstacle(worker.id, takes.start_at, takes.end_at, tz, away)

    def _asked_about(self, shifts):
        """Return those about which something is open."""
        swaps = self.env["errand.shift.swap"]._open_about(shifts)
        return swaps.shift_id | swaps.other_shift_id

    # === CALENDAR === #

    @api.model
    def _calendar_file(self, worker):
        """Return somebody's shifts as a calendar file, in bytes."""
        now = fields.Datetime.now()
        mine = Domain("worker_id", "=", worker.id) & Domain("end_at", ">", now - BACK)
        # A draft that was cancelled was never theirs to know.
        was_known = Domain("state", "=", "cancelled") & Domain(
            "event_ids", "any", [("from_state", "in", KNOWN)]
        )
        shifts = self.search(
            mine
            & Domain("start_at", "<", now + AHEAD)
            & (Domain("state", "in", KNOWN) | was_known)
        )
        return calendar(
            self.env._("My shifts"), [shift._calendar_event() for shift in shifts]
        )

    def _calendar_event(self):
        changed = self.write_date.replace(microsecond=0)
        uid = secret.digest("roster event", f"{self.id}:{self.worker_id.id}")[:32]
        return Event(
            uid=f"{uid}@errand",
            start=self.start_at,
            end=self.end_at,
            summary=self.env._("Shift, %s", self.branch_id.name),
            location=self.branch_id.address or "",
            changed=changed,
            # Grows with each change, and needs no field.
            sequence=max(0, int((changed - self.create_date).total_seconds())),
            is_cancelled=self.state == "cancelled",
            is_confirmed=self.state == "confirmed",
        )
