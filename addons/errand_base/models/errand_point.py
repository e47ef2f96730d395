# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

REASONS = [
    ("handled_in_time", "Handled in time"),
    ("late", "Late"),
    ("no_show", "Did not come"),
    ("rating", "Rating"),
    ("complaint", "Complaint"),
    ("correction", "Correction"),
]


class ErrandPoint(models.Model):
    """Points of a worker, with their reason. Append-only (R2.7)."""

    _name = "errand.point"
    _description = "Worker Points"
    _order = "id desc"
    _rec_name = "reason"

    worker_id = fields.Many2one(
        "errand.worker", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="worker_id.company_id", store=True, precompute=True, index=True
    )
    order_id = fields.Many2one(
        "errand.order", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    points = fields.Integer(required=True, readonly=True)
    reason = fields.Selection(REASONS, required=True, readonly=True)
    note = fields.Char(readonly=True, help="Why, where somebody decided.")
    corrects_id = fields.Many2one("errand.point", readonly=True, index="btree_not_null")
    at = fields.Datetime(
        "When", required=True, readonly=True, default=fields.Datetime.now
    )
    key = fields.Char(
        required=True, readonly=True, help="What they are for: nothing counts twice."
    )

    _counted_once = models.UniqueIndex("(key)", "These points were given already.")
    # Weights are summed from the index alone, for all people of a branch at once.
    _weighed_idx = models.Index("(worker_id, at) INCLUDE (points)")

    def write(self, vals):  # pylint: disable=method-required-super
        """Points are never changed."""
        raise UserError(self.env._("Points cannot be changed. Give other points."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Points cannot be deleted."))

    @api.model
    def _grant(self, worker, points, reason, key, order=None, **values):
        """Give a worker points (negative: take them), unless the key did already.

        :param values: more fields, such as ``note`` and ``corrects_id``
        """
        points_sudo = self.sudo()  # given by rules and moves, never written by people
        known = points_sudo.search([("key", "=", key)])
        return known or points_sudo.create(
            {
                "worker_id": worker.id,
                "order_id": order and order.id,
                "points": points,
                "reason": reason,
                "key": key,
                **values,
            }
        )
