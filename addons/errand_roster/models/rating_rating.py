# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class RatingRating(models.Model):
    """A customer's stars give the worker points (R2.7)."""

    _inherit = "rating.rating"

    @api.model
    def _rate_task(self, task, rater, rated, stars, feedback):
        """Override of ``errand_base``: stars that were changed count as the last."""
        rating = super()._rate_task(task, rater, rated, stars, feedback)
        if rated == task.worker_id.partner_id:
            rating._count_points(task)
        return rating

    def _count_points(self, task):
        """Give the points of the stars, less what this rating gave before.

        The task is locked by the caller: two changes come one after the other.
        """
        self.ensure_one()
        worker = task.worker_id
        points = self.env["errand.point"].sudo()  # customers have no rights on them
        before = points.search([("key", "=like", f"rating:{self.id}:%")])
        wanted = self.env["errand.point.rule"]._points_for(
            "rating", worker, round(self.rating)
        )
        change = wanted - sum(before.mapped("points"))
        if change:
            points._grant(
                worker,
                change,
                "rating",
                f"rating:{self.id}:{len(before) + 1}",
                task.order_id,
            )
