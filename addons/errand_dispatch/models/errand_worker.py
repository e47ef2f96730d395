# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES
from odoo.addons.errand_base.engine.geo import distance_km
from odoo.addons.errand_base.tools.near import box_domain


class ErrandWorker(models.Model):
    """Couriers on duty, and where they are."""

    _inherit = "errand.worker"

    on_duty_since = fields.Datetime(readonly=True, copy=False, index="btree_not_null")
    is_on_duty = fields.Boolean(
        "On Duty", compute="_compute_is_on_duty", search="_search_is_on_duty"
    )
    position_ids = fields.One2many("errand.position", "worker_id", readonly=True)
    position_at = fields.Datetime(compute="_compute_position_at")

    # === COMPUTE === #

    @api.depends("on_duty_since")
    def _compute_is_on_duty(self):
        for worker in self:
            worker.is_on_duty = bool(worker.on_duty_since)

    def _search_is_on_duty(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("on_duty_since", "!=", False)

    def _compute_position_at(self):
        for worker in self:
            worker.position_at = worker._position().at

    # === DUTY === #

    def _go_on_duty(self):
        """Start to be told of errands.

        :raise UserError: not a verified courier
        """
        self.ensure_one()
        self._check_may_carry()
        if not self.on_duty_since:
            self.on_duty_since = fields.Datetime.now()

    def _go_off_duty(self):
        """Stop to be told of errands. What is held already is brought to its end."""
        self.ensure_one()
        self.on_duty_since = False

    def _check_may_carry(self):
        """Refuse whoever is not a verified courier (R1.5).

        :raise UserError: says why
        """
        if not self or not self.is_courier or not self.active:
            raise UserError(self.env._("This account is not a courier's."))
        if self.verification == "pending":
            raise UserError(
                self.env._("Your application is being checked. We will tell you soon.")
            )
        if self.verification == "rejected":
            raise UserError(
                self.env._("Your application was not accepted. Please ask our support.")
            )

    def action_end_duty(self):
        """Send couriers off duty who forgot to leave."""
        self.check_access("write")
        self.filtered("on_duty_since").write({"on_duty_since": False})

    # === WORK === #

    def _active_tasks(self):
        """Return the tasks this worker holds, oldest first, as superuser."""
        # Couriers have no rights on tasks, not even on their own.
        return (
            self.env["errand.task"]
            .sudo()
            .search(
                [("worker_id", "=", self.id), ("state", "in", ACTIVE_TASK_STATES)],
                order="assigned_at, id",
            )
        )

    def _today_start(self):
        """Return midnight of the branch's clock, as naive UTC."""
        self.ensure_one()
        zone = ZoneInfo(self.branch_id.tz or self.company_id.partner_id.tz or "UTC")
        midnight = datetime.now(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)

    def _earnings_today(self):
        """Return today's credited pay and the errands that brought it (R0.12).

        :return: dict with total, count and lines (number, amount, at)
        """
        self.ensure_one()
        # Couriers have no rights on the ledger; these are their own lines.
        lines = (
            self.env["errand.ledger.line"]
            .sudo()
            .search(
                [
                    ("partner_id", "=", self.partner_id.id),
                    ("account", "=", "courier_payable"),
                    ("company_id", "=", self.company_id.id),
                    ("at", ">=", self._today_start()),
                ]
            )
        )
        return {
            "total": -sum(lines.mapped("amount")),
            "count": len(lines.order_id),
            "lines": [
                {
                    "number": line.order_id.name,
                    "category": line.order_id.category_id.name,
                    "amount": -line.amount,
                    "at": self.env["errand.task"]._iso(line.at),
                }
                for line in lines
            ],
        }

    # === PLACE === #

    def _position(self):
        """Return the worker's position row, empty when it is unknown."""
        # Couriers have no rights on positions, not even on their own.
        return self.sudo().position_ids[:1]

    def _fresh_point(self):
        """Return where the worker is now, None when that is not known well enough."""
        self.ensure_one()
        position = self._position()
        if not position or position.at < self._oldest_position(self.company_id):
            return None
        return position._point()

    @api.model
    def _oldest_position(self, company):
        """Return the time before which a position is not taken for a live one."""
        minutes = company.errand_position_minutes
        return fields.Datetime.subtract(fields.Datetime.now(), minutes=minutes)

    # === POOL === #

    def _seen_classes(self):
        """Return the service classes of the orders this courier is shown (R0.7)."""
        if self.service_class == "professional":
            return ["ordinary", "professional"]
        return ["ordinary"]

    def _pool_domain(self, point):
        """Return the domain of open tasks for this courier, a box around ``point``."""
        self.ensure_one()
        domain = (
            Domain("state", "=", "open")
            & Domain("kind", "in", ["carry", "answer"])
            & Domain("company_id", "=", self.company_id.id)
            & Domain("service_class", "in", self._seen_classes())
            & Domain("order_id.partner_id", "!=", self.partner_id.id)
        )
        if self.category_ids:
            domain &= Domain("category_id", "in", self.category_ids.ids)
        near = Domain("has_start", "=", True) & box_domain(
            point, self.range_km, "start_latitude", "start_longitude"
        )
        return domain & (Domain("has_start", "=", False) | near)

    def _pool(self, limit=100):
        """Return the open tasks inside range, nearest first (R0.6, R0.7).

        :return: list of (task, kilometres to its start or None without a trip)
        """
        point = self._fresh_point()
        if not self.on_duty_since or not point:
            return []
        # The pool is read for couriers, who have no rights on tasks.
        tasks = self.env["errand.task"].sudo().search(self._pool_domain(point))
        reach = [(task, task._km_from(point)) for task in tasks]
        near = [
            (task, km)
            for task, km in reach
            if km is None or km <= min(self.range_km, task.range_km)
        ]
        return sorted(near, key=lambda pair: pair[1] or 0.0)[:limit]

    @api.model
    def _told_of(self, task):
        """Return the couriers who see an open task in their pool now."""
        domain = (
            Domain("on_duty_since", "!=", False)
            & Domain("is_courier", "=", True)
            & Domain("verification", "=", "approved")
            & Domain("company_id", "=", task.company_id.id)
            & Domain("partner_id", "!=", task.order_id.partner_id.id)
            & (
                Domain("category_ids", "=", False)
                | Domain("category_ids", "in", task.category_id.ids)
            )
        )
        if task.service_class == "professional":
            domain &= Domain("service_class", "=", "professional")
        start = task._start()
        fresh = Domain("at", ">=", self._oldest_position(task.company_id))
        if start is None:
            return self.search(domain & Domain("position_ids", "any", fresh))
        near = box_domain(start, task.range_km, "latitude", "longitude")
        return self.search(
            domain & Domain("position_ids", "any", fresh & near)
        ).filtered(
            lambda worker: (
                distance_km(worker._position()._point(), start)
                <= min(worker.range_km, task.range_km)
            )
        )

    def _free_hands(self):
        """Tell whether the courier may take one more task."""
        self.ensure_one()
        active = self.env["errand.task"].search_count(
            [("worker_id", "=", self.id), ("state", "in", ACTIVE_TASK_STATES)]
        )
        return active < self.company_id.errand_active_limit
