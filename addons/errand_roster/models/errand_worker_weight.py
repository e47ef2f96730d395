# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.weight import rounded

#: Of workers without a branch.
BASE = 100
HALF_LIFE = 30.0
#: Half-lives after which points count for nothing.
GONE = 1000.0


class ErrandWorker(models.Model):
    """Points fade, and make the weight of a worker (R2.7).

    The weight is not stored: it changes with every second, and one query over an
    index gives those of a whole branch.
    """

    _inherit = "errand.worker"

    weight = fields.Integer(
        compute="_compute_weight",
        groups="errand_base.group_branch_manager",
        help="How likely this person is chosen, among all who could do it.",
    )

    def _compute_weight(self):
        weights = self._weights()
        for worker in self:
            worker.weight = weights.get(worker.id, BASE)

    def _weights(self, at=None):
        """Return what these workers weigh, in one query: dict of id to an int >= 1.

        :param at: naive UTC datetime, now without it; later points do not count
        """
        if not self.ids:
            return {}
        self.env["errand.point"].flush_model(["worker_id", "at", "points"])
        self.flush_model(["branch_id"])
        self.env["errand.branch"].flush_model(["weight_base", "points_half_life"])
        at = SQL("%s::timestamp", at or fields.Datetime.now())
        rows = self.env.execute_query(
            SQL(
                "SELECT worker.id, %s FROM errand_worker worker"
                " LEFT JOIN errand_branch branch ON branch.id = worker.branch_id"
                " WHERE worker.id IN %s",
                self._faded_sum(at),
                tuple(self.ids),
            )
        )
        return {worker_id: rounded(total) for worker_id, total in rows}

    @api.model
    def _faded_sum(self, at):
        """Return the SQL of base and faded points of ``worker`` in ``branch``.

        As ``engine.weight`` counts, before it is rounded.

        :param at: SQL of the moment that counts
        """
        return SQL(
            "COALESCE(branch.weight_base, %(base)s) + COALESCE(("
            # Too small a number is an error in SQL; long before it is nothing.
            " SELECT SUM(point.points * power(0.5::float8, LEAST(%(gone)s,"
            "   GREATEST(EXTRACT(EPOCH FROM %(at)s - point.at), 0)::float8 / 86400"
            "   / COALESCE(branch.points_half_life, %(half_life)s)::float8)))"
            " FROM errand_point point"
            " WHERE point.worker_id = worker.id AND point.at <= %(at)s), 0)",
            base=BASE,
            half_life=HALF_LIFE,
            gone=GONE,
            at=at,
        )

    def action_open_points(self):
        """Show the points of this person: how they came about, and when."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_roster.errand_point_action"
        )
        action["domain"] = [("worker_id", "=", self.id)]
        action["display_name"] = self.env._("Points of %s", self.name)
        return action
