# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import hmac
import secrets

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.errand_base.tools import secret
from odoo.addons.errand_base.tools.number import is_id

from ..engine.roster import LONGEST

#: States in which a shift is one that its worker knows of.
KNOWN = ("published", "confirmed")


class ErrandWorker(models.Model):
    """Workers have shifts, and a calendar that their phone reads (R2.8)."""

    _inherit = "errand.worker"

    shift_ids = fields.One2many("errand.shift", "worker_id")
    is_on_shift = fields.Boolean(
        "On Shift Now", compute="_compute_is_on_shift", search="_search_is_on_shift"
    )
    roster_claims = fields.Integer(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="Written by whoever plans this person: of two at once, one looks again.",
    )
    calendar_nonce = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)

    # === ON SHIFT === #

    @api.model
    def _shift_domain(self, at):
        """Return the domain of the shifts that run at a moment."""
        return Domain(
            [
                ("state", "in", KNOWN),
                ("start_at", "<=", at),
                # Shifts are no longer: the index reads a day, not the whole past.
                ("start_at", ">", at - LONGEST),
                ("end_at", ">", at),
            ]
        )

    @api.depends("shift_ids.state", "shift_ids.start_at", "shift_ids.end_at")
    def _compute_is_on_shift(self):
        now = fields.Datetime.now()
        # Everybody who sees a worker may know whether they are at work.
        shifts = self.env["errand.shift"].sudo()
        running = shifts.search(
            Domain("worker_id", "in", self.ids) & self._shift_domain(now)
        )
        for worker in self:
            worker.is_on_shift = worker in running.worker_id

    def _search_is_on_shift(self, operator, value):
        if operator != "in":
            return NotImplemented
        shifts = self.env["errand.shift"].sudo()  # as above
        running = shifts._search(self._shift_domain(fields.Datetime.now()))
        return Domain("id", "in", running.subselect("worker_id"))

    @api.model
    def _on_duty(self, branch, at=None):
        """Return who is on shift in a branch, by the published roster, in one query.

        The courier's switch "on duty" is another thing: whoever gives out orders asks
        for both.

        :param at: naive UTC datetime, now without it
        """
        return self._on_duty_by_branch(branch, at)[branch]

    @api.model
    def _on_duty_by_branch(self, branches, at=None):
        """Return who is on shift in each branch, as ``_on_duty``, in one query.

        :return: dict of branch to workers
        """
        on_shift = (
            self.env["errand.shift"]
            .sudo()  # whoever asks sees the people by their own rights
            ._read_group(
                Domain("branch_id", "in", branches.ids)
                & self._shift_domain(at or fields.Datetime.now())
                & Domain("worker_id.verification", "=", "approved")
                & Domain("worker_id.active", "=", True),
                ["branch_id"],
                ["worker_id:recordset"],
            )
        )
        found = {branch.id: workers.ids for branch, workers in on_shift}
        return {branch: self.browse(found.get(branch.id, ())) for branch in branches}

    # === PLANNING === #

    def _claim_time(self):
        """Make whoever plans one of these people at the same time look again.

        A lock alone would not do: under REPEATABLE READ whoever waited for it still
        reads the shifts of before. Of two writers the database refuses the later one,
        and its request runs again. What is checked after this is exact.
        """
        self.env.cr.execute(
            SQL(
                "UPDATE errand_worker"
                " SET roster_claims = COALESCE(roster_claims, 0) + 1"
                " WHERE id IN (SELECT id FROM errand_worker WHERE id IN %s"
                " ORDER BY id FOR NO KEY UPDATE)",
                tuple(self.ids) or (0,),
            )
        )

    # === CALENDAR === #

    def _calendar_token(self):
        """Return the token of this person's calendar, empty while it is shut."""
        self.ensure_one()
        nonce = self.sudo().calendar_nonce
        if not nonce:
            return ""
        signature = secret.digest("roster calendar", f"{self.id}:{nonce}")[:40]
        return f"{self.id:x}-{signature}"

    def _open_calendar(self):
        """Make a new calendar address; the one of before opens nothing any more."""
        self.sudo().calendar_nonce = secrets.token_hex(16)

    def _close_calendar(self):
        """Let no address open the calendar."""
        self.sudo().calendar_nonce = False

    @api.model
    def _of_calendar(self, token):
        """Return the worker (as superuser) whose calendar a token opens, or none."""
        none = self.sudo().browse()
        head, _dash, _signature = str(token or "").partition("-")
        try:
            worker_id = int(head, 16)
        except ValueError:
            return none
        if not is_id(worker_id):
            return none
        worker = self.sudo().browse(worker_id).exists().filtered("active")
        known = worker._calendar_token() if worker else ""
        # As bytes: letters outside ASCII cannot be compared as text.
        is_right = hmac.compare_digest(known.encode(), str(token).encode())
        return worker if known and is_right else none
