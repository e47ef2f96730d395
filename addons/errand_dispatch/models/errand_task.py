# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.exceptions import UserError

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES
from odoo.addons.errand_base.engine.geo import Point, distance_km
from odoo.addons.errand_base.exceptions import MoveLost, RecordBusy
from odoo.addons.errand_base.tools.transaction import in_fresh_transaction


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

    def _contest(self, worker, key):
        """Try to assign the task; return the answer as JSON values."""
        try:
            self._check_may_grab(worker)
            self._assign(worker, worker._actor(), key, contest=True)
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
        worker._check_may_carry()
        if not worker.on_duty_since:
            raise UserError(self.env._("You are off duty. Go on duty first."))
        if not self.exists() or self.company_id != worker.company_id:
            raise MoveLost(self.env._("This errand is gone."))
        if self.state != "open":
            raise MoveLost(self._lost_message("assigned"))
        if self.order_id.partner_id == worker.partner_id:
            raise UserError(self.env._("You cannot take your own errand."))
        if self.service_class not in worker._seen_classes() or not worker._accepts(
            self.category_id
        ):
            raise UserError(self.env._("This errand is not open to you."))
        if not worker._free_hands():
            raise UserError(
                self.env._("Finish an errand first: you have as many as you may carry.")
            )
        self._check_in_reach(worker)

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
        was_open = self.filtered(lambda task: before[task.id] == "open")
        for task in self if target == "open" else was_open:
            task._notify_pool()
        for task in self:
            worker = task.worker_id
            if not worker and before[task.id] in ACTIVE_TASK_STATES:
                # Taken from its courier, who must not go on with it.
                worker = task.assignment_ids.sorted("id")[-1:].worker_id
            worker.partner_id._bus_send(
                "errand/job", {"id": task.id, "state": task.state}
            )
        return result

    def _notify_pool(self):
        """Tell the couriers who see this task that it came or went."""
        payload = {"id": self.id, "state": self.state}
        for worker in self.env["errand.worker"]._told_of(self):
            worker.partner_id._bus_send("errand/pool", payload)
