# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.tools import SQL

from ..const import SERVICE_CLASSES
from ..tools import clock

#: Only finance reads what workers earn, as a sum.
FINANCE = "errand_base.group_finance"


class ErrandTaskAnalysis(models.Model):
    """How the work went: one row a task, by branch, worker and hour. Read only.

    Shares are averages of 0 and 100, so any group of rows has its own right figure.
    Add-ons add measures by ``_columns`` and a field of the same name.
    """

    _name = "errand.task.analysis"
    _description = "Task Analysis"
    _inherit = ["errand.clock.mixin"]
    _auto = False
    _rec_name = "order_id"
    _order = "at desc, id desc"
    _depends = {
        "errand.task": [
            "assigned_at",
            "at_pickup_at",
            "branch_id",
            "category_id",
            "company_id",
            "create_date",
            "done_at",
            "first_opened_at",
            "kind",
            "leg",
            "order_id",
            "picked_up_at",
            "service_class",
            "state",
            "worker_id",
            "worker_pay",
        ],
        "errand.order": [
            "currency_id",
            "fee",
            "pickup_contact_id",
            "placed_at",
            "state",
            "wanted_from",
            "wanted_until",
        ],
        "errand.assignment": ["assigned_at", "ended_at", "outcome", "task_id"],
        "errand.branch": ["tz"],
        "res.company": ["errand_arrival_minutes"],
    }

    order_id = fields.Many2one("errand.order", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    branch_id = fields.Many2one("errand.branch", readonly=True)
    worker_id = fields.Many2one("errand.worker", readonly=True)
    category_id = fields.Many2one("errand.category", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    service_class = fields.Selection(SERVICE_CLASSES, readonly=True)
    kind = fields.Selection(lambda self: self._of_task("kind"), readonly=True)
    leg = fields.Selection(lambda self: self._of_task("leg"), readonly=True)
    state = fields.Selection(lambda self: self._of_task("state"), readonly=True)
    at = fields.Datetime("Came In", readonly=True)

    task_count = fields.Integer("Tasks", readonly=True)
    done_count = fields.Integer("Done", readonly=True)
    failed_count = fields.Integer("Failed", readonly=True)
    cancelled_count = fields.Integer("Cancelled", readonly=True)
    late_count = fields.Integer("Late", readonly=True)
    reassigned_count = fields.Integer(
        "Reassigned",
        readonly=True,
        help="How often a worker gave a task back, or lost it.",
    )
    in_time_share = fields.Float(
        "In Time (%)",
        digits=(5, 1),
        readonly=True,
        aggregator="avg",
        help="Of what was done, failed or is late: how much was done in time.",
    )
    minutes_to_assign = fields.Float(
        "Minutes to Assignment",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
        help="From when it could be taken until somebody had it.",
    )
    minutes_to_pickup = fields.Float(
        "Minutes to Pick-up",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
        help="From when it could be taken until the goods were picked up.",
    )
    minutes_to_done = fields.Float(
        "Minutes to Done",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
        help="From when it could be taken until it was done.",
    )
    fee = fields.Monetary(
        "Fees of Delivered", readonly=True, help="Of orders that were delivered."
    )
    worker_pay = fields.Monetary(
        "Workers' Share", readonly=True, groups=FINANCE, help="Of tasks that are done."
    )

    def _of_task(self, field):
        """Return the choices of a field of the task: they are named once."""
        return self.env["errand.task"]._fields[field]._description_selection(self.env)

    def action_open_order(self):
        """Show the order of the row."""
        self.ensure_one()
        return self.order_id.get_formview_action()

    # === QUERY === #

    @property
    def _table_query(self):
        return SQL("SELECT %s FROM %s", clock.select(self._columns()), self._tables())

    def _columns(self):
        """Return the SQL of each field, by name."""
        return {
            **self._columns_of_task(),
            **clock.columns(SQL("here.at"), SQL("here.now")),
            **self._counts(),
            **self._minutes(),
            "fee": SQL(
                "CASE WHEN orders.state = 'done' AND first_task.id = task.id"
                " THEN orders.fee ELSE 0 END"
            ),
            "worker_pay": SQL(
                "CASE WHEN task.state = 'done' THEN task.worker_pay ELSE 0 END"
            ),
        }

    def _columns_of_task(self):
        names = (
            "id",
            "order_id",
            "company_id",
            "branch_id",
            "worker_id",
            "category_id",
            "service_class",
            "kind",
            "leg",
            "state",
        )
        return {
            **{name: SQL.identifier("task", name) for name in names},
            "currency_id": SQL("orders.currency_id"),
            "at": SQL("came.at"),
        }

    def _counts(self):
        counts = {
            "done_count": SQL("(task.state = 'done')::int"),
            "failed_count": SQL("(task.state = 'failed')::int"),
            "cancelled_count": SQL("(task.state = 'cancelled')::int"),
            "late_count": SQL("late.is_late::int"),
            "reassigned_count": SQL("COALESCE(claims.lost, 0)"),
        }
        # A way back has no time of its own; what runs may still be in time.
        in_time = SQL(
            """CASE WHEN task.leg = 'return' THEN NULL
                    WHEN late.is_late THEN 0
                    WHEN task.state = 'done' THEN 100
                    WHEN task.state = 'failed' THEN 0 END"""
        )
        return {"task_count": SQL("1"), **counts, "in_time_share": in_time}

    def _minutes(self):
        def minutes(until):
            return SQL(
                "CASE WHEN task.leg = 'outward' THEN GREATEST(0,"
                " date_part('epoch', %s - began.at) / 60) END",
                until,
            )

        return {
            "minutes_to_assign": minutes(
                SQL(
                    "CASE WHEN claims.lost > 0 THEN claims.first_at"
                    " ELSE task.assigned_at END"
                )
            ),
            "minutes_to_pickup": minutes(SQL("task.picked_up_at")),
            "minutes_to_done": minutes(SQL("task.done_at")),
        }

    def _tables(self):
        """Return what the rows are made of.

        Grouped joins that a question does not need are left out by the database.
        """
        now = SQL("%s::timestamp", fields.Datetime.now())
        return SQL(
            """errand_task task
            JOIN errand_order orders ON orders.id = task.order_id
            JOIN errand_branch branch ON branch.id = task.branch_id
            JOIN res_company company ON company.id = task.company_id
            LEFT JOIN (SELECT task_id, MIN(assigned_at) AS first_at,
                              COUNT(*) FILTER (WHERE ended_at IS NOT NULL
                              AND outcome NOT IN ('done', 'failed', 'cancelled'))
                              AS lost
                         FROM errand_assignment GROUP BY task_id) claims
              ON claims.task_id = task.id
            LEFT JOIN (SELECT order_id, MIN(id) AS id
                         FROM errand_task GROUP BY order_id) first_task
              ON first_task.order_id = task.order_id
            CROSS JOIN LATERAL (SELECT %(came_at)s AS at) came
            CROSS JOIN LATERAL (SELECT %(here)s AS at, %(here_now)s AS now) here
            CROSS JOIN LATERAL
              (SELECT COALESCE(task.first_opened_at, came.at) AS at) began
            CROSS JOIN LATERAL (SELECT %(is_late)s AS is_late) late""",
            came_at=self._came_at(),
            here=clock.local(SQL("came.at"), SQL("branch.tz")),
            here_now=clock.local(now, SQL("branch.tz")),
            is_late=self._is_late(now),
        )

    def _came_at(self):
        """Return when the work came in: a way back begins by itself."""
        return SQL(
            "CASE WHEN task.leg = 'return' THEN task.create_date"
            " ELSE COALESCE(orders.placed_at, task.create_date) END"
        )

    def _is_late(self, now):
        """Return whether a task is, or was, late: never what has no time.

        The same as points count: pick-up within the company's minutes, and done before
        the wanted time is over.
        """
        return SQL(
            """COALESCE(task.leg = 'outward'
                AND task.state NOT IN ('failed', 'cancelled')
                AND (COALESCE(task.done_at, %(now)s) > orders.wanted_until
                  OR (task.kind = 'carry' AND orders.pickup_contact_id IS NOT NULL
                      AND COALESCE(task.at_pickup_at, task.picked_up_at,
                        CASE WHEN task.state = 'assigned' THEN %(now)s END)
                      > GREATEST(task.assigned_at, orders.wanted_from)
                        + company.errand_arrival_minutes * interval '1 minute')),
                FALSE)""",
            now=now,
        )
