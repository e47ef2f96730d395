# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.engine.actor import COURIER, STAFF, SYSTEM
from odoo.addons.errand_base.models.errand_move_mixin import Transition

from ..tools import spans
from ..tools.news import RosterNews
from .errand_worker import KNOWN

STATES = [
    ("draft", "Draft"),
    ("published", "Published"),
    ("confirmed", "Confirmed"),
    ("cancelled", "Cancelled"),
]

#: What a person agreed to.
MATTER = {"worker_id", "start_at", "end_at", "branch_id"}
#: People that one job tells their shifts.
TOLD_AT_ONCE = 50
#: Shifts that one message names.
LINES = 40


class ErrandShift(models.Model):
    """One person's work from a moment to another, in a branch (R2.8)."""

    _name = "errand.shift"
    _description = "Shift"
    _inherit = ["errand.roster.mixin"]
    _order = "start_at, id"
    _event_field = "shift_id"
    _check_company_auto = True

    worker_id = fields.Many2one(
        "errand.worker",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('verification', '=', 'approved')]",
    )
    branch_id = fields.Many2one(
        "errand.branch",
        compute="_compute_branch_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="branch_id.company_id", store=True, precompute=True, index=True
    )
    start_at = fields.Datetime("From", required=True)
    end_at = fields.Datetime("Until", required=True)
    hours = fields.Float(
        compute="_compute_hours", store=True, precompute=True, digits=(6, 2)
    )
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default="draft",
    )
    note = fields.Char(help="The person reads it, such as where to come.")
    # Names that Odoo's calendar knows.
    is_hatched = fields.Boolean(compute="_compute_pattern")
    is_striked = fields.Boolean(compute="_compute_pattern")
    template_id = fields.Many2one(
        "errand.shift.template", readonly=True, copy=False, ondelete="restrict"
    )
    planned_for_id = fields.Many2one(
        "errand.worker", readonly=True, copy=False, ondelete="restrict"
    )
    planned_day = fields.Date(readonly=True, copy=False)
    swap_ids = fields.One2many("errand.shift.swap", "shift_id", readonly=True)
    event_ids = fields.One2many("errand.roster.event", "shift_id", readonly=True)

    _lasts_a_day = models.Constraint(
        "CHECK (end_at > start_at AND end_at - start_at <= interval '26 hours')",
        "A shift ends after its start, and lasts a day at most.",
    )
    # Ranges of one number: equal workers without an extension of the database. It is
    # checked after each statement, so two people can change places in one.
    _no_double_booking = models.Constraint(
        "EXCLUDE USING gist (int4range(worker_id, worker_id, '[]') WITH &&,"
        " tsrange(start_at, end_at) WITH &&) WHERE (state <> 'cancelled')"
        " DEFERRABLE INITIALLY IMMEDIATE",
        "This person has another shift at that time. Please look at the roster again.",
    )
    _planned_once = models.UniqueIndex(
        "(template_id, planned_day, planned_for_id) WHERE template_id IS NOT NULL",
        "This was planned already.",
    )
    _running_idx = models.Index("(branch_id, start_at, end_at)")
    _of_worker_idx = models.Index("(worker_id, start_at)")

    # === COMPUTE === #

    @api.depends("worker_id")
    def _compute_branch_id(self):
        for shift in self:
            shift.branch_id = shift.branch_id or shift.worker_id.branch_id

    @api.depends("start_at", "end_at")
    def _compute_hours(self):
        for shift in self:
            is_set = shift.start_at and shift.end_at
            length = shift.end_at - shift.start_at if is_set else None
            shift.hours = length.total_seconds() / 3600 if length else 0.0

    @api.depends("state")
    def _compute_pattern(self):
        for shift in self:
            shift.is_hatched = shift.state == "draft"
            shift.is_striked = shift.state == "cancelled"

    @api.depends("worker_id", "start_at", "end_at", "branch_id")
    @api.depends_context("errand_calendar")
    def _compute_display_name(self):
        for shift in self:
            if self.env.context.get("errand_calendar") and shift.worker_id:
                # A calendar says the hours itself.
                shift.display_name = shift._worker_name()
            elif shift.start_at and shift.end_at and shift.worker_id:
                shift.display_name = f"{shift._worker_name()}, {shift._span()}"
            else:
                shift.display_name = self.env._("New Shift")

    def _span(self):
        """Return day and hours on the branch's clock."""
        self.ensure_one()
        tz = self.branch_id.sudo().tz or "UTC"  # a clock is no secret
        return spans.span_text(self, self.start_at, self.end_at, tz)

    # === STATES === #

    def _door_fields(self):
        """Override of ``errand_base``: where a shift came from is not edited."""
        origin = {"template_id", "planned_for_id", "planned_day"}
        return super()._door_fields() | origin

    def _transitions(self):
        """Override: see the table in docs/architecture.md."""
        return {
            "published": Transition(
                frozenset({"draft", "confirmed"}), frozenset({STAFF, SYSTEM})
            ),
            "confirmed": Transition(
                frozenset({"published"}),
                frozenset({COURIER, STAFF, SYSTEM}),
                ("_check_is_own",),
            ),
            "cancelled": Transition(
                frozenset({"draft", *KNOWN}), frozenset({STAFF, SYSTEM})
            ),
        }

    def _check_is_own(self, actor):
        """Guard: nobody confirms for a colleague."""
        if actor.role == COURIER and any(
            shift.worker_id.id != actor.worker_id for shift in self
        ):
            raise UserError(self.env._("This is not your shift any more."))

    def _on_moved(self, target, actor, before):
        """Override: people are told; what was asked about a lost shift ends."""
        result = super()._on_moved(target, actor, before)
        if target == "published":
            fresh = self.filtered(lambda shift: before[shift.id] == "draft")
            fresh._on_published("shift_published")
            (self - fresh)._on_published("shift_changed")
        elif target == "cancelled":
            self._end_swaps()
            known = self.filtered(lambda shift: before[shift.id] in KNOWN)
            known._on_lost(known._whose())
        return result

    def _end_swaps(self):
        """End what was asked about these shifts: they are not what they were."""
        swaps = self.env["errand.shift.swap"].sudo()  # whoever changes a shift
        swaps._open_about(self)._move_to("cancelled", reason="shift_changed")

    # === HOOKS === #

    def _on_published(self, code):
        """Hook: these shifts are to be confirmed. Jobs tell everybody, once of all."""
        # A job that runs twice tells once; the next change is another occasion.
        occasion = f"shifts-{secrets.token_hex(4)}"
        workers = self.worker_id
        of_worker = self.grouped("worker_id")
        for number in range(0, len(workers), TOLD_AT_ONCE):
            told = workers[number : number + TOLD_AT_ONCE]
            self.browse().union(*map(of_worker.get, told)).with_delay()._tell_published(
                code, occasion
            )

    def _tell_published(self, code, occasion):
        """Job: tell people what of these shifts is still theirs to confirm."""
        now = fields.Datetime.now()
        news = (
            self.sudo()
            .exists()
            .filtered(lambda shift: shift.state == "published" and shift.end_at > now)
        )
        for (worker, branch), shifts in news._by_person().items():
            told = shifts.sorted("start_at")[:LINES]
            times = [(shift.start_at, shift.end_at) for shift in told]
            worker._tell_roster(
                RosterNews(code, branch, f"{occasion}-{branch.id}", times)
            )

    def _by_person(self):
        return self.grouped(lambda shift: (shift.worker_id, shift.branch_id))

    def _whose(self):
        """Return (worker, branch, start, end) of each shift, as it is now."""
        return [
            (shift.worker_id, shift.branch_id, shift.start_at, shift.end_at)
            for shift in self
        ]

    def _on_lost(self, lost):
        """Hook: shifts known to their people are cancelled, or another person's now.

        :param lost: what they were, as ``_whose`` says it
        """
        occasion = f"lost-{secrets.token_hex(4)}"
        of_person = {}
        for worker, branch, start, end in lost:
            of_person.setdefault((worker, branch), []).append((start, end))
        for (worker, branch), times in of_person.items():
            worker._tell_roster(
                RosterNews(
                    "shift_lost", branch, f"{occasion}-{branch.id}", sorted(times)
                )
            )

    # === ACTIONS === #

    def action_publish(self):
        """Tell people their shifts."""
        drafts = self.filtered(lambda shift: shift.state == "draft")
        drafts._move_to("published", actor=self._check_manager())

    def action_confirm(self):
        """Confirm for somebody who said so by other means."""
        self._move_to("confirmed", actor=self._check_manager())

    def action_cancel(self):
        """Let nobody work these shifts."""
        self._move_to("cancelled", actor=self._check_manager())

    def write(self, vals):
        """Override: what was confirmed or asked holds for the old time and person."""
        if not MATTER & set(vals):
            return super().write(vals)
        before = {shift: shift._what_matters() for shift in self}
        known = self.filtered(lambda shift: shift.state in KNOWN)
        whose = dict(zip(known, known._whose(), strict=True))
        result = super().write(vals)
        changed = self.filtered(lambda shift: shift._what_matters() != before[shift])
        if changed:
            changed._end_swaps()
            actor = self.env["errand.order"]._staff_actor()
            confirmed = changed.filtered(lambda shift: shift.state == "confirmed")
            confirmed._move_to("published", actor=actor)
            told = changed.filtered(lambda shift: shift.state == "published")
            (told - confirmed)._on_published("shift_changed")
            taken = [was for shift, was in whose.items() if was[0] != shift.worker_id]
            self._on_lost(taken)
        return result

    def _what_matters(self):
        return tuple(self[name] for name in sorted(MATTER))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(shift.state != "draft" for shift in self):
            raise UserError(
                self.env._("Only drafts can be deleted. Cancel the shift instead.")
            )
