# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.errand_base.engine.actor import COURIER, STAFF, SYSTEM
from odoo.addons.errand_base.exceptions import MoveRefused
from odoo.addons.errand_base.models.errand_move_mixin import Transition

from .errand_worker import KNOWN

OPEN = ("requested", "accepted")


class ErrandShiftSwap(models.Model):
    """Somebody wants to give a shift away, or to change it with a colleague (R2.8).

    They ask, a colleague accepts, a manager approves. At each step it is checked anew
    that both could work so.
    """

    _name = "errand.shift.swap"
    _description = "Shift Swap"
    _inherit = ["errand.roster.mixin"]
    _order = "id desc"
    _event_field = "swap_id"

    shift_id = fields.Many2one(
        "errand.shift", required=True, readonly=True, index=True, ondelete="restrict"
    )
    worker_id = fields.Many2one(
        "errand.worker",
        "Asked By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    colleague_id = fields.Many2one(
        "errand.worker",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: whoever of the branch takes it first.",
    )
    other_shift_id = fields.Many2one(
        "errand.shift",
        "In Return",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    branch_id = fields.Many2one(
        related="shift_id.branch_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="shift_id.company_id", store=True, precompute=True, index=True
    )
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("accepted", "Accepted"),
            ("approved", "Approved"),
            ("declined", "Declined"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default="requested",
    )
    event_ids = fields.One2many("errand.roster.event", "swap_id", readonly=True)

    _one_open = models.UniqueIndex(
        "(shift_id) WHERE state IN ('requested', 'accepted')",
        "Somebody was asked about this shift already.",
    )
    _return_has_colleague = models.Constraint(
        "CHECK (other_shift_id IS NULL OR colleague_id IS NOT NULL)",
        "A shift in return is a colleague's.",
    )
    _not_alone = models.Constraint(
        "CHECK (colleague_id <> worker_id)", "Choose a colleague."
    )

    @api.depends("worker_id", "shift_id")
    def _compute_display_name(self):
        for swap in self:
            swap.display_name = f"{swap._worker_name()}, {swap.shift_id._span()}"

    # === STATES === #

    def _door_fields(self):
        """Override of ``errand_base``: nobody edits what was asked and accepted."""
        asked = {"shift_id", "worker_id", "colleague_id", "other_shift_id"}
        return super()._door_fields() | asked

    def _transitions(self):
        """Override: see the table in docs/architecture.md."""
        is_possible = "_check_is_possible"
        return {
            "accepted": Transition(
                frozenset({"requested"}),
                frozenset({COURIER}),
                ("_check_is_asked", is_possible),
            ),
            "declined": Transition(
                frozenset({"requested"}), frozenset({COURIER}), ("_check_is_asked",)
            ),
            "approved": Transition(
                frozenset({"accepted"}),
                frozenset({STAFF}),
                ("_check_is_neutral", is_possible),
            ),
            "refused": Transition(frozenset(OPEN), frozenset({STAFF})),
            "cancelled": Transition(
                frozenset(OPEN),
                frozenset({COURIER, STAFF, SYSTEM}),
                ("_check_is_asking",),
            ),
        }

    def _lock_for_move(self, contest):
        # Shifts before their swaps, for everybody.
        (self.shift_id | self.other_shift_id).sudo()._lock_rows(contest)
        self._lock_rows(contest)

    def _check_is_asked(self, actor):
        """Guard: only who was asked answers; an open request is for the branch."""
        for swap in self:
            worker = self.env["errand.worker"].browse(actor.worker_id)
            if swap.colleague_id and swap.colleague_id != worker:
                raise MoveRefused(self.env._("You were not asked for this."))
            if worker == swap.worker_id or worker.branch_id != swap.branch_id:
                raise MoveRefused(self.env._("You were not asked for this."))

    def _check_is_asking(self, actor):
        """Guard: only who asked withdraws."""
        if actor.role == COURIER and any(
            swap.worker_id.id != actor.worker_id for swap in self
        ):
            raise MoveRefused(self.env._("You did not ask for this."))

    def _check_is_neutral(self, actor):
        """Guard: who takes part does not approve."""
        for swap in self:
            people = (swap.worker_id | swap.colleague_id).user_id
            if actor.user_id in people.ids:
                raise MoveRefused(
                    self.env._("Somebody else approves a swap of your own.")
                )

    def _check_is_possible(self, actor):
        """Guard: both could still work so, as things are now.

        :raise UserError: says who cannot, and why
        """
        for swap in self:
            # Who accepts an open request is not written yet.
            accepts = actor.worker_id if actor.role == COURIER else 0
            colleague = swap.colleague_id or swap.colleague_id.browse(accepts)
            self._check_exchange(
                swap.worker_id, swap.shift_id, colleague, swap.other_shift_id
            )

    @api.model
    def _check_exchange(self, worker, shift, colleague, other):
        """Refuse what is over, was changed, or would overload somebody.

        :param other: the colleague's shift for the worker, or an empty recordset
        :raise MoveRefused: says who cannot, and why
        """
        self._check_still_theirs(worker, shift)
        self._check_still_theirs(colleague, other)
        if not colleague.active or colleague.verification != "approved":
            raise MoveRefused(self.env._("This colleague cannot work at present."))
        if colleague.branch_id != shift.branch_id:
            raise MoveRefused(self.env._("Choose a colleague of the same branch."))
        people, both = worker | colleague, shift | other
        people._claim_time()
        book = shift._book(
            people,
            min(both.mapped("start_at")),
            max(both.mapped("end_at")),
            without=both,
        )
        book.rules = shift.company_id._errand_roster_rules()
        for person, takes in ((colleague, shift), (worker, other)):
            tz = takes.branch_id.tz
            obstacle = takes and book.obstacle(
                person.id, takes.start_at, takes.end_at, tz
            )
            if obstacle:
                text = shift._obstacle_text(person, obstacle, tz, book.rules)
                raise MoveRefused(self.env._("This swap is not possible. %s", text))

    @api.model
    def _check_still_theirs(self, worker, shifts):
        """Refuse shifts that are not this person's to give away any more."""
        for shift in shifts:
            if shift.worker_id != worker or shift.state not in KNOWN:
                raise MoveRefused(self.env._("This shift was changed meanwhile."))
            if shift.start_at <= fields.Datetime.now():
                raise MoveRefused(self.env._("This shift has begun already."))

    def _on_moved(self, target, actor, before):
        """Override: an approved swap changes the roster; everybody is told."""
        result = super()._on_moved(target, actor, before)
        for swap in self:
            if target == "approved":
                swap._exchange()
            swap._tell(target)
        return result

    def _exchange(self):
        """Let both change places, in one statement: the database checks its end."""
        shift, other = self.shift_id, self.other_shift_id
        both = shift | other
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE errand_shift SET worker_id ="
                " CASE WHEN id = %s THEN %s ELSE %s END,"
                " write_uid = %s, write_date = %s WHERE id IN %s",
                shift.id,
                self.colleague_id.id,
                self.worker_id.id,
                self.env.uid,
                fields.Datetime.now(),
                tuple(both.ids),
            )
        )
        both.invalidate_recordset()
        (self.worker_id | self.colleague_id).invalidate_recordset(["shift_ids"])
        # Both said yes to what they have now.
        to_confirm = both.filtered(lambda shift: shift.state == "published")
        to_confirm._move_to("confirmed", reason="swap")
        (self._open_about(both) - self)._move_to("cancelled", reason="shift_changed")

    @api.model
    def _open_about(self, shifts):
        """Return what is open about any of these shifts."""
        about = Domain("shift_id", "in", shifts.ids) | Domain(
            "other_shift_id", "in", shifts.ids
        )
        return self.search(Domain("state", "in", OPEN) & about)

    # === ASKING === #

    @api.model
    def _request(self, worker, shift, colleague=None, other=None):
        """Ask to give a shift away, or to change it for another.

        :param worker: who asks, as superuser, and so are the others
        :param colleague: None: whoever of the branch takes it first
        :param other: the colleague's shift that they want in return
        :raise UserError: not possible; says why
        """
        swaps = self.sudo()  # people have no rights on the roster
        other = other or shift.browse()
        (shift | other)._lock_rows(contest=False)
        if swaps._open_about(shift | other):
            raise UserError(self.env._("Somebody was asked about this shift already."))
        if colleague:
            swaps._check_exchange(worker, shift, colleague, other)
        else:
            swaps._check_still_theirs(worker, shift)
        swap = swaps.create(
            {
                "shift_id": shift.id,
                "worker_id": worker.id,
                "colleague_id": colleague and colleague.id,
                "other_shift_id": other.id,
            }
        )
        swap._tell("requested")
        return swap

    @api.model
    def _asked_of(self, worker):
        """Return what waits for this person's answer. No rights are asked here."""
        if worker.verification != "approved":
            # Who may not work, or not yet, learns nothing of colleagues' shifts.
            return self.browse()
        return self.search(
            [
                ("state", "=", "requested"),
                ("worker_id", "!=", worker.id),
                ("shift_id.start_at", ">", fields.Datetime.now()),
                "|",
                ("colleague_id", "=", worker.id),
                "&",
                ("colleague_id", "=", False),
                ("branch_id", "=", worker.branch_id.id),
            ]
        )

    def _accept(self, worker, key):
        """A colleague says yes. Of two who take an open one, the first has it."""
        return self._move_to(
            "accepted", actor=worker._actor(), key=key, colleague_id=worker.id
        )

    # === ACTIONS === #

    def action_approve(self):
        """Let them change places."""
        self._move_to("approved", actor=self._check_manager())

    def action_refuse(self):
        """Leave everything as it is."""
        self._move_to("refused", actor=self._check_manager())

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Swaps are not deleted."))
