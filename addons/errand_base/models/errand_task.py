# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..const import ACTIVE_TASK_STATES
from ..engine.actor import COURIER, CUSTOMER, STAFF, SYSTEM
from .errand_move_mixin import Transition


class ErrandTask(models.Model):
    """One piece of work of an order, done by one worker at a time."""

    _name = "errand.task"
    _description = "Task"
    _inherit = ["errand.move.mixin", "errand.sweep.mixin"]
    _order = "id desc"
    _rec_name = "order_id"
    _event_field = "task_id"

    order_id = fields.Many2one(
        "errand.order", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True, index=True
    )
    branch_id = fields.Many2one(
        related="order_id.branch_id", store=True, precompute=True, index=True
    )
    category_id = fields.Many2one(
        related="order_id.category_id", store=True, precompute=True
    )
    category_icon = fields.Char(related="category_id.icon", string="Category Icon")
    service_class = fields.Selection(
        related="order_id.service_class", store=True, precompute=True
    )
    range_km = fields.Float(related="order_id.range_km", store=True, precompute=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    kind = fields.Selection(
        [("carry", "Carry"), ("handle", "Handle"), ("answer", "Answer")],
        required=True,
        readonly=True,
        default="carry",
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("open", "Open"),
            ("assigned", "Assigned"),
            ("picked_up", "Picked Up"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default="waiting",
        group_expand=True,
    )
    worker_id = fields.Many2one(
        "errand.worker", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    worker_pay = fields.Monetary("Courier's Share", readonly=True)
    commission_percent = fields.Float("Commission (%)", digits=(5, 2), readonly=True)
    start_latitude = fields.Float(digits=(10, 7), readonly=True)
    start_longitude = fields.Float(digits=(10, 7), readonly=True)
    has_start = fields.Boolean(readonly=True)
    next_action_at = fields.Datetime(
        "Next Step At", readonly=True, help="When the sweep takes the next step."
    )
    opened_at = fields.Datetime(readonly=True)
    first_opened_at = fields.Datetime(
        readonly=True, help="When it could be taken, whoever lost it since."
    )
    assigned_at = fields.Datetime("Grabbed At", readonly=True)
    at_pickup_at = fields.Datetime("At Pick-up", readonly=True)
    picked_up_at = fields.Datetime(readonly=True)
    at_dropoff_at = fields.Datetime("At Drop-off", readonly=True)
    done_at = fields.Datetime("Delivered At", readonly=True)
    assignment_ids = fields.One2many("errand.assignment", "task_id", readonly=True)

    _due_idx = models.Index("(next_action_at) WHERE next_action_at IS NOT NULL")
    _open_near_idx = models.Index(
        "(start_latitude, start_longitude) WHERE state = 'open'"
    )
    _grabbed_idx = models.Index(
        "(company_id, category_id, start_latitude, start_longitude, assigned_at)"
        " INCLUDE (order_id) WHERE service_class = 'ordinary' AND has_start"
        " AND assigned_at IS NOT NULL"
    )
    _active_of_worker_idx = models.Index(
        "(worker_id) WHERE state IN ('assigned', 'picked_up')"
    )
    _worker_when_active = models.Constraint(
        "CHECK (state NOT IN ('assigned', 'picked_up', 'done')"
        " OR worker_id IS NOT NULL)",
        "A task that is being worked on has a worker.",
    )

    # === STATES === #

    @api.model
    def _transitions(self):
        return {
            "open": Transition(
                frozenset({"waiting", "assigned"}),
                frozenset({SYSTEM, STAFF, CUSTOMER, COURIER}),
                ("_check_is_holder",),
            ),
            "assigned": Transition(
                frozenset({"open"}),
                frozenset({COURIER, STAFF, SYSTEM}),
                ("_check_is_for_couriers",),
            ),
            "picked_up": Transition(
                frozenset({"assigned"}),
                frozenset({COURIER, STAFF}),
                ("_check_is_holder", "_check_is_carried", "_check_pickup_proof"),
            ),
            "done": Transition(
                frozenset({"assigned", "picked_up"}),
                frozenset({COURIER, STAFF}),
                ("_check_is_holder", "_check_is_picked_up", "_check_proof"),
            ),
            "failed": Transition(
                frozenset({"assigned", "picked_up"}),
                frozenset({STAFF, COURIER}),
                ("_check_ending_noted",),
            ),
            "cancelled": Transition(
                frozenset({"waiting", "open", "assigned", "picked_up"}),
                frozenset({SYSTEM, STAFF, CUSTOMER}),
            ),
        }

    def _prepare_event_values(self):
        return {"order_id": self.order_id.id, "task_id": self.id}

    def _lock_for_move(self, contest):
        # Orders before their tasks, for everybody: no two moves wait in a circle.
        self.order_id._lock_rows(contest)
        self._lock_rows(contest)

    def _on_moved(self, target, actor, before):
        held = self.filtered(lambda task: before[task.id] in ACTIVE_TASK_STATES)
        if target == "assigned":
            self.env["errand.assignment"]._begin(self, actor)
        elif target not in ACTIVE_TASK_STATES:
            held.assignment_ids._end(target)
        if target == "open":
            never = self.filtered(lambda task: not task.first_opened_at)
            never.write({"first_opened_at": fields.Datetime.now()})
        if target in ("open", "assigned", "cancelled"):
            self.filtered("next_action_at").write({"next_action_at": False})
        self.order_id._follow_tasks(self)
        # A stage of a task is news even when the order's own state stays.
        self.order_id._notify_followers()
        return super()._on_moved(target, actor, before)

    def _check_is_holder(self, actor):
        """Guard: only the courier who holds the task goes on with it."""
        if actor.role == COURIER and any(
            task.worker_id.id != actor.worker_id for task in self
        ):
            raise self._lost_error()

    def _check_is_carried(self, actor):
        """Guard: only goods are picked up."""
        if any(task.kind != "carry" for task in self):
            raise self._refused_error("picked_up")

    def _check_is_picked_up(self, actor):
        """Guard: goods with a pick-up are delivered only after it."""
        skipped = self.filtered(
            lambda task: task.state == "assigned" and task._has_pickup()
        )
        if skipped:
            raise skipped._refused_error("done")

    def _has_pickup(self):
        """Tell whether the courier has to fetch something first."""
        self.ensure_one()
        return self.kind == "carry" and bool(self.order_id.sudo().pickup_contact_id)

    def _active_claims(self):
        """Return the claims of whoever has these tasks now, empty when nobody has."""
        return self.assignment_ids.filtered(lambda claim: not claim.ended_at)

    # === STEPS === #

    def _open_in_time(self):
        """Open the tasks whose time has come; let the sweep open the others."""
        now = fields.Datetime.now()
        due = self.browse()
        for task in self:
            opens_at = task.order_id._opens_at()
            if opens_at and opens_at > now:
                task.next_action_at = opens_at
            else:
                due |= task
        if due:
            due._move_to("open", opened_at=now)

    def _assign(self, worker, actor, key, contest=False):
        """Give the tasks to one worker. One winner, however many ask (R0.8).

        :param contest: several want it; see ``_move_to``
        :raise MoveLost: somebody else has it
        """
        return self._move_to(
            "assigned",
            actor=actor,
            key=key,
            contest=contest,
            worker_id=worker.id,
            assigned_at=fields.Datetime.now(),
        )

    def _unassign(self, actor, key, reason):
        """Take the tasks from their worker; others may have them."""
        return self._move_to(
            "open",
            actor=actor,
            key=key,
            reason=reason,
            worker_id=False,
            assigned_at=False,
            at_pickup_at=False,
            picked_up_at=False,
            at_dropoff_at=False,
            opened_at=fields.Datetime.now(),
        )

    def _tapped(self, at, since):
        """Return when a stage was reached: as tapped, but never outside what can be.

        A phone without a network sends its taps later, with the time of the tap.

        :param at: naive UTC datetime of the tap, or None for now
        :param since: the stage before; the tap is not earlier
        """
        now = fields.Datetime.now()
        return min(max(at or now, since or now), now)

    def _reach(self, stage, actor, key, at=None):
        """Note that the courier stands at ``pickup`` or ``dropoff`` (R0.9).

        Not a move: the state stays. Said twice, the first time counts.
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        self._check_is_holder(actor)
        if self.state not in ACTIVE_TASK_STATES:
            raise self._refused_error(self.state)
        field = f"at_{stage}_at"
        if self[field]:
            return
        since = self.picked_up_at if stage == "dropoff" else self.assigned_at
        self[field] = self._tapped(at, since)
        self.env["errand.event"]._log(
            self, "stage", actor, to_state=f"at_{stage}", key=key
        )
        self.order_id._notify_followers()
        self._on_reached(stage, actor)

    def _on_reached(self, stage, actor):
        """Hook: the courier came to ``pickup`` or ``dropoff``, for the first time."""

    def _pick_up(self, actor, key, at=None):
        """The courier has the goods."""
        self.ensure_one()
        since = self.at_pickup_at or self.assigned_at
        return self._move_to(
            "picked_up", actor=actor, key=key, picked_up_at=self._tapped(at, since)
        )

    def _deliver(self, actor, key, at=None):
        """The errand is done. What proves it is checked by the guards (R0.11)."""
        self.ensure_one()
        since = self.at_dropoff_at or self.picked_up_at or self.assigned_at
        return self._move_to(
            "done", actor=actor, key=key, done_at=self._tapped(at, since)
        )

    # === ACTIONS === #

    def action_unassign(self):
        """Take the task from its courier and offer it again."""
        self._check_dispatcher()
        actor = self.env["errand.order"]._staff_actor()
        self._unassign(actor, None, "unassigned_by_staff")

    def action_fail(self):
        """Give the task up: it cannot be done by anybody."""
        self._check_dispatcher()
        actor = self.env["errand.order"]._staff_actor()
        self._move_to("failed", actor=actor, reason="failed_by_staff")

    def _check_dispatcher(self):
        """Refuse whoever does not dispatch these tasks: nobody writes them directly.

        :raise AccessError: no dispatcher, or not of this company
        """
        self.check_access("read")
        if not self.env.user.has_group("errand_base.group_dispatcher"):
            raise AccessError(self.env._("Only dispatchers can do this."))

    def action_open_order(self):
        """Show the order of the task."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "errand.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }
