# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.errand_base.exceptions import MoveLost, MoveRefused
from odoo.addons.errand_base.tests.moves import MovesByTheTable
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import MONDAY, ErrandRosterCommon


@tagged("post_install", "-at_install")
class TestShiftMoves(MovesByTheTable, ErrandRosterCommon):
    """R2.8: a shift changes its state by the table only."""

    model = "errand.shift"

    def _in_state(self, state):
        days = self.env["errand.shift"].search_count([])
        return self._create_shift(day=days * 2, state=state)


@tagged("post_install", "-at_install")
class TestShift(ErrandRosterCommon):
    """R2.8: shifts, what they may not be, and who is told."""

    def test_nobody_is_booked_twice(self):
        """R2.8: the sentence says who, when, and what to do."""
        self._create_shift()

        with self.assertRaisesRegex(
            ValidationError,
            "Carl Carrier has a shift already: Mon, Jun 2, 08:00–16:00.*somebody else",
        ):
            self._create_shift(start=15, end=20)

    def test_the_database_refuses_what_no_check_saw(self):
        """R2.8: the last guard, under any isolation level."""
        self._create_shift()
        other = self._create_shift(day=1)
        self.env.flush_all()

        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.ExclusionViolation),
            self.cr.savepoint(),
        ):
            self.env.cr.execute(
                SQL(
                    "UPDATE errand_shift SET start_at = %s, end_at = %s WHERE id = %s",
                    self._at(0, 15),
                    self._at(0, 17),
                    other.id,
                )
            )

    def test_a_cancelled_shift_takes_no_time(self):
        self._create_shift(state="cancelled")

        self.assertTrue(self._create_shift())

    def test_who_is_away_gets_no_shift(self):
        self.env["errand.absence"].create(
            {
                "worker_id": self.courier.id,
                "start_at": self._at(0, 0),
                "end_at": self._at(2, 0),
            }
        ).with_user(self.manager).action_approve()

        with self.assertRaisesRegex(ValidationError, "is away: Mon, Jun 2 – Tue"):
            self._create_shift(day=1)

    def test_there_is_rest_between_two_days(self):
        """R2.8: a company setting; the sentence has both figures."""
        self._create_shift(start=14, end=22)

        with (
            self.assertRaisesRegex(
                ValidationError, "rest only 8 hours beside .*; 11 are needed"
            ),
            self.cr.savepoint(),
        ):
            self._create_shift(day=1, start=6, end=12)
        self.company.errand_rest_hours = 8
        self.assertTrue(self._create_shift(day=1, start=6, end=12))

    def test_a_week_has_its_most(self):
        for day in range(6):
            self._create_shift(day=day)

        with self.assertRaisesRegex(ValidationError, "work 50 hours .* at most 48"):
            self._create_shift(day=6, start=8, end=10)
        self.assertTrue(self._create_shift(day=7))

    def test_a_move_in_the_calendar_is_checked_too(self):
        """R2.8: dragging keeps the checks, as the manager."""
        self._create_shift()
        other = self._create_shift(day=1)

        with self.assertRaises(ValidationError):
            other.with_user(self.manager).write(
                {"start_at": self._at(0, 10), "end_at": self._at(0, 18)}
            )

    def test_a_shift_lasts_a_day_at_most(self):
        for end in (8, 7, 8 + 27):
            with (
                self.subTest(end=end),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.CheckViolation),
                self.cr.savepoint(),
            ):
                self._create_shift(start=8, end=end)

    def test_hours_are_counted(self):
        self.assertEqual(self._create_shift(start=22, end=30.5).hours, 8.5)

    def test_the_branch_is_the_worker_s(self):
        form = Form(self.env["errand.shift"].with_user(self.manager))
        form.worker_id = self.courier

        self.assertEqual(form.branch_id, self.branch)

    # === PUBLISHING, CONFIRMING === #

    def test_people_are_told_when_shifts_are_published(self):
        """R2.8: one job, one message for all of somebody's shifts, in their words."""
        self._tell_by_mail()
        shifts = self._create_shift() | self._create_shift(day=1)
        with trap_jobs() as trap:
            shifts.with_user(self.manager).action_publish()
            trap.assert_jobs_count(1)
            trap.perform_enqueued_jobs()

        self.assertIn(
            "Mon, Jun 2, 08:00–16:00<br>Tue, Jun 3",
            self._told(self.courier.partner_id).replace("<br/>", "<br>"),
        )

    def test_published_twice_nobody_is_told_again(self):
        shift = self._create_shift()
        shift.with_user(self.manager).action_publish()
        with trap_jobs() as trap:
            shift.with_user(self.manager).action_publish()
            trap.assert_jobs_count(0)

    def test_the_person_confirms(self):
        """R2.8: a double tap is one; a colleague cannot."""
        shift = self._create_shift(state="published")
        with self.assertRaisesRegex(UserError, "not your shift"):
            shift._move_to("confirmed", actor=self.colleague._actor(), key="a")

        shift._move_to("confirmed", actor=self.courier._actor(), key="b")
        shift._move_to("confirmed", actor=self.courier._actor(), key="b")

        self.assertEqual(shift.state, "confirmed")
        with self.assertRaises(MoveLost):
            shift._move_to("confirmed", actor=self.manager_actor, key="c")

    def test_a_changed_shift_is_confirmed_anew(self):
        """R2.8: what was confirmed holds for the old time only."""
        shift = self._create_shift(state="confirmed").with_user(self.manager)
        shift.write({"note": "Bring the keys", "start_at": shift.start_at})
        self.assertEqual(shift.state, "confirmed")

        with trap_jobs() as trap:
            shift.start_at = shift.start_at + timedelta(hours=1)
            trap.assert_jobs_count(1)

        self.assertEqual(shift.state, "published")

    def test_whoever_loses_a_shift_to_a_colleague_hears_it(self):
        """R2.8: with the hours that they had; a draft was never theirs to know."""
        self._tell_by_mail()
        draft = self._create_shift(day=3)
        shift = self._create_shift(state="confirmed")

        (shift | draft).with_user(self.manager).write({"worker_id": self.colleague.id})

        told = self._told(self.courier.partner_id)
        self.assertIn("do not work on Mon, Jun 2, 08:00–16:00.", told)

    def test_shifts_that_are_cancelled_together_are_told_in_one(self):
        self._tell_by_mail()
        shifts = self._create_shift(state="confirmed")
        shifts |= self._create_shift(day=1, state="confirmed")

        shifts.with_user(self.manager).action_cancel()

        told = self._told(self.courier.partner_id)
        self.assertIn("Mon, Jun 2, 08:00–16:00", told)
        self.assertIn("Tue, Jun 3, 08:00–16:00", told)

    def test_a_draft_is_not_confirmed(self):
        with self.assertRaisesRegex(MoveRefused, "cannot become “Confirmed”"):
            self._create_shift()._move_to("confirmed", actor=self.courier._actor())

    def test_only_drafts_are_deleted(self):
        self._create_shift().with_user(self.manager).unlink()

        with self.assertRaisesRegex(UserError, "Cancel the shift"):
            self._create_shift(state="published").with_user(self.manager).unlink()

    def test_nobody_writes_the_state(self):
        shift = self._create_shift().with_user(self.manager)
        for values in ({"state": "confirmed"}, {"planned_day": MONDAY}):
            with self.assertRaises(AccessError):
                shift.write(values)

    # === ON DUTY === #

    def test_who_is_on_duty_is_one_query(self):
        """R2.8: published and confirmed shifts of the branch that run then."""
        self._create_shift(start=8, end=16, state="published")
        self._create_shift(start=8, end=16, worker=self.colleague)
        other = self._create_worker(branch_id=self.branch.id)
        elsewhere = self._create_branch(name="Other")
        self._create_shift(worker=other, branch_id=elsewhere.id, state="confirmed")
        self.env.flush_all()
        workers = self.env["errand.worker"]

        with self.assertQueryCount(1):
            found = workers._on_duty(self.branch, self._at(0, 8)).ids

        self.assertEqual(found, self.courier.ids)
        self.assertFalse(workers._on_duty(self.branch, self._at(0, 16)))
        self.assertEqual(workers._on_duty(elsewhere, self._at(0, 9)), other)

    def test_a_night_shift_is_on_duty_after_midnight(self):
        self._create_shift(start=22, end=30, state="published")
        workers = self.env["errand.worker"]

        self.assertTrue(workers._on_duty(self.branch, self._at(1, 5)))
        self.assertFalse(workers._on_duty(self.branch, self._at(1, 6)))

    def test_workers_are_found_by_being_on_shift(self):
        self.env["errand.shift"].create(
            {
                "worker_id": self.courier.id,
                "start_at": self._later(hours=-1),
                "end_at": self._later(hours=1),
            }
        ).action_publish()

        found = self.env["errand.worker"].search(
            [("is_on_shift", "=", True), ("company_id", "=", self.company.id)]
        )
        others = self.env["errand.worker"].search(
            [("is_on_shift", "=", False), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(found, self.courier)
        self.assertEqual(others, self.colleague)
        self.assertTrue(self.courier.is_on_shift)
        self.assertFalse(self.colleague.is_on_shift)
