# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import ValidationError


class RatingRating(models.Model):
    """Ratings of a task: one record for each direction (R0.13)."""

    _inherit = "rating.rating"

    @api.model
    def _rate_task(self, task, rater, rated, stars, feedback):
        """Keep what ``rater`` thinks of ``rated``; a second time replaces the first.

        :param rater: the partner who rates
        :param rated: the partner who is rated
        :param stars: 1 to 5
        :raise ValidationError: no such number of stars, or the task is not done
        """
        if stars not in range(1, 6):
            raise ValidationError(self.env._("Please choose one to five stars."))
        if task.state != "done":
            raise ValidationError(
                self.env._("You can rate an errand when it has been delivered.")
            )
        task._lock_for_move(contest=False)
        ratings_sudo = self.sudo()  # both sides rate, neither has rights on ratings
        rating = ratings_sudo.search(
            [
                ("res_model", "=", "errand.task"),
                ("res_id", "=", task.id),
                ("partner_id", "=", rater.id),
            ]
        )
        values = {
            "rating": stars,
            "feedback": feedback,
            "consumed": True,
        }
        if rating:
            rating.write(values)
            return rating
        return ratings_sudo.create(
            {
                **values,
                "res_model_id": self.env["ir.model"]._get_id("errand.task"),
                "res_id": task.id,
                "partner_id": rater.id,
                "rated_partner_id": rated.id,
            }
        )
