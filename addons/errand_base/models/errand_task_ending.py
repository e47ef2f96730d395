# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..const import ACTIVE_TASK_STATES, GIVEN_UP
from ..engine import ending
from ..engine.actor import COURIER, SYSTEM_ACTOR
from ..exceptions import MoveRefused

#: Why a courier gives an errand back, and on whose side each cause lies.
HAND_BACK_CAUSES = {
    "accident": ending.PLATFORM_SIDE,
    "too_far": ending.COURIER_SIDE,
    "not_as_described": ending.CUSTOMER_SIDE,
    "customer_unreachable": ending.CUSTOMER_SIDE,
    "hand_back_other": ending.COURIER_SIDE,
}
#: Why something cannot be delivered, and whether the courier has to wait first.
UNDELIVERABLE_CAUSES = {
    "nobody_there": True,
    "refused": False,
    "wrong_address": False,
    "undeliverable_other": False,
}


class ErrandTask(models.Model):
    """Waiting for somebody, handing back, not coming at all (R0.2, R0.8).

    A courier hands back before the pick-up only. Afterwards the goods are in their
    hands: they bring them, bring them back, or ask support.
    """

    _inherit = "errand.task"

    pickup_wait_at = fields.Datetime("Waits at Pick-up Since", readonly=True)
    dropoff_wait_at = fields.Datetime("Waits at Drop-off Since", readonly=True)

    # === STATES === #

    def _on_moved(self, target, actor, before):
        result = super()._on_moved(target, actor, before)
        if target == "open":
            self.write({"pickup_wait_at": False, "dropoff_wait_at": False})
        elif target == "assigned":
            for task in self.filtered(lambda task: task._has_pickup()):
                task.next_action_at = task._arrival_at()
        return result

    def _check_ending_noted(self, actor):
        """Guard of ``failed``: a courier ends nothing without its rule."""
        self._check_is_holder(actor)
        if actor.role == COURIER and any(
            not task.order_id.ending_cause for task in self
        ):
            raise self._refused_error("failed")

    def _is_carrying(self):
        """Tell whether the courier has the goods in their hands."""
        self.ensure_one()
        if self.state == "picked_up":
            return True
        # Without a pick-up they were bought on the way.
        is_there = self.state == "assigned" and bool(self.at_dropoff_at)
        return is_there and self.kind == "carry" and not self._has_pickup()

    def _due_steps(self):
        return {**super()._due_steps(), "assigned": self._take_back_when_missing}

    # === WAITING === #

    def _wait_place(self):
        """Return where the courier would wait now: ``pickup`` or ``dropoff``."""
        self.ensure_one()
        return "dropoff" if self._is_carrying() else "pickup"

    def _wait_minutes(self):
        """Return how long a courier waits for somebody."""
        return (
            self.category_id.waiting_minutes or self.company_id.errand_waiting_minutes
        )

    def _wait_until(self):
        """Return when the courier may go, False while they do not wait."""
        since = self[f"{self._wait_place()}_wait_at"]
        return since and since + timedelta(minutes=self._wait_minutes())

    def _begin_wait(self, actor, key):
        """Nobody is here: the clock runs. Said twice, the first time counts.

        :raise MoveRefused: the courier has not arrived
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        self._check_is_holder(actor)
        place = self._wait_place()
        if self.state not in ACTIVE_TASK_STATES or not self[f"at_{place}_at"]:
            raise MoveRefused(self.env._("Please say first that you have arrived."))
        if self[f"{place}_wait_at"]:
            return
        self[f"{place}_wait_at"] = fields.Datetime.now()
        self.env["errand.event"]._log(
            self, "stage", actor, to_state=f"waiting_{place}", key=key
        )
        self.order_id._notify_followers()

    def _check_waited(self):
        """Refuse to go before the waiting time is over.

        :raise MoveRefused: says until when
        """
        until = self._wait_until()
        if not until:
            raise MoveRefused(self.env._("Please tap “Nobody here” first, and wait."))
        if fields.Datetime.now() < until:
            left = (until - fields.Datetime.now()).total_seconds()
            raise MoveRefused(
                self.env._("Please wait %s more minutes.", max(1, round(left / 60)))
            )

    def _end_no_show(self, actor, key):
        """Nobody came to the pick-up: the errand ends, by its rule.

        :raise MoveRefused: the waiting time is not over
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        self._check_is_holder(actor)
        if self.state != "assigned" or self._is_carrying():
            return self._move_to("failed", actor=actor, key=key)
        self._check_waited()
        outcome, rule = self._decide_ending(ending.NO_SHOW, ending.CUSTOMER_SIDE)
        self.order_id._note_ending(ending.NO_SHOW, "nobody_at_pickup", outcome, rule)
        return self._move_to("failed", actor=actor, key=key, reason="nobody_at_pickup")

    def _decide_ending(self, cause, side):
        facts = self.order_id._ending_facts(cause, side)
        return self.env["errand.cancel.rule"]._decide(facts)

    # === HANDING BACK === #

    def _hand_back_outcome(self, cause):
        """Return what handing back means for the courier now.

        :raise UserError: no such cause
        """
        if cause not in HAND_BACK_CAUSES:
            raise UserError(self.env._("Please choose a reason."))
        return self._decide_ending(ending.HAND_BACK, HAND_BACK_CAUSES[cause])[0]

    def _hand_back(self, actor, key, cause, note=""):
        """Give the task back; others may take it, this courier does not see it again.

        :param cause: of HAND_BACK_CAUSES
        :raise MoveRefused: the goods are in the courier's hands
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        self._check_is_holder(actor)
        if self._is_carrying():
            raise MoveRefused(
                self.env._(
                    "You have the goods already. Please bring them, or call our "
                    "support: they find a way with you."
                )
            )
        outcome = self._hand_back_outcome(cause)
        if self.state != "assigned":
            raise self._refused_error("open")
        if not outcome.is_allowed:
            raise MoveRefused(
                self.env._("This errand cannot be given back. Please ask our support.")
            )
        self._punish(outcome.penalty, "hand_back", cause, note)
        return self._unassign(actor, key, cause)

    def _punish(self, penalty, outcome, cause=None, note=""):
        """Close the courier's claim with its cause, and take the penalty."""
        claim = self._active_claims()
        if not claim:
            return
        if outcome in GIVEN_UP and (cause or penalty):
            claim.write({"cause": cause or outcome, "note": note, "penalty": penalty})
            claim._end(outcome)
        if penalty:
            self.order_id._charge_penalty(
                claim.worker_id, float(penalty), f"penalty:{claim.id}"
            )

    # === A COURIER WHO DOES NOT COME === #

    def _arrival_at(self, is_limit=False):
        """Return when the courier should be at the pick-up, or is given up."""
        self.ensure_one()
        company = self.company_id
        minutes = company.errand_arrival_minutes
        if is_limit:
            minutes = max(minutes, company.errand_arrival_limit_minutes)
        begin = max(self.assigned_at, self.order_id.wanted_from or self.assigned_at)
        return begin + timedelta(minutes=minutes)

    def _is_courier_missing(self):
        """Tell whether the courier should have been at the pick-up by now."""
        return (
            self.state == "assigned"
            and not self.at_pickup_at
            and self._has_pickup()
            and fields.Datetime.now() >= self._arrival_at()
        )

    def _take_from_missing(self, actor, key):
        """Take the task from a courier who did not come, with the penalty by rule."""
        self.ensure_one()
        outcome, _rule = self._decide_ending(ending.NO_SHOW, ending.COURIER_SIDE)
        self._punish(outcome.penalty, "no_show", "no_show")
        self._unassign(actor, key, "courier_no_show")

    def _on_courier_late(self):
        """Hook: the courier should be there by now. Notices tell the branch."""

    def _take_back_when_missing(self):
        """Step of the sweep: after the limit others may have it; staff are told."""
        if not self._is_courier_missing():
            self.next_action_at = False
            return
        if fields.Datetime.now() < self._arrival_at(is_limit=True):
            self.next_action_at = self._arrival_at(is_limit=True)
            self._on_courier_late()
            return
        self._take_from_missing(SYSTEM_ACTOR, None)
        order = self.order_id
        order.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=self.env._("The courier did not come"),
            note=self.env._("The errand was taken back, and is offered to others."),
            user_id=(order.branch_id.manager_id or self.env.user).id,
        )
