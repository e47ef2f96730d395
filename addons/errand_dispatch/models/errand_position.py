# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.errand_base.engine.geo import Point


class ErrandPosition(models.Model):
    """Where a worker is: one narrow row each, the hottest writes of all (design 10)."""

    _name = "errand.position"
    _description = "Worker Position"
    _log_access = False
    _rec_name = "worker_id"

    worker_id = fields.Many2one(
        "errand.worker", required=True, readonly=True, ondelete="cascade"
    )
    latitude = fields.Float(digits=(10, 7), required=True, readonly=True)
    longitude = fields.Float(digits=(10, 7), required=True, readonly=True)
    accuracy_m = fields.Float("Accuracy (m)", readonly=True)
    at = fields.Datetime("Measured At", required=True, readonly=True)

    _one_per_worker = models.UniqueIndex("(worker_id)")
    _near_idx = models.Index("(latitude, longitude)")

    @api.model
    def _report(self, worker, point, accuracy_m, at):
        """Keep a worker's newest position; an older one that comes late is dropped.

        :param point: ``Point``
        :param at: naive UTC datetime of the measurement, never in the future
        """
        at = min(at, fields.Datetime.now())
        self.env.cr.execute(
            SQL(
                "INSERT INTO errand_position"
                " (worker_id, latitude, longitude, accuracy_m, at)"
                " VALUES (%(worker)s, %(lat)s, %(lon)s, %(accuracy)s, %(at)s)"
                " ON CONFLICT (worker_id) DO UPDATE SET latitude = EXCLUDED.latitude,"
                " longitude = EXCLUDED.longitude, accuracy_m = EXCLUDED.accuracy_m,"
                " at = EXCLUDED.at WHERE errand_position.at <= EXCLUDED.at",
                worker=worker.id,
                lat=point.latitude,
                lon=point.longitude,
                accuracy=accuracy_m,
                at=at,
            )
        )
        self.invalidate_model()

    def _point(self):
        self.ensure_one()
        return Point(self.latitude, self.longitude)
