# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.errand_base.const import ENDED_TASK_STATES, GIVEN_UP
from odoo.addons.errand_base.engine.geo import distance_km
from odoo.addons.errand_base.exceptions import MoveLost, MoveRefused

from ..exceptions import ReasonNeeded

MANAGERS = "errand_base.group_branch_manager"
DISPATCHERS = "errand_base.group_dispatcher"

#: Characters of a reason in the log.
REASON_LENGTH = 120
#: A phone number, or a mail address: the log keeps no personal data.
PERSONAL = re.compile(r"\d[\d\s-]{4,}\d|@")


class ErrandTask(models.Model):
    """Staff give a task to somebody by hand (R2.11).

    Some rules hold for staff too: ``_refusal_of``. Others are for them to judge:
    ``_objections_to``; whoever goes against one says why, and the order's log keeps it.
    """

    _inherit = "errand.task"

    # === BY HAND === #

    def _assign_by_staff(self, worker, reason=None, key=None, seen=None):
        """Give the task to ``worker``, also when another one holds it.

        Call it in a transaction that has read nothing yet: it is a contest.

        :param reason: code of ``errand.event._hand_reasons`` or a sentence; needed
            against an objection
        :param key: the request's key, the same on every try
        :param seen: the holder that the user saw, an empty worker for nobody, None for
            whoever holds it
        :raise AccessError: not the dispatcher or manager of the task
        :raise RecordBusy: somebody else changes it right now
        :raise MoveLost: somebody else gave it to another one, or grabbed it
        :raise MoveRefused: a rule that nobody overrides
        :raise ReasonNeeded: an objection, and no reason
        """
        self.ensure_one()
        self._check_may_direct()
        worker.check_access("read")
        actor = self.env["errand.order"]._staff_actor()
        reason = self._hand_reason(reason)
        task, worker = self.sudo(), worker.sudo()  # rights were checked above
        task._lock_for_move(contest=True)
        task._check_is_as_seen(worker, seen)
        refusal = task._refusal_of(worker)
        if refusal:
            raise MoveRefused(refusal)
        objections = task._objections_to(worker)[worker]
        if objections and not reason:
            raise ReasonNeeded(" ".join(task._objection_texts(objections)))
        if task.state == "assigned":
            task._unassign(actor, key, reason or "reassigned_by_staff")
        elif task.state == "waiting":
            now = fields.Datetime.now()
            task._move_to("open", actor=actor, key=key, opened_at=now)
        task._assign(worker, actor, key, contest=True)
        task._log_hand(actor, key, reason, objections)

    def _unassign_by_staff(self, reason, key=None, seen=None):
        """Take the task from its courier and offer it again.

        :param reason: as in ``_assign_by_staff``; always needed
        :param seen: the holder that the user saw, None for whoever holds it
        """
        self.ensure_one()
        self._check_may_direct()
        reason = self._hand_reason(reason)
        if not reason:
            raise ReasonNeeded(self.env._("Please say why."))
        actor = self.env["errand.order"]._staff_actor()
        task = self.sudo()  # rights were checked above
        task._lock_for_move(contest=True)
        task._check_is_as_seen(self.env["errand.worker"], seen)
        if task.state != "assigned" or task._is_carrying():
            raise MoveRefused(task._not_now_message())
        task._unassign(actor, key, reason)

    def _check_may_direct(self):
        """Refuse whoever does not decide about these tasks.

        :raise AccessError: no dispatcher, and not the manager of their branches
        """
        self.check_access("read")
        user = self.env.user
        if user.has_group(DISPATCHERS):
            return
        managers = {task.branch_id.sudo().manager_id for task in self}
        if not user.has_group(MANAGERS) or managers != {user}:
            raise AccessError(
                self.env._("Only dispatchers and the branch's manager can do this.")
            )

    def _check_is_as_seen(self, worker, seen):
        """Refuse what was decided while the screen was old.

        :param worker: who is to have it, empty for nobody
        """
        self.invalidate_recordset()
        holder = self.worker_id if self.state == "assigned" else worker.browse()
        if worker and holder == worker:
            raise MoveLost(self.env._("%s has this task already.", holder.name))
        if seen is not None and holder and holder != seen:
            raise MoveLost(self.env._("Already taken by %s.", holder.name))

    @api.model
    def _hand_reason(self, reason):
        """Return a reason that may stand in the log, None without one.

        :raise UserError: it holds personal data, or is none
        """
        if reason in (None, False, ""):
            return None
        if not isinstance(reason, str):
            raise UserError(self.env._("Please say why."))
        reason = " ".join(reason.replace("\x00", "").split())
        if PERSONAL.search(reason):
            raise UserError(
                self.env._(
                    "Please give the reason without phone numbers or addresses: it "
                    "stays in the log for good."
                )
            )
        return reason[:REASON_LENGTH] or None

    def _log_hand(self, actor, key, reason, objections):
        """Append to the log against which objections it was decided, and why."""
        stages = [f"against_{code}" for code in objections]
        if reason and not stages:
            stages = ["by_hand"]
        for stage in stages:
            self.env["errand.event"]._log(
                self, "stage", actor, to_state=stage, key=key, reason=reason
            )

    # === RULES THAT NOBODY OVERRIDES === #

    def _refusal_of(self, worker):
        """Return in words why this worker can never have the task now, None if so."""
        self.ensure_one()
        return self._refusal_now() or self._refusal_of_person(worker)

    def _refusal_now(self):
        if self.state in (*ENDED_TASK_STATES, "picked_up") or (
            self.state == "assigned" and self._is_carrying()
        ):
            return self._not_now_message()
        if self.state == "waiting" and not self.order_id._is_released():
            return self.env._("The customer has not paid yet.")
        return None

    def _not_now_message(self):
        if self.state in ENDED_TASK_STATES:
            return self.env._("This task has ended.")
        if self.state in ("waiting", "open"):
            return self.env._("Nobody holds this task now.")
        return self.env._("The goods are in the courier's hands already.")

    def _refusal_of_person(self, worker):
        if worker.company_id != self.company_id:
            return self.env._("This person works for another company.")
        if not worker.active or worker.verification != "approved":
            return self.env._("This person is not approved to work.")
        if worker.partner_id == self.order_id.partner_id:
            return self.env._("This is the customer's own order.")
        if self.kind == "handle":
            if not self._is_clerk_here(worker):
                return self.env._("Work at the desk is for clerks of its branch.")
            return None
        if not worker.is_courier:
            return self.env._("This person is not a courier.")
        if self.service_class not in worker._seen_classes():
            return self.env._("Professional orders are for professional couriers.")
        return None

    def _is_clerk_here(self, worker):
        """Tell whether this worker is a clerk of the task's branch."""
        if not worker.is_clerk:
            return False
        return (
            worker.branch_id == self.branch_id
            or worker.user_id in self.branch_id.user_ids
        )

    # === RULES FOR STAFF TO JUDGE === #

    def _objections_to(self, workers):
        """Return worker to a list of codes: what speaks against each, as superuser.

        In a number of queries that does not grow with the workers.
        """
        self.ensure_one()
        if self.kind == "handle":
            return {
                worker: ["suspended"] if worker._is_suspended() else []
                for worker in workers
            }
        loads = workers._loads()
        limit = self.company_id.errand_active_limit
        short_of_cash = self._short_of_cash(workers)
        oldest = workers._oldest_position(self.company_id)
        given_up = self.assignment_ids.filtered(
            lambda claim: claim.outcome in GIVEN_UP
        ).worker_id
        return {
            worker: [
                code
                for code, objects in (
                    ("scheduled", self.state == "waiting"),
                    ("suspended", worker._is_suspended()),
                    ("off_duty", not worker.on_duty_since),
                    *self._objections_of_place(worker, oldest),
                    ("hands_full", loads.get(worker.id, 0) >= limit),
                    ("given_up", worker in given_up),
                    ("category", not worker._accepts(self.category_id)),
                    ("cash", worker in short_of_cash),
                )
                if objects
            ]
            for worker in workers
        }

    def _objections_of_place(self, worker, oldest):
        if not self.has_start:
            return []
        position = worker._position()
        if not position or position.at < oldest:
            return [("no_position", True)]
        km = distance_km(position._point(), self._start())
        return [("out_of_range", km > min(worker.range_km, self.range_km))]

    def _short_of_cash(self, workers):
        """Return those who hold too much cash for an order that is paid in cash."""
        order, company = self.order_id, self.company_id
        if order.payment_way != "cash":
            return workers.browse()
        money, due = workers._amounts(), order._amount_to_pay()
        return workers.filtered(
            lambda worker: (
                company.currency_id.compare_amounts(
                    max(0.0, -money[worker.id]["available"]) + due,
                    company.errand_cash_limit,
                )
                > 0
            )
        )

    @api.model
    def _objection_texts(self, codes):
        """Return a sentence for each code."""
        texts = {
            "scheduled": self.env._("It is for later, and not offered yet."),
            "suspended": self.env._("Gets no new errands at the moment."),
            "off_duty": self.env._("Is off duty."),
            "no_position": self.env._("Where they are is not known."),
            "out_of_range": self.env._("Is out of range."),
            "hands_full": self.env._("Holds as many errands as they may."),
            "given_up": self.env._("Gave this errand up before."),
            "category": self.env._("Does not take this category."),
            "cash": self.env._("Holds too much cash for this order."),
        }
        return [texts[code] for code in codes]
