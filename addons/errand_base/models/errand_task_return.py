# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.exceptions import UserError

from ..engine import ending
from ..engine.actor import SYSTEM_ACTOR
from ..exceptions import MoveRefused
from .errand_task_ending import UNDELIVERABLE_CAUSES


class ErrandTask(models.Model):
    """The way back of what could not be delivered: a task of its own."""

    _inherit = "errand.task"

    leg = fields.Selection(
        [("outward", "Way there"), ("return", "Way back")],
        required=True,
        readonly=True,
        default="outward",
    )
    return_to = fields.Selection(
        [("pickup", "The pick-up"), ("branch", "The branch")],
        readonly=True,
        help="Where the way back ends.",
    )
    return_fee = fields.Monetary(
        readonly=True, help="What the customer pays for the way back once it is done."
    )
    return_code = fields.Char(
        compute="_compute_return_code",
        groups="errand_base.group_clerk",
        help="Tell it to the courier when you have the goods.",
    )

    def _compute_return_code(self):
        """The branch takes the goods: its people know the code. Else the sender."""
        for task in self:
            is_ours = task.return_to == "branch" and task.state == "picked_up"
            task.return_code = is_ours and task._delivery_code()

    def _has_pickup(self):
        """Override: on the way back the goods are in the courier's hands."""
        return self.leg == "outward" and super()._has_pickup()

    def _proof_levels(self):
        """Override: whoever takes the goods back proves it with the return code."""
        levels = super()._proof_levels()
        if self.leg == "outward":
            return levels
        return {
            **levels,
            "pickup_photo": "no",
            "code": "required",
            "photo": "optional",
            "signature": "optional",
        }

    def _may_replace_code(self):
        """Override: on the way back a photo and a signature stand for the code."""
        return self.leg == "return" or super()._may_replace_code()

    # === TURNING BACK === #

    def _undeliverable_outcome(self, cause):
        """Return what it means that this cannot be delivered.

        :raise UserError: no such cause
        """
        if cause not in UNDELIVERABLE_CAUSES:
            raise UserError(self.env._("Please choose a reason."))
        return self._decide_ending(ending.UNDELIVERABLE, ending.CUSTOMER_SIDE)

    def _cannot_deliver(self, actor, key, cause, note=""):
        """Give the delivery up; by the rule the goods go back, or it just ends.

        :param cause: of UNDELIVERABLE_CAUSES
        :raise MoveRefused: not at the drop-off, or the waiting time is not over
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        self._check_is_holder(actor)
        outcome, rule = self._undeliverable_outcome(cause)
        if self.leg == "return" or not self._is_carrying():
            raise self._refused_error("failed")
        if not self.at_dropoff_at:
            raise MoveRefused(self.env._("Please say first that you have arrived."))
        if UNDELIVERABLE_CAUSES[cause]:
            self._check_waited()
        if not outcome.is_allowed:
            raise MoveRefused(self.env._("Please ask our support what to do."))
        self.order_id._note_ending(
            ending.UNDELIVERABLE, cause, outcome, rule, note=note
        )
        if outcome.needs_return:
            self._turn_back("failed", actor, key, cause, outcome)
        else:
            self._move_to("failed", actor=actor, key=key, reason=cause)

    def _turn_back(self, target, actor, key, reason, outcome):
        """End the way there, and let the same courier begin the way back.

        The way back is there first, so that the order does not end in between.

        :param target: state in which the way there ends
        :param outcome: of the engine
        """
        self.ensure_one()
        back = self._begin_return(outcome, actor)
        self._move_to(target, actor=actor, key=key, reason=reason)
        self.order_id._follow_tasks(self)
        return back

    def _begin_return(self, outcome, actor):
        """Return a new task that begins in the courier's hands, with its claim."""
        values = self._prepare_return_values(outcome)
        back = self.create({**values, "state": "picked_up"})
        self.env["errand.assignment"]._begin(back, actor)
        self.env["errand.event"]._log(
            back, "stage", SYSTEM_ACTOR, to_state="on_way_back"
        )
        return back

    def _returns_to(self):
        """Return where the goods would go back to: ``pickup`` or ``branch``."""
        to_branch = self.category_id.returns_to == "branch"
        return "pickup" if self._has_pickup() and not to_branch else "branch"

    def _prepare_return_values(self, outcome):
        order = self.order_id
        is_waived = bool(order.waiver_reason)
        return {
            "order_id": order.id,
            "kind": "carry",
            "leg": "return",
            "return_to": self._returns_to(),
            "return_fee": 0.0 if is_waived else float(outcome.return_fee),
            "worker_pay": float(outcome.return_pay),
            "commission_percent": self.commission_percent,
            "worker_id": self.worker_id.id,
            "assigned_at": fields.Datetime.now(),
            "picked_up_at": fields.Datetime.now(),
            "opened_at": fields.Datetime.now(),
            "first_opened_at": fields.Datetime.now(),
        }
