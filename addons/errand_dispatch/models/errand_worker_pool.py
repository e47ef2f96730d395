# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.errand_base.tools.near import distance_sql, flat_boxes, in_box_sql

from .errand_task_near import COURIER_KINDS, given_up_sql

#: What the pool's own conditions read, beside those of its domain.
READ = {
    "errand.assignment": ["outcome", "task_id", "worker_id"],
    "errand.order": ["fee", "partner_id", "payment_way", "tip", "wished_worker_id"],
    "errand.task": ["has_start", "range_km", "start_latitude", "start_longitude"],
}


class ErrandWorker(models.Model):
    """The pool: what a courier is shown. ``_couriers_near`` asks the other way round.

    Both have the same rules; whoever adds one here adds it there.
    """

    _inherit = "errand.worker"

    def _seen_classes(self):
        """Return the service classes of the orders this courier is shown (R0.7)."""
        if self.service_class == "professional":
            return ["ordinary", "professional"]
        return ["ordinary"]

    def _is_told(self):
        """Tell whether this courier is told of errands at all (R1.5)."""
        self.ensure_one()
        return bool(
            self.on_duty_since
            and self.active
            and self.is_courier
            and self.verification == "approved"
            and not self._is_suspended()
        )

    def _pool(self, limit=100):
        """Return the open tasks inside range (R0.6, R0.7), in one query.

        Those whose customer asks for this courier come first, then the nearest.

        :return: list of (task, kilometres to its start or None without a trip)
        """
        point = self._fresh_point()
        if not point or not self._is_told():
            return []
        self._flush_pool()
        rows = self.env.execute_query(self._pool_sql(point, limit))
        # The pool is read for couriers, who have no rights on tasks.
        tasks = self.env["errand.task"].sudo().browse(row[0] for row in rows)
        return list(zip(tasks, (row[1] for row in rows), strict=True))

    def _flush_pool(self):
        """Write to the database what the ORM does not know to be read."""
        for model, names in READ.items():
            self.env[model].flush_model(names)

    def _pool_domain(self):
        """Return the domain of the tasks that this courier may have, wherever."""
        self.ensure_one()
        domain = (
            Domain("state", "=", "open")
            & Domain("is_pooled", "=", True)
            & Domain("kind", "in", COURIER_KINDS)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("service_class", "in", self._seen_classes())
        )
        if self.category_ids:
            domain &= Domain("category_id", "in", self.category_ids.ids)
        return domain

    def _pool_sql(self, point, limit):
        """Return the query of the pool: rows of task id and kilometres.

        Tasks with a start and those without have an index each, so they are searched
        each by themselves; what an order and its claims say is asked of both together.
        """
        return SQL(
            "SELECT task.id, task.km"
            " FROM (%(near)s UNION ALL %(anywhere)s) task (id, order_id, km)"
            " JOIN errand_order promised ON promised.id = task.order_id"
            " WHERE promised.partner_id <> %(partner)s AND NOT %(given_up)s"
            " AND (promised.payment_way <> 'cash'"
            " OR promised.fee + coalesce(promised.tip, 0) <= %(room)s)"
            " ORDER BY (promised.wished_worker_id = %(worker)s) IS TRUE DESC,"
            " coalesce(task.km, 0), task.id DESC LIMIT %(limit)s",
            near=self._pool_near(point),
            anywhere=self._pool_anywhere(),
            partner=self.partner_id.id,
            room=self._cash_room()[self.id],
            given_up=given_up_sql(SQL("task.id"), SQL("%s", self.id)),
            worker=self.id,
            limit=limit,
        )

    def _pool_near(self, point):
        """Return the query of tasks in range that begin at a place."""
        query = self.env["errand.task"].sudo()._search(self._pool_domain())
        start = [SQL("errand_task.start_latitude"), SQL("errand_task.start_longitude")]
        boxes = [
            in_box_sql(*start, box.south, box.north, box.west, box.east)
            for box in flat_boxes(point, self.range_km)
        ]
        km = distance_sql(
            SQL("%s::float8", point.latitude),
            SQL("%s::float8", point.longitude),
            *(SQL("%s::float8", column) for column in start),
        )
        query.add_where(SQL("errand_task.has_start AND (%s)", SQL(" OR ").join(boxes)))
        query.add_where(
            SQL("%s <= least(errand_task.range_km::float8, %s)", km, self.range_km)
        )
        return query.select("errand_task.id", "errand_task.order_id", km)

    def _pool_anywhere(self):
        """Return the query of tasks that can be done wherever one is."""
        query = self.env["errand.task"].sudo()._search(self._pool_domain())
        query.add_where(SQL("errand_task.has_start IS NOT TRUE"))
        return query.select(
            "errand_task.id", "errand_task.order_id", SQL("NULL::float8")
        )

    def _free_hands(self):
        """Tell whether the courier may take one more task."""
        self.ensure_one()
        return self._loads().get(self.id, 0) < self.company_id.errand_active_limit
