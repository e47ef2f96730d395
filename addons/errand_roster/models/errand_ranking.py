# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.tools import SQL

from .errand_worker_weight import BASE


class ErrandRanking(models.Model):
    """Who stands where: points, weight, and how it changed. Read only (R2.7)."""

    _name = "errand.ranking"
    _description = "Ranking"
    _order = "rank, id"
    _auto = False
    _rec_name = "worker_id"
    _depends = {
        "errand.point": ["worker_id", "at", "points"],
        "errand.worker": ["active", "branch_id", "company_id", "verification"],
        "errand.branch": ["weight_base", "points_half_life"],
    }

    worker_id = fields.Many2one("errand.worker", readonly=True)
    branch_id = fields.Many2one("errand.branch", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    rank = fields.Integer(
        readonly=True, aggregator=None, help="Within the branch; equals share a place."
    )
    points = fields.Integer("All Points", readonly=True)
    faded_points = fields.Float(
        "Points Now", digits=(10, 1), readonly=True, help="What still counts of them."
    )
    weight = fields.Integer(readonly=True, aggregator="avg")
    change = fields.Integer("Change in 30 Days", readonly=True, help="Of the weight.")

    @property
    def _table_query(self):
        """Return the ranking of this moment: no view in the database to grow old."""
        now = fields.Datetime.now()
        workers = self.env["errand.worker"]
        return SQL(
            """
            SELECT id, worker_id, branch_id, company_id, points, faded_points, weight,
                   weight - weight_before AS change,
                   rank() OVER (PARTITION BY company_id, branch_id
                                ORDER BY total DESC) AS rank
              FROM (SELECT *, total - base AS faded_points,
                           GREATEST(1, floor(total + 0.5))::int AS weight,
                           GREATEST(1, floor(total_before + 0.5))::int AS weight_before
                      FROM (SELECT worker.id, worker.id AS worker_id, worker.branch_id,
                                   worker.company_id,
                                   COALESCE(branch.weight_base, %(base)s) AS base,
                                   %(total)s AS total, %(before)s AS total_before,
                                   COALESCE((SELECT SUM(points) FROM errand_point
                                              WHERE worker_id = worker.id), 0)::int
                                   AS points
                              FROM errand_worker worker
                              LEFT JOIN errand_branch branch
                                ON branch.id = worker.branch_id
                             WHERE worker.active
                               AND worker.verification = 'approved') figures
                   ) weights
            """,
            base=BASE,
            total=workers._faded_sum(SQL("%s::timestamp", now)),
            before=workers._faded_sum(SQL("(%s::timestamp - interval '30 days')", now)),
        )

    def action_open_points(self):
        """Show how the points came about."""
        return self.worker_id.action_open_points()
