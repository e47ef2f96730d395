# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import date, timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import MONDAY, ErrandRosterCommon


@tagged("post_install", "-at_install")
class TestRoster(ErrandRosterCommon):
    """R2.8: shifts per period from templates, by a job."""

    def shifts(self):
        return self.env["errand.shift"].search([("branch_id", "=", self.branch.id)])

    def generate(self, roster):
        with trap_jobs() as trap:
            roster.with_user(self.manager).action_generate()
            trap.assert_jobs_count(1)
            trap.perform_enqueued_jobs()

    def test_a_job_makes_the_shifts_of_the_templates(self):
        """R2.8: each day, each person, in the hours of the branch."""
        self._create_template(note="Back door")
        roster = self._create_roster(days=2)

        self.generate(roster)

        self.assertEqual(roster.state, "generated")
        self.assertEqual(len(self.shifts()), 4)
        shift = self.shifts()[0]
        self.assertEqual(shift.start_at, self._at(0, 8))
        self.assertEqual(shift.note, "Back door")
        self.assertEqual(roster.shift_count, 4)
        self.assertEqual(roster.hours, 32)

    def test_generated_twice_it_is_the_same(self):
        """R2.8: idempotent; what a manager changed stays changed."""
        self._create_template(end_hour=14)
        roster = self._create_roster()
        self.generate(roster)
        moved, cancelled = self.shifts()[:2]
        moved.with_user(self.manager).write({"end_at": self._at(0, 15)})
        cancelled.with_user(self.manager).action_cancel()

        self.generate(roster)
        roster._generate()

        self.assertEqual(len(self.shifts()), 14)
        self.assertEqual(moved.end_at, self._at(0, 15))
        self.assertEqual(cancelled.state, "cancelled")
        self.assertEqual(roster.planned_count, 0)

    def test_a_job_that_is_lost_is_asked_for_again(self):
        """R2.8: killed in the middle, nothing is there; asked again, all of it."""
        self._create_template()
        roster = self._create_roster(days=1)
        with trap_jobs() as trap:
            roster.with_user(self.manager).action_generate()
            roster.with_user(self.manager).action_generate()
            trap.assert_jobs_count(1)
        self.assertEqual(roster.state, "generating")

        self.generate(roster)

        self.assertEqual(len(self.shifts()), 2)

    def test_the_preview_writes_no_shift(self):
        """R2.8: counts, and what is not possible with its reason."""
        self._create_template(needed=3)
        roster = self._create_roster(days=1)

        roster.with_user(self.manager).action_try()

        self.assertFalse(self.shifts())
        self.assertEqual(roster.state, "draft")
        self.assertEqual((roster.planned_count, roster.refusal_count), (2, 1))
        self.assertEqual(roster.refusal_ids.kind, "too_few")
        self.assertIn("1 more are needed", roster.refusal_ids.text)

    def test_refused_people_are_named_with_the_reason(self):
        self._create_template(self.courier)
        self._create_shift(start=10, end=12)
        roster = self._create_roster(days=1)

        roster.with_user(self.manager).action_try()

        self.assertEqual(roster.refusal_ids.worker_id, self.courier)
        self.assertEqual(
            roster.refusal_ids.text,
            "Carl Carrier has a shift already: Mon, Jun 2, 10:00–12:00.",
        )

    def test_who_is_not_approved_or_gone_is_not_planned(self):
        self._create_template(self.courier | self.colleague)
        self.courier.verification = "rejected"
        self.colleague.active = False
        roster = self._create_roster(days=1)

        self.generate(roster)

        self.assertFalse(self.shifts())

    def test_a_night_over_the_change_of_clocks(self):
        """R2.8: Berlin, 30 March 2031: the night has seven hours."""
        self.branch.tz = "Europe/Berlin"
        self._create_template(self.courier, start_hour=22, end_hour=6)
        day = date(2031, 3, 29)
        roster = self._create_roster(day_from=day, day_until=day)

        self.generate(roster)

        self.assertEqual(self.shifts().hours, 7)
        self.assertEqual(roster.shift_count, 1)

    def test_publishing_tells_everybody(self):
        """R2.8: all drafts of the period, and only of this branch."""
        self._create_template()
        roster = self._create_roster(days=2)
        later = self._create_shift(day=5)
        with self.assertRaisesRegex(UserError, "nothing to publish"):
            roster.with_user(self.manager).action_publish()
        self.generate(roster)

        roster.with_user(self.manager).action_publish()

        self.assertEqual(set((self.shifts() - later).mapped("state")), {"published"})
        self.assertEqual(later.state, "draft")
        self.assertEqual(roster.draft_count, 0)

    def test_queries_do_not_grow_with_people(self):
        """R2.8: five people or fifty, the same number of queries.

        (Odoo inserts 100 rows a statement: two days of 50 people are one.)
        """

        def count(people, month):
            branch = self._create_branch(name=f"Branch of {people}")
            workers = self.env["errand.worker"]
            for number in range(people):
                workers |= self._create_worker(
                    self._create_partner(name=f"P{people}-{number}"),
                    branch_id=branch.id,
                )
            self._create_template(workers, branch_id=branch.id)
            day = MONDAY + timedelta(days=month * 31)
            roster = self._create_roster(
                branch_id=branch.id, day_from=day, day_until=day + timedelta(days=1)
            )
            roster._move_to("generating", actor=self.manager_actor)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            roster._generate()
            self.env.flush_all()
            self.assertEqual(roster.shift_count, people * 2)
            return self.cr.sql_log_count - before

        count(2, 3)  # warms caches up
        few, many = count(5, 1), count(50, 2)

        self.assertEqual(few, many)
