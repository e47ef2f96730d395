# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from statistics import median

from odoo import api, models
from odoo.fields import Domain

#: Couriers that one answer holds.
PEOPLE_LIMIT = 300
#: Who is on duty for less says nothing of tasks an hour.
HOURS_TO_COMPARE = 0.5


class ErrandBoard(models.AbstractModel):
    """Who works now: where, how much, and how evenly."""

    _inherit = "errand.board"

    def _people(self, branches, tasks):
        """Return the couriers on duty or with a task, and their figures of today.

        :return: dict of ``workers`` (as superuser), ``more``, and by worker id
            ``load``, ``done``, ``earned`` and ``hours`` on duty
        """
        domain = Domain("is_courier", "=", True) & Domain(
            "branch_id", "in", [*branches.ids, False]
        )
        domain &= Domain("company_id", "in", branches.company_id.ids)
        holders = tasks.filtered(lambda task: task.kind != "handle").worker_id
        domain &= Domain("on_duty_since", "!=", False) | Domain("id", "in", holders.ids)
        found = self.env["errand.worker"].search(
            domain, order="name, id", limit=PEOPLE_LIMIT + 1
        )
        today = self._today_start()
        done_today = [("state", "=", "done"), ("done_at", ">=", today)]
        workers = found[:PEOPLE_LIMIT].sudo()  # names and positions of one's couriers
        return {
            "workers": workers,
            "more": len(found) > PEOPLE_LIMIT,
            "load": workers._loads(),  # in every branch
            "done": self._count(workers, done_today),
            "earned": workers._earned_since(today),
            # Hours of one's couriers: this list is theirs already.
            "hours": self.env["errand.duty"].sudo()._hours_since(workers, today),
            "is_dispatcher": self._is_dispatcher(),
        }

    def _count(self, workers, domain):
        """Return worker id to the number of their tasks, in every branch."""
        groups = (
            self.env["errand.task"]
            .sudo()  # somebody who works elsewhere too has less time
            ._read_group(
                [("worker_id", "in", workers.ids), *domain], ["worker_id"], ["__count"]
            )
        )
        return {worker.id: count for worker, count in groups}

    def _person(self, worker, people):
        """Return one courier of the side list."""
        # What somebody earns in other branches is not for the manager of one.
        sees_money = people["is_dispatcher"] or (
            worker.branch_id.manager_id == self.env.user
        )
        return {
            "id": worker.id,
            "name": worker.name,
            "branch": worker.branch_id.name or None,
            "service_class": worker.service_class,
            "is_on_duty": bool(worker.on_duty_since),
            "is_suspended": worker._is_suspended(),
            "load": people["load"].get(worker.id, 0),
            "limit": worker.company_id.errand_active_limit,
            "done": people["done"].get(worker.id, 0),
            "hours": round(people["hours"].get(worker.id, 0.0), 1),
            "earned": people["earned"].get(worker.id, 0.0) if sees_money else None,
            "currency_id": worker.company_id.currency_id.id,
            "position": self._place(worker),
        }

    @api.model
    @api.readonly
    def places(self, worker_ids):
        """Return where these couriers are now, those that the user may see.

        :return: list of dicts of ``id`` and ``position``
        :raise AccessError: not for this user
        """
        self._check_staff()
        ids = worker_ids if isinstance(worker_ids, list) else []
        domain = [("id", "in", [one for one in ids if type(one) is int])]
        workers = self.env["errand.worker"].search(domain, limit=PEOPLE_LIMIT)
        # Who is off duty and carries nothing is nobody's business.
        held = workers.sudo()._loads()  # elsewhere too
        return [
            {"id": worker.id, "position": self._place(worker)}
            for worker in workers.sudo()  # positions of one's couriers
            if worker.on_duty_since or held.get(worker.id)
        ]

    def _place(self, worker):
        """Return where somebody was last, and until when that counts as now."""
        position = worker._position()
        if not position:
            return None
        minutes = worker.company_id.errand_live_minutes
        return {
            "latitude": position.latitude,
            "longitude": position.longitude,
            "at": self._iso(position.at),
            "live_until": self._iso(position.at + timedelta(minutes=minutes)),
        }

    def _fairness(self, people):
        """Return how evenly today's tasks lie, None for fewer than two people.

        Tasks, done and in hand, for each hour on duty today: who came late has fewer.

        :return: dict of ``lowest``, ``median``, ``highest`` and ``count`` of people
        """
        rates = []
        for worker in people["workers"].filtered("on_duty_since"):
            hours = people["hours"][worker.id]
            if hours >= HOURS_TO_COMPARE:
                tasks = people["load"].get(worker.id, 0) + people["done"].get(
                    worker.id, 0
                )
                rates.append(tasks / hours)
        if len(rates) < 2:
            return None
        return {
            "lowest": round(min(rates), 1),
            "median": round(median(rates), 1),
            "highest": round(max(rates), 1),
            "count": len(rates),
        }
