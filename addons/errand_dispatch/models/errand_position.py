# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timezone

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.errand_base.engine.geo import Point

#: Pages that follow a courier are told of a new position at most so often, in s.
TELL_EVERY_S = 5


class ErrandPosition(models.Model):
    """Where a worker is: one narrow row each, the hottest writes of all (design 10)."""

    _name = "errand.position"
    _description = "Worker Position"
    _log_access = False
    _rec_name = "worker_id"

    worker_id = fields.Many2one(
        "errand.worker", required=True, readonly=True, ondelete="cascade"
    )
    # No digits: the database then searches and measures them as machine numbers.
    latitude = fields.Float(required=True, readonly=True)
    longitude = fields.Float(required=True, readonly=True)
    accuracy_m = fields.Float("Accuracy (m)", readonly=True)
    at = fields.Datetime("Measured At", required=True, readonly=True)
    told_at = fields.Datetime(
        "Pages Told At", readonly=True, help="When open pages were told last."
    )

    _one_per_worker = models.UniqueIndex("(worker_id)")
    _near_idx = models.Index("(latitude, longitude)")

    @api.model
    def _report(self, worker, point, accuracy_m, at):
        """Keep where a worker is; see ``_report_all``.

        :param point: ``Point``
        :param at: naive UTC datetime of the measurement
        """
        return self._report_all(worker, [(point, accuracy_m, at)])

    @api.model
    def _report_all(self, worker, measured):
        """Keep a worker's newest position, and the history of all of them.

        One statement for both tables. Positions that were sent before change nothing,
        nor does an older one that comes late for the newest.

        :param measured: list of (``Point``, accuracy in m or None, naive UTC
            datetime); a time in the future is taken for now
        """
        now = fields.Datetime.now()
        rows = {
            min(at, now): (point.latitude, point.longitude, accuracy_m)
            for point, accuracy_m, at in measured
        }
        if not rows:
            return
        values = [
            SQL(
                "(%s, %s::timestamp, %s::float8, %s::float8, %s::real)",
                worker.id,
                at,
                *row,
            )
            for at, row in sorted(rows.items())
        ]
        told = self.env.execute_query(
            SQL(
                "WITH measured (worker_id, at, latitude, longitude, accuracy_m)"
                " AS (VALUES %(values)s),"
                " kept AS (INSERT INTO errand_position_history"
                " (worker_id, at, latitude, longitude, accuracy_m)"
                " SELECT * FROM measured ON CONFLICT DO NOTHING)"
                " INSERT INTO errand_position AS newest"
                " (worker_id, at, latitude, longitude, accuracy_m, told_at)"
                " SELECT *, %(now)s::timestamp FROM measured"
                " ORDER BY at DESC LIMIT 1"
                " ON CONFLICT (worker_id) DO UPDATE SET latitude = EXCLUDED.latitude,"
                " longitude = EXCLUDED.longitude, accuracy_m = EXCLUDED.accuracy_m,"
                " at = EXCLUDED.at, told_at = CASE"
                " WHEN newest.told_at > EXCLUDED.told_at - %(pause)s * interval '1 s'"
                " THEN newest.told_at ELSE EXCLUDED.told_at END"
                " WHERE newest.at <= EXCLUDED.at"
                " RETURNING newest.told_at = %(now)s::timestamp",
                values=SQL(", ").join(values),
                now=datetime.now(timezone.utc).replace(tzinfo=None),
                pause=TELL_EVERY_S,
            )
        )
        self.invalidate_model()
        if told and told[0][0]:
            worker._tell_position()

    def _point(self):
        self.ensure_one()
        return Point(self.latitude, self.longitude)
