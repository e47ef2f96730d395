# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.exceptions import MissingError, UserError

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES, GIVEN_UP
from odoo.addons.errand_base.engine.geo import Point, distance_km
from odoo.addons.errand_base.exceptions import MoveLost, RecordBusy
from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

#: What a grab asks of companies, which are wide; whatever else is asked is read then.
COMPANY_READ = ["errand_active_limit", "errand_position_minutes"]


class ErrandTask(models.Model):
    """The pool: open tasks that couriers grab."""

    _inherit = "errand.task"

    # === PLACE === #

    def _start(self):
        """Return the ``Point`` where the work begins, None without a trip."""
        self.ensure_one()
        if not self.has_start:
            return None
        return Point(self.start_latitude, self.start_longitude)

    def _km_from(self, point):
        """Return the great-circle distance to the start, None without a trip."""
        start = self._start()
        return None if start is None else distance_km(start, point)

    # === GRAB === #

    def _grab(self, worker, key):
        """Let a courier grab this task, in a transaction of its own (R0.8).

        However many grab at once, one wins. The losers are told as soon as the
        winner's claim is committed; who meets a lock is told to try again.

        :param worker: the courier, as superuser
        :param key: the request's key; asked again, it has the same answer
        :return: dict with ``result`` (won, lost, busy, refused) and ``message``
        """
        self.ensure_one()
        task_id, worker_id = self.id, worker.id

        def contest(env):
            fresh = env["errand.worker"].browse(worker_id)
            return env["errand.request"]._answer_once(
                fresh._actor(),
                "grab",
                key,
                {"task": task_id},
                lambda: env["errand.task"].browse(task_id)._contest(fresh, key),
            )

        try:
            return in_fresh_transaction(self.sudo().env, contest)
        except RecordBusy as error:
            return {"result": "busy", "message": str(error)}

    def _lost_already(self, worker):
        """Return the answer to who asks for what somebody else has, None otherwise.

        Of a crowd all but one end here, before anything is claimed for them.
        """
        task = self.sudo().search_fetch(  # couriers have no rights on tasks
            [("id", "=", self.id)], ["kind", "state", "worker_id"]
        )
        if not task or task.state == "open" or task.worker_id == worker:
            return None
        return {"result": "lost", "message": task._lost_message("assigned")}

    def _contest(self, worker, key):
        """Try to assign the task; return the answer as JSON values."""
        try:
            self._check_may_grab(worker)
            self._assign(worker, worker._actor(), key, contest=True)
            self.env["errand.offer"]._accepted(self, worker)
        except (MoveLost, RecordBusy) as error:
            if isinstance(error, RecordBusy):
                raise
            return {"result": "lost", "message": str(error)}
        except UserError as error:
            return {"result": "refused", "message": str(error)}
        return {"result": "won", "message": self.env._("It is yours.")}

    def _check_may_grab(self, worker):
        """Refuse a courier who may not have this task now.

        :raise MoveLost: it is not open any more
        :raise UserError: says what to do
        """
        offers = self.env["errand.offer"]
        worker._check_may_carry()
        if not worker.on_duty_since:
            raise UserError(self.env._("You are off duty. Go on duty first."))
        if self._company_if_there() != worker.company_id:
            raise MoveLost(self.env._("This errand is gone."))
        if self.state != "open":
            raise MoveLost(self._lost_message("assigned"))
        self.company_id.fetch(COMPANY_READ)
        if self.order_id.partner_id == worker.partner_id:
            raise UserError(self.env._("You cannot take your own errand."))
        if self.service_class not in worker._seen_classes() or not worker._accepts(
            self.category_id
        ):
            raise UserError(self.env._("This errand is not open to you."))
        if not self.is_pooled and self not in offers._live_of(worker).task_id:
            raise MoveLost(self.env._("This offer is not open any more."))
        if self._was_given_up_by(worker):
            raise UserError(
                self.env._("You had this errand already. Others may take it now.")
            )
        if not worker._free_hands():
            raise UserError(
                self.env._("Finish an errand first: you have as many as you may carry.")
            )
        worker._check_may_take_cash(self.order_id)
        self._check_in_reach(worker)

    def _company_if_there(self):
        """Return the task's company, none when the task was deleted."""
        try:
            return self.company_id
        except MissingError:
            return self.env["res.company"]

    def _was_given_up_by(self, worker):
        """Tell whether this courier handed the task back, or did not come."""
        return any(
            claim.worker_id == worker and claim.outcome in GIVEN_UP
            for claim in self.assignment_ids
        )

    def _check_in_reach(self, worker):
        if not self.has_start:
            return
        point = worker._fresh_point()
        if point is None:
            raise UserError(
                self.env._("We do not know where you are. Please allow your location.")
            )
        if self._km_from(point) > min(worker.range_km, self.range_km):
            raise UserError(self.env._("This errand is out of your range now."))

    def _lost_message(self, target):
        """Override of ``errand_base``: tell a cancelled errand from a taken one."""
        if target == "assigned" and "cancelled" in self.mapped("state"):
            return self.env._("The customer cancelled this errand.")
        return super()._lost_message(target)

    # === NEWS === #

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: pools change when a task opens or is gone."""
        result = super()._on_moved(target, actor, before)
        carried = self.filtered(lambda task: task.kind != "handle")
        if target == "open":
            carried._notify_pool()
        else:
            carried.filtered(
                lambda task: task.is_pooled and before[task.id] == "open"
            )._notify_gone()
        for task in carried:
            task._notify_holder(before[task.id])
        return result

    def _notify_holder(self, source):
        """Tell the app of whoever has the task, or had it until this move.

        :param source: the state it came from
        """
        worker = self.worker_id
        if not worker and source in ACTIVE_TASK_STATES:
            # Taken from its courier, who must not go on with it.
            worker = self.assignment_ids.sorted("id")[-1:].worker_id
        worker.partner_id._bus_send("errand/job", {"id": self.id, "state": self.state})
