# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.errand_base.tools import clock

from .errand_worker import KNOWN

#: Rows of one shift: a shift lasts a day at most, see ``errand.shift``.
HOURS_OF_SHIFT = 32


class ErrandShiftAnalysis(models.Model):
    """Hours of the roster beside what was handled in them. Read only (R2.8, R2.11).

    A row is one shift's part of an hour on the branch's clock, or a task that was done.
    """

    _name = "errand.shift.analysis"
    _description = "Roster Analysis"
    _inherit = ["errand.clock.mixin"]
    _auto = False
    _order = "day desc, hour, id"
    _depends = {
        "errand.shift": [
            "branch_id",
            "company_id",
            "end_at",
            "start_at",
            "state",
            "worker_id",
        ],
        "errand.task": ["branch_id", "company_id", "done_at", "state", "worker_id"],
        "errand.branch": ["tz"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    branch_id = fields.Many2one("errand.branch", readonly=True)
    worker_id = fields.Many2one("errand.worker", readonly=True)
    #: As it is stored: a domain on it is answered by an index, one on ``day`` is not.
    at = fields.Datetime("Begins", readonly=True)
    planned_hours = fields.Float(
        digits=(16, 1), readonly=True, help="Of all shifts that are not cancelled."
    )
    on_duty_hours = fields.Float(
        "Hours on Shift",
        digits=(16, 1),
        readonly=True,
        help="Of published shifts, until now.",
    )
    handled_count = fields.Integer("Handled", readonly=True, help="Tasks done.")
    handled_on_shift_count = fields.Integer(
        "Handled on Shift",
        readonly=True,
        help="Tasks done by somebody who was on shift then.",
    )
    handled_per_hour = fields.Float(
        "Handled per Shift Hour",
        digits=(16, 2),
        readonly=True,
        aggregator="avg",
        help="What was handled on shift, by the hours on shift.",
    )

    def _read_group_select(self, aggregate_spec, query):
        """Override: a rate of sums, whatever the rows are grouped by."""
        if aggregate_spec != "handled_per_hour:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(%s) / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, "handled_on_shift_count", query),
            self._field_to_sql(self._table, "on_duty_hours", query),
        )

    # === QUERY === #

    @property
    def _table_query(self):
        now = SQL("%s::timestamp", fields.Datetime.now())
        return SQL("%s UNION ALL %s", self._hours(now), self._handled(now))

    def _columns(self, at, now):
        """Return the columns that both kinds of rows have in common."""
        here = clock.local(at, SQL("branch.tz"))
        here_now = clock.local(now, SQL("branch.tz"))
        return clock.select(clock.columns(here, here_now))

    def _hours(self, now):
        """Return the rows of shifts, cut where the hour of the branch's clock changes.

        Zones lie off by quarters of an hour: the first full hour is found on the wall.
        """
        return SQL(
            """SELECT shift.id::bigint * %(size)s + slice.number AS id,
                      shift.company_id, shift.branch_id, shift.worker_id,
                      shift.start_at AS at, %(clock)s,
                      date_part('epoch', part.until - part.at) / 3600
                      AS planned_hours,
                      CASE WHEN shift.state IN %(known)s THEN GREATEST(0,
                        date_part('epoch', LEAST(part.until, %(now)s) - part.at)
                      ) / 3600 ELSE 0 END AS on_duty_hours,
                      0 AS handled_count, 0 AS handled_on_shift_count,
                      NULL::float8 AS handled_per_hour
                 FROM errand_shift shift
                 JOIN errand_branch branch ON branch.id = shift.branch_id
                CROSS JOIN LATERAL (SELECT %(start)s AS at) wall
                CROSS JOIN LATERAL generate_series(
                        shift.start_at - (wall.at - date_trunc('hour', wall.at)),
                        shift.end_at - interval '1 microsecond', interval '1 hour')
                      WITH ORDINALITY AS slice(at, number)
                CROSS JOIN LATERAL (
                        SELECT GREATEST(slice.at, shift.start_at) AS at,
                               LEAST(slice.at + interval '1 hour', shift.end_at)
                               AS until) part
                WHERE shift.state != 'cancelled'""",
            size=HOURS_OF_SHIFT,
            clock=self._columns(SQL("part.at"), now),
            known=KNOWN,
            now=now,
            start=clock.local(SQL("shift.start_at"), SQL("branch.tz")),
        )

    def _handled(self, now):
        """Return the rows of tasks, in the hour in which they were done."""
        return SQL(
            """SELECT -task.id::bigint AS id,
                      task.company_id, task.branch_id, task.worker_id,
                      task.done_at AS at, %(clock)s,
                      0 AS planned_hours, 0 AS on_duty_hours, 1 AS handled_count,
                      EXISTS (SELECT FROM errand_shift shift
                               WHERE shift.worker_id = task.worker_id
                                 AND shift.state IN %(known)s
                                 AND shift.start_at <= task.done_at
                                 AND shift.start_at
                                     > task.done_at - interval '26 hours'
                                 AND shift.end_at > task.done_at)::int
                      AS handled_on_shift_count,
                      NULL::float8 AS handled_per_hour
                 FROM errand_task task
                 JOIN errand_branch branch ON branch.id = task.branch_id
                WHERE task.state = 'done' AND task.done_at IS NOT NULL""",
            clock=self._columns(SQL("task.done_at"), now),
            known=KNOWN,
        )
