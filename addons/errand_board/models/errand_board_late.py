# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields, models

from odoo.addons.errand_base.engine.geo import distance_km

#: What can be late about a task, the worst first.
LATE = ("slot_missed", "slot_at_risk", "courier_late", "open_long")


class ErrandBoard(models.AbstractModel):
    """What is late, and who looks after it."""

    _inherit = "errand.board"

    def _late(self, tasks):
        """Return task id to its codes of LATE, the worst first."""
        now = fields.Datetime.now()
        is_open = {branch: branch._is_open(now) for branch in self._desks(tasks)}
        late = {}
        for task in tasks.sudo():  # branches and positions of one's own tasks
            found = {
                "slot_missed": self._is_slot_missed(task, now),
                "slot_at_risk": self._is_slot_at_risk(task, now),
                "courier_late": task._is_courier_missing(),
                "open_long": self._is_open_long(task, now, is_open),
            }
            late[task.id] = [code for code in LATE if found[code]]
        return late

    def _desks(self, tasks):
        """Return the branches at whose desks something is open."""
        return tasks.filtered(
            lambda task: task.kind == "handle" and task.state == "open"
        ).branch_id.sudo()

    def _is_open_long(self, task, now, is_open):
        if task.state != "open":
            return False
        company = task.company_id
        minutes = company.errand_open_minutes
        if task.kind == "handle":
            minutes = company.errand_desk_minutes
            if not minutes or not is_open[task.branch_id]:
                return False
        return task.opened_at + timedelta(minutes=minutes) <= now

    def _is_slot_missed(self, task, now):
        until = task.order_id.wanted_until
        return bool(until) and until <= now

    def _is_slot_at_risk(self, task, now):
        """Tell whether the way that is left takes longer than the time that is left."""
        until = task.order_id.wanted_until
        if not until or until <= now:
            return False
        return now + timedelta(minutes=self._minutes_left(task)) > until

    def _minutes_left(self, task):
        """Return how long the rest takes at best, as far as is known."""
        company = task.company_id
        position = task.worker_id._position()
        oldest = fields.Datetime.subtract(
            fields.Datetime.now(), minutes=company.errand_position_minutes
        )
        place = position._point() if position and position.at >= oldest else None
        pickup, dropoff = task.order_id._points()
        km, minutes = task.order_id.distance_km, 0
        if task.state != "picked_up" and task._has_pickup():
            minutes = company.errand_pickup_minutes
            if place and pickup:
                km += distance_km(place, pickup) * company.errand_route_factor
        elif place and dropoff and task.leg == "outward":
            km = distance_km(place, dropoff) * company.errand_route_factor
        return minutes + company._errand_route_minutes(km)

    # === ALARMS === #

    def _alarms(self, tasks, late, branches):
        """Return what needs somebody now: code, words and the ids of its tasks."""
        words = {
            "slot_missed": self.env._("The promised time is over"),
            "slot_at_risk": self.env._("The promised time will be missed"),
            "courier_late": self.env._("The courier is not at the pick-up in time"),
            "open_long": self.env._("Open too long"),
        }
        alarms = [
            {
                "key": code,
                "text": words[code],
                "task_ids": [task.id for task in tasks if code in late[task.id]],
            }
            for code in LATE
        ]
        return [alarm for alarm in alarms if alarm["task_ids"]] + [
            {
                "key": f"nobody_{branch.id}",
                "text": self.env._("Nobody is on duty: %s", branch.name),
                "task_ids": ids,
            }
            for branch, ids in self._unattended(tasks, branches)
        ]

    def _unattended(self, tasks, branches):
        """Return pairs: a branch without a courier on duty, and its open tasks."""
        waiting = tasks.filtered(
            lambda task: task.state == "open" and task.kind != "handle"
        ).grouped("branch_id")
        # A branch is attended by whoever works there, seen by the user or not.
        groups = (
            self.env["errand.worker"]
            .sudo()
            ._read_group(
                [
                    ("on_duty_since", "!=", False),
                    ("is_courier", "=", True),
                    ("verification", "=", "approved"),
                    ("company_id", "in", branches.company_id.ids),
                ],
                ["company_id", "branch_id"],
            )
        )
        # Who works for no branch alone works for all of the company.
        attended = {(company.id, branch.id) for company, branch in groups}
        return [
            (branch, found.ids)
            for branch, found in waiting.items()
            if not {(branch.company_id.id, one) for one in (branch.id, False)}
            & attended
        ]
