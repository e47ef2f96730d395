# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.errand_base.engine.actor import SYSTEM_ACTOR

from .common import ErrandRosterCommon


@tagged("post_install", "-at_install")
class TestPoints(ErrandRosterCommon):
    """R2.7: points by rules, once for each occasion."""

    def points(self, worker=None):
        """Return pairs of reason and points, the oldest first."""
        found = self.env["errand.point"].search(
            [("worker_id", "=", (worker or self.courier).id)], order="id"
        )
        return [(point.reason, point.points) for point in found]

    def rate(self, task, stars):
        self.env["rating.rating"]._rate_task(
            task, self.customer.partner_id, self.courier.partner_id, stars, ""
        )

    def test_what_is_done_in_time_gives_points(self):
        """R2.7: the task's end gives points, and a repeat gives none."""
        self._create_rule("handled_in_time", 2)
        self._create_rule("late", -3)

        task = self._create_task("done")
        task._deliver(self.courier._actor(), "deliver")

        self.assertEqual(self.points(), [("handled_in_time", 2)])
        self.assertEqual(self.courier.point_ids.order_id, task.order_id)

    def test_a_late_pickup_takes_points(self):
        self._create_rule("handled_in_time", 2)
        self._create_rule("late", -3)
        task = self._create_task("picked_up")
        task.at_pickup_at = self._later(minutes=60)

        actor = self.courier._actor()
        task._try_code(task._delivery_code(), actor)
        task._deliver(actor, "deliver")

        self.assertEqual(self.points(), [("late", -3)])

    def test_a_delivery_after_its_slot_is_late(self):
        task = self._create_task("picked_up")
        until = self._later(minutes=-5)
        task.order_id.sudo().write(
            {"wanted_from": self._later(hours=-2), "wanted_until": until}
        )
        task.done_at = until
        self.assertFalse(task._was_late())

        task.done_at = self._later()

        self.assertTrue(task._was_late())

    def test_bringing_it_back_after_the_slot_is_not_late(self):
        """R2.7: the slot was promised for the way out."""
        task = self._create_task("picked_up")
        task.order_id.sudo().write(
            {
                "wanted_from": self._later(hours=-2),
                "wanted_until": self._later(minutes=-5),
            }
        )
        task._reach("dropoff", self.courier._actor(), "there")
        task._cannot_deliver(self.courier._actor(), "back", "refused")
        back = task.order_id._return_task()

        back.done_at = self._later()

        self.assertFalse(back._was_late())

    def test_who_does_not_come_loses_points(self):
        """R2.7: once, for the claim that was taken away."""
        self._create_rule("no_show", -10)
        task = self._create_task("assigned")

        task._take_from_missing(SYSTEM_ACTOR, None)

        self.assertEqual(self.points(), [("no_show", -10)])

    def test_stars_give_points_and_a_change_counts_as_the_last(self):
        """R2.7: five stars that become one are one star's points in all."""
        self._create_rule("rating", 2, stars=5)
        self._create_rule("rating", -4, stars=1)
        task = self._create_task("done")

        self.rate(task, 5)
        self.rate(task, 5)
        self.rate(task, 1)
        self.rate(task, 3)

        self.assertEqual(self.points(), [("rating", 2), ("rating", -6), ("rating", 4)])

    def test_what_a_courier_thinks_of_a_customer_gives_none(self):
        self._create_rule("rating", 2, stars=5)
        task = self._create_task("done")

        self.env["rating.rating"]._rate_task(
            task, self.courier.partner_id, self.customer.partner_id, 5, ""
        )

        self.assertFalse(self.points())

    def test_the_nearest_rule_counts(self):
        """R2.7: of the branch, else of the company, else everybody's."""
        rules = self.env["errand.point.rule"]
        other = self._create_worker(branch_id=self._create_branch(name="Other").id)
        self._create_rule("late", -1)
        self.assertEqual(rules._points_for("late", self.courier), -1)

        self._create_rule("late", -2, company_id=self.company.id)
        self.assertEqual(rules._points_for("late", self.courier), -2)

        near = self._create_rule(
            "late", -3, company_id=self.company.id, branch_id=self.branch.id
        )
        self.assertEqual(rules._points_for("late", self.courier), -3)
        self.assertEqual(rules._points_for("late", other), -2)
        near.active = False
        self.assertEqual(rules._points_for("late", self.courier), -2)

    def test_another_company_s_rule_does_not_count(self):
        other = self._create_cny_company("Errands of Suzhou")
        self._create_rule("late", -5, company_id=other.id)

        rules = self.env["errand.point.rule"]
        self.assertEqual(rules._points_for("late", self.courier), 0)

    def test_there_is_one_rule_for_an_occasion(self):
        self._create_rule("rating", 2, stars=5)

        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.cr.savepoint(),
        ):
            self._create_rule("rating", 3, stars=5)

    def test_only_ratings_have_stars(self):
        for occasion, stars in (("late", 3), ("rating", 0), ("rating", 6)):
            with (
                self.subTest(occasion=occasion, stars=stars),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.CheckViolation),
                self.cr.savepoint(),
            ):
                self._create_rule(occasion, 1, stars=stars)

    def test_a_manager_corrects_by_a_counter_entry(self):
        """R2.7: nothing is changed; once, with a reason."""
        point = self._grant(-5)
        env = self.env(user=self.manager)
        form = Form(
            env["errand.point.correction"].with_context(default_point_id=point.id)
        )
        form.note = "The lift was out of order"
        form.save().action_correct()
        point.with_user(self.manager)._correct("Once more")

        self.assertEqual(self.points(), [("complaint", -5), ("correction", 5)])
        counter = self.courier.point_ids[0]
        self.assertEqual(counter.note, "The lift was out of order")
        self.assertEqual(counter.corrects_id, point)
        with self.assertRaisesRegex(UserError, "a correction already"):
            counter.with_user(self.manager)._correct("Back again")

    def test_a_correction_has_a_reason_and_a_manager(self):
        point = self._grant(-5)
        with self.assertRaisesRegex(UserError, "say why"):
            point.with_user(self.manager)._correct("  ")
        with self.assertRaises(AccessError):
            point.with_user(self.clerk)._correct("Please")
        self.courier.branch_id = False
        with self.assertRaises(AccessError):
            point.with_user(self.manager)._correct("Not my branch")

    def test_who_manages_elsewhere_does_not_correct_here(self):
        """R2.7, R2.10: points are read by the staff, corrected by the manager."""
        point = self._grant(-5)
        deputy = self._create_staff("branch_manager", "Del Deputy", login="deputy")
        self._create_branch(
            name="Other", user_ids=[Command.link(deputy.id)], manager_id=deputy.id
        )
        self.branch.manager_id = self.manager

        self.assertTrue(point.with_user(deputy).has_access("read"))
        with self.assertRaises(AccessError):
            point.with_user(deputy)._correct("A friend")

    def test_a_manager_does_not_correct_their_own(self):
        worker = self._create_worker(self.manager.partner_id, branch_id=self.branch.id)
        point = self._grant(-5, worker=worker)

        with self.assertRaisesRegex(UserError, "somebody else"):
            point.with_user(self.manager)._correct("I was right")

    def test_points_are_never_changed(self):
        point = self._grant(5)

        with self.assertRaisesRegex(UserError, "cannot be changed"):
            point.points = 500
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            point.unlink()
        with self.assertRaises(AccessError):
            self.env["errand.point"].with_user(self.manager).create(
                {
                    "worker_id": self.courier.id,
                    "points": 5,
                    "reason": "rating",
                    "key": "mine",
                }
            )
