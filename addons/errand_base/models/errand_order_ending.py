# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from odoo import fields, models

from ..const import ENDED_TASK_STATES
from ..engine import ending
from ..engine.actor import STAFF
from ..exceptions import MoveRefused, OfferChanged


class CancelOffer(NamedTuple):
    """What cancelling costs at this moment; amounts in the order's currency.

    ``back`` is what the customer gets back, ``due`` what they pay on top of what is
    held. ``until`` is a naive UTC datetime, or None when the cost does not rise by
    time alone. ``refusal`` says why it is not allowed. ``token`` stands for what was
    shown, and is given back at the confirmation.
    """

    is_allowed: bool
    refusal: str
    reason: str
    cost: float
    back: float
    due: float
    needs_return: bool
    until: object
    token: str
    outcome: ending.Outcome
    rule: object


class ErrandOrder(models.Model):
    """How an order ends when it is not simply delivered, and what that costs (R0.2)."""

    _inherit = "errand.order"

    ending_cause = fields.Selection(
        [
            ("cancel", "Cancelled"),
            ("no_show", "Not there"),
            ("undeliverable", "Cannot be delivered"),
        ],
        string="Ended Because",
        readonly=True,
        copy=False,
    )
    ending_reason = fields.Char(readonly=True, copy=False)
    ending_reason_text = fields.Char(
        "Cause", compute="_compute_ending_reason_text", groups="base.group_user"
    )
    ending_note = fields.Text("Note of the Courier", readonly=True, copy=False)
    ending_rule_id = fields.Many2one(
        "errand.cancel.rule",
        string="By Rule",
        readonly=True,
        copy=False,
        ondelete="set null",
        groups="errand_base.group_clerk,errand_base.group_finance",
    )
    kept_amount = fields.Monetary(
        "Kept", readonly=True, copy=False, help="Of the fee, by the rule."
    )
    courier_amount = fields.Monetary("To the Courier", readonly=True, copy=False)
    ending_worker_id = fields.Many2one(
        "errand.worker", string="Courier at the End", readonly=True, copy=False
    )
    waiver_reason = fields.Char("Waived Because", readonly=True, copy=False)

    def _door_fields(self):
        return super()._door_fields() | {
            "ending_cause",
            "ending_note",
            "ending_reason",
            "ending_rule_id",
            "ending_worker_id",
            "courier_amount",
            "kept_amount",
            "waiver_reason",
        }

    def _compute_ending_reason_text(self):
        reasons = self.env["errand.event"]._reasons()
        for order in self:
            reason = order.ending_reason
            order.ending_reason_text = reasons.get(reason, reason)

    # === FACTS === #

    def _outward_task(self):
        """Return the task of the way there: the latest that is not cancelled."""
        self.ensure_one()
        tasks = self.sudo().task_ids.filtered(lambda task: task.leg == "outward")
        return tasks.filtered(lambda task: task.state != "cancelled")[:1] or tasks[:1]

    def _return_task(self):
        """Return the task of the way back, empty when nothing goes back."""
        self.ensure_one()
        return self.sudo().task_ids.filtered(lambda task: task.leg == "return")[:1]

    def _ending_stage(self):
        """Return (stage of the engine, when it began)."""
        task = self._outward_task()
        if task.state not in ("assigned", "picked_up"):
            return ending.OPEN, self.placed_at
        if task._is_carrying():
            if task.at_dropoff_at:
                return ending.AT_DROPOFF, task.at_dropoff_at
            return ending.PICKED_UP, task.picked_up_at
        if task.at_pickup_at:
            return ending.AT_PICKUP, task.at_pickup_at
        return ending.GRABBED, task.assigned_at

    def _ending_facts(self, cause, side):
        """Return the engine's ``Facts`` as they are now.

        What lies on the courier's side is counted from the grab, the rest from the
        beginning of the stage.
        """
        self.ensure_one()
        task = self._outward_task()
        stage, since = self._ending_stage()
        if side == ending.COURIER_SIDE:
            since = task.assigned_at
        passed = fields.Datetime.now() - (since or fields.Datetime.now())
        return ending.Facts(
            cause=cause,
            side=side,
            stage=stage,
            minutes=max(0, int(passed.total_seconds() // 60)),
            fee=Decimal(str(self.fee)),
            pay=Decimal(str(task.worker_pay)),
            commission_percent=Decimal(str(task.commission_percent)),
            step=Decimal(str(self.currency_id.rounding)),
            company=self.company_id.id,
            category=self.category_id.id,
            service_class=self.service_class,
        )

    def _held_total(self):
        """Return what is held of the customer's money. Hook of the money."""
        self.ensure_one()
        return 0.0

    # === THE OFFER === #

    def _cancel_offer(self, side=ending.CUSTOMER_SIDE):
        """Return the ``CancelOffer`` of this moment; nothing changes.

        A courier who does not come makes it free for the customer.

        :param side: on whose side the cause lies
        """
        self.ensure_one()
        task = self._outward_task()
        cause = ending.CANCEL
        if side == ending.CUSTOMER_SIDE and task._is_courier_missing():
            cause, side = ending.NO_SHOW, ending.COURIER_SIDE
        facts = self._ending_facts(cause, side)
        outcome, rule = self.env["errand.cancel.rule"]._decide(facts)
        _stage, since = self._ending_stage()
        if side == ending.COURIER_SIDE:
            since = task.assigned_at
        until = outcome.holds_minutes is not None and since
        refusal = self._cancel_refusal(outcome)
        cost = float(outcome.kept + outcome.return_fee)
        held = self._held_total()
        return CancelOffer(
            is_allowed=not refusal,
            refusal=refusal,
            reason=self._offer_reason(facts, outcome),
            cost=cost,
            back=max(0.0, self.currency_id.round(held - cost)),
            due=max(0.0, self.currency_id.round(cost - held)),
            needs_return=outcome.needs_return,
            until=until and until + timedelta(minutes=outcome.holds_minutes),
            token=self._offer_token(outcome),
            outcome=outcome,
            rule=rule,
        )

    def _offer_token(self, outcome):
        """Return what stands for the shown cost: amount, and whether it comes back."""
        back = "return" if outcome.needs_return else "end"
        return f"{outcome.kept + outcome.return_fee}/{back}"

    def _cancel_refusal(self, outcome):
        """Return why it cannot be cancelled now, empty when it can."""
        if self.state in ("done", "failed", "cancelled"):
            return self.env._("This errand has ended already.")
        if self.ending_cause:
            return self.env._("This errand is on its way back already.")
        if not outcome.is_allowed:
            return self._refused_message("cancelled")
        return ""

    def _offer_reason(self, facts, outcome):
        """Return one sentence for the customer: why it costs what it costs."""
        if facts.cause == ending.NO_SHOW:
            return self.env._("The courier did not come in time.")
        if facts.stage == ending.OPEN:
            return self.env._("No courier has taken it yet.")
        if outcome.needs_return:
            return self.env._(
                "The courier has it already and brings it back. The way back is "
                "charged too."
            )
        if facts.stage == ending.AT_PICKUP:
            return self.env._("Your courier is at the pick-up already.")
        return self.env._(
            "Your courier has been on the way for %s minutes.", facts.minutes
        )

    def _check_offer_seen(self, offer, seen):
        """Refuse to charge more than was shown.

        :param seen: token of the offer that was shown
        :raise OfferChanged: the cost rose since, or it comes back now
        """
        cost, _slash, back = str(seen or "").partition("/")
        try:
            shown = float(cost)
        except ValueError:
            shown = -1.0
        is_known = isfinite(shown) and back == (
            "return" if offer.needs_return else "end"
        )
        if not is_known or self.currency_id.compare_amounts(offer.cost, shown) > 0:
            raise OfferChanged(
                self.env._(
                    "What cancelling costs has changed: it is %s now. Please look at "
                    "it again.",
                    self.currency_id.format(offer.cost),
                )
            )

    # === CANCELLING === #

    def _cancel(
        self, actor, key, seen, side=ending.CUSTOMER_SIDE, reason=None, waiver=None
    ):
        """Cancel for the customer at the cost that they saw, or bring it back.

        :param seen: token of the ``CancelOffer`` that was shown
        :param side: on whose side the cause lies; only staff say that it is ours
        :param waiver: staff's reason why the customer pays nothing
        :raise MoveRefused: the rule does not allow it
        :raise OfferChanged: it would cost more than was seen; show the new offer
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        if self.state == "cancelled" or self._is_turned_back_by(actor, key):
            return self._already_moved("cancelled", actor, key)
        offer = self._cancel_offer(side)
        if not offer.is_allowed:
            raise MoveRefused(offer.refusal)
        self._check_offer_seen(offer, seen)
        order_sudo = self.sudo()  # customers and clerks move what they cannot write
        is_ours = waiver or side == ending.PLATFORM_SIDE
        task = self._outward_task()
        order_sudo._note_ending(
            ending.CANCEL,
            reason or ("cancelled_by_us" if is_ours else f"cancelled_by_{actor.role}"),
            offer.outcome,
            offer.rule,
            waiver=waiver if actor.role == STAFF else None,
        )
        task._punish(offer.outcome.penalty, "no_show")
        if offer.needs_return:
            task._turn_back(
                "cancelled", actor, key, order_sudo.ending_reason, offer.outcome
            )
            return self
        return self._move_to(
            "cancelled", actor=actor, key=key, reason=order_sudo.ending_reason
        )

    def _is_turned_back_by(self, actor, key):
        """Tell whether this very request turned the courier back before."""
        tasks = self.sudo().task_ids
        events = self.env["errand.event"]
        return bool(key and events._moved_by(tasks, "cancelled", actor, key))

    def _note_ending(self, cause, reason, outcome, rule, waiver=None, note=None):
        """Keep what the rule decided, for the settlement at the end.

        Rules may change while goods are on their way back: what was shown counts.
        """
        self.write(
            {
                "ending_cause": cause,
                "ending_reason": reason,
                "ending_note": note,
                "ending_rule_id": rule.id,
                "kept_amount": 0.0 if waiver else float(outcome.kept),
                "courier_amount": float(outcome.compensation),
                "ending_worker_id": self._outward_task().worker_id.id,
                "waiver_reason": waiver,
            }
        )

    def _charge_penalty(self, worker, amount, key):
        """Take a penalty from a courier. Hook of the money."""

    def _check_called_off(self, actor):
        """Guard of ``cancelled``: an errand that was taken ends by its rule alone."""
        for order in self.filtered(lambda order: order.state == "in_progress"):
            live = order.task_ids.filtered(
                lambda task: task.state not in ENDED_TASK_STATES
            )
            if any(task._is_carrying() for task in live):
                raise MoveRefused(
                    self.env._("The courier has the goods: they have to come back.")
                )
            if live and not order.ending_cause:
                raise MoveRefused(order._refused_message("cancelled"))

    def _replace_courier(self, actor, key):
        """The customer gives up a courier who does not come; others may take it.

        :raise MoveRefused: the courier is not late, or somebody took care of it
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        task = self._outward_task()
        if not task._is_courier_missing():
            raise MoveRefused(
                self.env._("The courier still has time to come, or is there already.")
            )
        task._take_from_missing(actor, key)

    # === WORK === #

    def _state_of_work(self):
        """Return the state that the tasks add up to; a way back keeps it going."""
        self.ensure_one()
        back = self.task_ids.filtered(lambda task: task.leg == "return")
        if any(task.state not in ENDED_TASK_STATES for task in back):
            return "in_progress"
        return self._state_of_tasks((self.task_ids - back).mapped("state"))

    def _return_fee(self):
        """Return what a way back that was done costs the customer."""
        self.ensure_one()
        done = self.task_ids.filtered(
            lambda task: task.leg == "return" and task.state == "done"
        )
        return sum(done.mapped("return_fee"))
