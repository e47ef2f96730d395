# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import ValidationError

from .common import ErrandCommon


class TestRating(ErrandCommon):
    def _rate(self, task, rater, rated, stars):
        ratings = self.env["rating.rating"]
        return ratings._rate_task(task, rater, rated, stars, "Thank you")

    def test_both_sides_rate(self):
        """R0.13: rating both ways; a second time replaces the first."""
        task = self._create_task("done")
        customer, courier = self.customer.partner_id, self.courier.partner_id

        self._rate(task, customer, courier, 3)
        self._rate(task, customer, courier, 5)
        self._rate(task, courier, customer, 4)

        ratings = self.env["rating.rating"].search(
            [("res_model", "=", "errand.task"), ("res_id", "=", task.id)]
        )
        self.assertEqual(sorted(ratings.mapped("rating")), [4, 5])
        self.assertEqual(self.courier.rating_average, 5)
        self.assertEqual(self.courier.rating_count, 1)

    def test_average_over_tasks(self):
        """R0.13: the worker's figure is the mean of all ratings."""
        for stars in (2, 5):
            task = self._create_task("done")
            self._rate(task, self.customer.partner_id, self.courier.partner_id, stars)

        self.courier.invalidate_recordset()
        self.assertEqual(self.courier.rating_average, 3.5)

    def test_what_is_not_done_is_not_rated(self):
        """R0.13: ratings come after the delivery."""
        task = self._create_task("picked_up")

        with self.assertRaisesRegex(ValidationError, "when it has been delivered"):
            self._rate(task, self.customer.partner_id, self.courier.partner_id, 5)

    def test_stars_are_one_to_five(self):
        """R0.13: nothing else is a rating."""
        task = self._create_task("done")
        for stars in (0, 6, None, "5", 2.5):
            with (
                self.subTest(stars=stars),
                self.assertRaisesRegex(ValidationError, "choose one to five stars"),
            ):
                self._rate(
                    task, self.customer.partner_id, self.courier.partner_id, stars
                )
