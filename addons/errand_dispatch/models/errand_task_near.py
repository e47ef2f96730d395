# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from collections import defaultdict

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES, GIVEN_UP
from odoo.addons.errand_base.tools.near import distance_sql, flat_boxes, in_box_sql

from ..engine.waves import Near

#: Kinds of work for couriers; what is handled at a desk is for its branch's people.
COURIER_KINDS = ["carry", "answer"]

#: What a courier's phone asks the bus for; who asks decides whether they hear it.
POOL_CHANNEL = "errand_pool"

#: A box that holds every place, for work without a trip.
EVERYWHERE = (-90, 90, -180, 180)

#: What the query reads, None for all fields; the tasks themselves are given to it.
READ = {
    "errand.assignment": ["outcome", "task_id", "worker_id"],
    "errand.category": ["active"],
    "errand.position": None,
    "errand.task": ["state", "worker_id"],
    "errand.worker": None,
}

#: What a courier of the tables ``worker`` and ``position`` fulfils to be told of a row
#: of ``task``. Cash is judged afterwards.
FIT = SQL(
    "worker.active AND worker.is_courier AND worker.verification = 'approved'"
    " AND worker.on_duty_since IS NOT NULL"
    " AND worker.company_id = task.company_id"
    " AND worker.partner_id <> task.partner_id"
    " AND (worker.service_class = 'professional' OR NOT task.is_for_professionals)"
    # As ``_accepts``: no category stands for all, and archived ones do not count.
    " AND (SELECT coalesce(bool_or(accepted.errand_category_id = task.category_id),"
    " true) FROM errand_category_errand_worker_rel accepted"
    " WHERE accepted.errand_worker_id = worker.id AND accepted.errand_category_id"
    " <> ALL (ARRAY(SELECT id FROM errand_category WHERE active IS NOT TRUE)))"
)


def given_up_sql(task_id, worker_id):
    """Return the ``SQL`` condition that the worker gave the task up before."""
    return SQL(
        "EXISTS (SELECT FROM errand_assignment claim WHERE claim.task_id = %s"
        " AND claim.worker_id = %s AND claim.outcome IN %s)",
        task_id,
        worker_id,
        GIVEN_UP,
    )


