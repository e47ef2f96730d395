# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.errand_base.engine.actor import COURIER, STAFF
from odoo.addons.errand_base.models.errand_move_mixin import Transition

from ..tools import spans
from ..tools.news import RosterNews

#: Whom and when an absence is about: what a manager decides.
DECIDED = {"worker_id", "start_at", "end_at"}


class ErrandAbsence(models.Model):
    """A time in which somebody does not work, when a manager agrees (R2.8)."""

    _name = "errand.absence"
    _description = "Absence"
    _inherit = ["errand.roster.mixin"]
    _order = "start_at desc, id desc"
    _event_field = "absence_id"
    _check_company_auto = True

    worker_id = fields.Many2one(
        "errand.worker",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    branch_id = fields.Many2one(
        related="worker_id.branch_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="worker_id.company_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(
        [("holiday", "Holiday"), ("sick", "Sick"), ("other", "Other")],
        required=True,
        default="holiday",
    )
    start_at = fields.Datetime("From", required=True)
    end_at = fields.Datetime("Until", required=True)
    note = fields.Char()
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default="requested",
    )
    shift_count = fields.Integer(
        "Shifts in This Time", compute="_compute_shift_count", compute_sudo=True
    )
    event_ids = fields.One2many("errand.roster.event", "absence_id", readonly=True)

    _in_order = models.Constraint(
        "CHECK (end_at > start_at AND end_at - start_at <= interval '366 days')",
        "An absence ends after its start, and lasts a year at most.",
    )
    _of_worker_idx = models.Index("(worker_id, start_at) WHERE state = 'approved'")

    @api.constrains("worker_id", "start_at", "end_at")
    def _check_no_shifts(self):
        # An approval cancels the shifts; a later change cancels none.
        for absence in self:
            if absence.state == "approved" and absence._shifts():
                raise ValidationError(
                    self.env._(
                        "%s has shifts in that time. Cancel them first.",
                        absence.worker_id.name,
                    )
                )

    # === COMPUTE === #

    @api.depends("worker_id", "start_at", "end_at")
    def _compute_display_name(self):
        for absence in self:
            if absence.worker_id and absence.start_at and absence.end_at:
                absence.display_name = f"{absence._worker_name()}, {absence._span()}"
            else:
                absence.display_name = self.env._("New Absence")

    @api.depends("worker_id", "start_at", "end_at")
    def _compute_shift_count(self):
        for absence in self:
            absence.shift_count = len(absence._shifts())

    def _span(self):
        tz = self.branch_id.sudo().tz or self.env.user.tz or "UTC"
        return spans.span_text(self, self.start_at, self.end_at, tz)

    def _shifts(self):
        """Return the shifts that fall into this time, as superuser."""
        shifts = self.env["errand.shift"].sudo()  # whoever decides, of any branch
        if not (self.worker_id and self.start_at and self.end_at):
            return shifts
        return shifts.search(
            [
                ("worker_id", "in", self.worker_id.ids),
                ("state", "!=", "cancelled"),
                ("start_at", "<", self.end_at),
                ("end_at", ">", self.start_at),
            ]
        )

    # === STATES === #

    def _transitions(self):
        """Override: see the table in docs/architecture.md."""
        requested = frozenset({"requested"})
        return {
            "approved": Transition(requested, frozenset({STAFF}), ("_check_not_own",)),
            "refused": Transition(requested, frozenset({STAFF})),
            "cancelled": Transition(
                frozenset({"requested", "approved"}),
                frozenset({COURIER, STAFF}),
                ("_check_is_own",),
            ),
        }

    def _check_is_own(self, actor):
        """Guard: nobody withdraws for a colleague, or what is over."""
        if actor.role != COURIER:
            return
        if any(absence.worker_id.id != actor.worker_id for absence in self):
            raise UserError(self.env._("This is not your absence."))
        if any(absence.end_at < fields.Datetime.now() for absence in self):
            raise UserError(self.env._("This absence is over."))

    def _check_not_own(self, actor):
        """Guard: nobody decides about themselves."""
        if any(absence.worker_id.user_id.id == actor.user_id for absence in self):
            raise UserError(self.env._("Somebody else decides about your own absence."))

    def _on_moved(self, target, actor, before):
        """Override: who is away works no shift; they are told how it ended."""
        result = super()._on_moved(target, actor, before)
        for absence in self:
            if target == "approved":
                absence._shifts()._move_to("cancelled", reason="absence")
                absence.worker_id._claim_time()
            if target in ("approved", "refused"):
                absence._tell_answer()
        return result

    def _tell_answer(self):
        """Hook: the person is told how it was decided."""
        self.worker_id._tell_roster(self._news(f"absence_{self.state}"))

    def _news(self, code):
        return RosterNews(
            code,
            self.branch_id,
            f"absence-{self.id}",
            [(self.start_at, self.end_at)],
            asking=self.worker_id,
        )

    # === DECIDED === #

    def write(self, vals):
        """Override: what was decided is not given to another, or changed for oneself.

        :raise UserError: says what to do instead
        """
        if not self.env.su and DECIDED & set(vals):
            decided = self.filtered(lambda absence: absence.state != "requested")
            if decided and "worker_id" in vals:
                raise UserError(
                    self.env._("This was decided for one person. Cancel it instead.")
                )
            decided._check_not_own(self.env["errand.order"]._staff_actor())
        return super().write(vals)

    # === ACTIONS === #

    @api.model
    def _request(self, worker, start, end, kind, note):
        """Ask for an absence, as the person themselves.

        :param worker: as superuser
        :param start, end: naive UTC
        :raise UserError: in the past, or asked already
        """
        if end <= fields.Datetime.now():
            raise UserError(self.env._("That time is over already."))
        if end <= start:
            raise UserError(self.env._("The last day lies before the first."))
        worker._claim_time()
        own = self.sudo()  # people have no rights on the roster
        same = [
            ("worker_id", "=", worker.id),
            ("state", "in", ("requested", "approved")),
            ("start_at", "<", end),
            ("end_at", ">", start),
        ]
        if own.search_count(same, limit=1):
            raise UserError(self.env._("You asked for this time already."))
        absence = own.create(
            {
                "worker_id": worker.id,
                "start_at": start,
                "end_at": end,
                "kind": kind,
                "note": note,
            }
        )
        worker._tell_roster_managers(absence._news("absence_asked"))
        return absence

    def action_approve(self):
        """Let these people be away; their shifts in that time are cancelled."""
        self._move_to("approved", actor=self._check_manager())

    def action_refuse(self):
        """Say no."""
        self._move_to("refused", actor=self._check_manager())

    def action_cancel(self):
        """Take an absence back. Shifts that it cancelled stay cancelled."""
        self._move_to("cancelled", actor=self._check_manager())

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Absences are not deleted. Cancel it instead."))