class ErrandTask(models.Model):
    """Who is near: the couriers who may have an open task (R0.6, R0.7, R1.5)."""

    _inherit = "errand.task"

    _open_anywhere_idx = models.Index(
        "(company_id) WHERE state = 'open' AND has_start IS NOT TRUE"
    )

    def _couriers_near(self, service_class=None, with_busy=False):
        """Return the couriers who may be given each of these tasks now.

        They are verified, on duty, with a live position inside the ranges of both
        sides; the rules are those of the pool. Few queries, however many tasks.

        :param service_class: ``professional`` for professional couriers only; others
            never get professional orders
        :param with_busy: also who has as many tasks as allowed: the pool shows them
            what they may have later
        :return: dict of task id to a list of ``Near``, the nearest first
        """
        found = {task.id: [] for task in self}
        fit = self.filtered(lambda task: task.kind in COURIER_KINDS)
        if not fit:
            return found
        fit._flush_near()
        rows = self.env.execute_query(fit._near_sql(service_class, with_busy))
        for task_id, worker_id, km in fit._without_too_much_cash(rows):
            found[task_id].append(Near(worker_id, km))
        return found

    def _flush_near(self):
        """Write to the database what the query reads."""
        for model, names in READ.items():
            self.env[model].flush_model(names)

    def _near_sql(self, service_class, with_busy):
        """Return the query of ``_couriers_near``: rows of task, worker, kilometres."""
        box = (SQL(f"task.{side}") for side in ("south", "north", "west", "east"))
        km = distance_sql(
            SQL("task.latitude"),
            SQL("task.longitude"),
            SQL("position.latitude"),
            SQL("position.longitude"),
        )
        free = SQL(
            "(SELECT count(*) FROM errand_task held WHERE held.worker_id = worker.id"
            " AND held.state IN %s) < task.active_limit",
            ACTIVE_TASK_STATES,
        )
        return SQL(
            "SELECT task.id, worker.id,"
            " CASE WHEN task.latitude IS NOT NULL THEN %(km)s END AS km"
            " FROM (VALUES %(tasks)s) task (id, company_id, partner_id, category_id,"
            " is_for_professionals, oldest, active_limit, range_km, latitude,"
            " longitude, south, north, west, east)"
            " JOIN errand_position position ON %(in_box)s"
            " AND position.at >= task.oldest"
            " JOIN errand_worker worker ON worker.id = position.worker_id"
            " WHERE %(fit)s"
            " AND coalesce(worker.suspended_until <= %(now)s, true)"
            # Apart, so that the first is asked of positions alone.
            " AND (task.latitude IS NULL OR %(km)s <= task.range_km)"
            " AND (task.latitude IS NULL OR %(km)s <= worker.range_km::float8)"
            " AND NOT %(given_up)s AND %(free)s"
            " ORDER BY task.id, km, worker.id",
            km=km,
            tasks=SQL(", ").join(self._near_rows(service_class)),
            in_box=in_box_sql(
                SQL("position.latitude"), SQL("position.longitude"), *box
            ),
            fit=FIT,
            now=fields.Datetime.now(),
            given_up=given_up_sql(SQL("task.id"), SQL("worker.id")),
            free=SQL("true") if with_busy else free,
        )

    def _near_rows(self, service_class):
        """Yield a row of values for each task, two where its box is cut."""
        oldest = {
            company: self.env["errand.worker"]._oldest_position(company)
            for company in self.company_id
        }
        for task in self:
            start = task._start()
            facts = (
                task.id,
                task.company_id.id,
                task.order_id.partner_id.id,
                task.category_id.id or 0,
                "professional" in (service_class, task.service_class),
                oldest[task.company_id],
                task.company_id.errand_active_limit,
                task.range_km,
                start and start.latitude,
                start and start.longitude,
            )
            boxes = [EVERYWHERE]
            if start:
                boxes = [
                    (box.south, box.north, box.west, box.east)
                    for box in flat_boxes(start, task.range_km)
                ]
            for box in boxes:
                yield SQL(
                    "(%s, %s, %s, %s, %s, %s::timestamp, %s, %s::float8, %s::float8,"
                    " %s::float8, %s::float8, %s::float8, %s::float8, %s::float8)",
                    *facts,
                    *box,
                )

    def _without_too_much_cash(self, rows):
        """Return the rows of ``_near_sql`` but couriers who hold too much cash."""
        cash = {
            task.id: task.order_id._total()
            for task in self
            if task.order_id.payment_way == "cash"
        }
        if not cash:
            return rows
        asked = {worker_id for task_id, worker_id, _km in rows if task_id in cash}
        workers = self.env["errand.worker"].sudo().browse(asked)
        room = workers._cash_room()
        compare = self.env.company.currency_id.compare_amounts
        return [
            row
            for row in rows
            if row[0] not in cash or compare(cash[row[0]], room[row[1]]) <= 0
        ]

    def _notify_pool(self):
        """Tell the couriers who see these tasks that they came, or changed.

        One message for each courier, however many tasks.
        """
        news = defaultdict(list)
        for task_id, couriers in self._couriers_near(with_busy=True).items():
            for near in couriers:
                news[near.worker_id].append(task_id)
        # Who moves a task need not have rights on couriers.
        for worker in self.env["errand.worker"].sudo().browse(news):
            worker.partner_id._bus_send("errand/pool", {"ids": news[worker.id]})

    def _notify_gone(self):
        """Tell all couriers at once that these tasks left the pool.

        One message a company, with nothing but ids: who shows one of them puts it
        away, the others need not ask. A grab costs the same however many look on.
        """
        for company, tasks in self.grouped("company_id").items():
            self.env["bus.bus"]._sendone(
                (company, POOL_CHANNEL), "errand/pool_gone", {"ids": tasks.ids}
            )
