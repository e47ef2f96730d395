# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ErrandRosterCommon


@tagged("post_install", "-at_install")
class TestRosterRights(ErrandRosterCommon):
    """R2.8, R2.10: who reads and writes what of the roster."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls._create_branch(name="Other")
        cls.stranger = cls._create_worker(branch_id=cls.elsewhere.id)
        cls.draft = cls._create_shift()
        cls.published = cls._create_shift(day=1, state="published")
        cls.other = cls._create_shift(
            worker=cls.stranger, branch_id=cls.elsewhere.id, state="published"
        )
        cls.all = cls.draft | cls.published | cls.other

    def seen(self, user):
        shifts = self.env["errand.shift"].with_user(user)
        return shifts.search([("id", "in", self.all.ids)])

    def test_clerks_read_their_branch_s_published_roster_and_their_own(self):
        own = self._create_worker(self.clerk.partner_id, branch_id=self.branch.id)
        mine = self._create_shift(day=2, worker=own)

        self.assertEqual(self.seen(self.clerk), self.published)
        self.assertTrue(mine.with_user(self.clerk).has_access("read"))
        with self.assertRaises(AccessError):
            mine.with_user(self.clerk).note = "Mine"

    def test_managers_write_their_branch_only(self):
        self.assertEqual(self.seen(self.manager), self.draft | self.published)
        self.draft.with_user(self.manager).note = "Keys"
        for work in (
            lambda: self.other.with_user(self.manager).write({"note": "No"}),
            lambda: self.other.with_user(self.manager).action_cancel(),
            lambda: (
                self._create_template(branch_id=self.elsewhere.id)
                .with_user(self.manager)
                .write({"name": "No"})
            ),
            lambda: (
                self._create_roster(branch_id=self.elsewhere.id)
                .with_user(self.manager)
                .action_generate()
            ),
        ):
            with self.assertRaises(AccessError):
                work()

    def test_a_manager_moves_nothing_into_another_branch(self):
        """R2.10: the rules hold for what a write makes of it, too."""
        mine = self.env(user=self.manager)
        template = self._create_template().with_env(mine)
        roster = self._create_roster().with_env(mine)
        absence = mine["errand.absence"].create(
            {
                "worker_id": self.courier.id,
                "start_at": self._at(20, 0),
                "end_at": self._at(21, 0),
            }
        )
        there = {"branch_id": self.elsewhere.id}
        for record, values in (
            (self.draft.with_env(mine), there),
            (template, there),
            (roster, there),
            (absence, {"worker_id": self.stranger.id}),
        ):
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.write(values)

    def test_a_manager_plans_their_own_people(self):
        """R2.10: another branch's people are not theirs to plan."""
        with self.assertRaises(AccessError):
            self.draft.with_user(self.manager).worker_id = self.stranger
        with self.assertRaises(AccessError):
            self.env["errand.shift"].with_user(self.manager).create(
                {
                    "worker_id": self.stranger.id,
                    "branch_id": self.branch.id,
                    "start_at": self._at(20, 8),
                    "end_at": self._at(20, 16),
                }
            )

    def test_who_works_elsewhere_now_does_not_shut_the_roster(self):
        """R2.8: their shifts here keep a name, and can be called off."""
        self.courier.branch_id = self.elsewhere
        self.env.invalidate_all()

        for user in (self.manager, self.clerk):
            shift = self.published.with_user(user)
            self.assertIn(self.courier.name, shift.display_name)
            calendar = shift.with_context(errand_calendar=True)
            self.assertEqual(calendar.display_name, self.courier.name)
        shift = self.published.with_user(self.manager)
        shift.end_at = self._at(1, 15)
        shift.action_cancel()
        self.assertEqual(shift.state, "cancelled")

    def test_a_manager_of_another_branch_only_reads_here(self):
        """R2.10: who is among the staff does not manage by that."""
        deputy = self._create_staff("branch_manager", "Del Deputy", login="deputy")
        self.branch.manager_id = self.manager

        self.assertEqual(self.seen(deputy), self.published)
        with self.assertRaises(AccessError):
            self.published.with_user(deputy).action_cancel()

    def test_dispatchers_see_all_branches_and_outsiders_nothing(self):
        self.assertEqual(self.seen(self.dispatcher), self.all)
        for user in (self.finance, self.courier_user, self.customer):
            with self.assertRaises(AccessError):
                self.seen(user)

    def test_another_company_is_never_in_sight(self):
        """R2.10: the second company's dispatcher sees theirs, and only theirs."""
        company = self._create_cny_company("Errands of Suzhou")
        dispatcher = self._create_staff(
            "dispatcher", "Dan Suzhou", branch=None, company=company, login="suzhou"
        )
        absence = self.env["errand.absence"].create(
            {
                "worker_id": self.courier.id,
                "start_at": self._at(9, 0),
                "end_at": self._at(10, 0),
            }
        )
        swap = self.env["errand.shift.swap"]._request(self.courier, self.published)
        template = self._create_template()
        roster = self._create_roster()
        events = self.env["errand.roster.event"].search([], limit=5)

        self.assertFalse(self.seen(dispatcher))
        for record in (absence, swap, template, roster, events[:1]):
            self.assertTrue(record.with_user(self.dispatcher).has_access("read"))
            self.assertFalse(record.with_user(dispatcher).has_access("read"))

    def test_clerks_read_their_own_absences_only(self):
        own = self._create_worker(self.clerk.partner_id, branch_id=self.branch.id)
        absences = self.env["errand.absence"].create(
            [
                {
                    "worker_id": worker.id,
                    "kind": "sick",
                    "start_at": self._at(9, 0),
                    "end_at": self._at(10, 0),
                }
                for worker in (own, self.courier)
            ]
        )

        seen = (
            self.env["errand.absence"]
            .with_user(self.clerk)
            .search([("id", "in", absences.ids)])
        )
        self.assertEqual(seen.worker_id, own)

    def test_nobody_changes_the_log(self):
        event = self.published.event_ids[:1]
        self.assertEqual(event.to_state, "published")
        for user in (self.manager, self.admin):
            with self.assertRaises(UserError):
                event.with_user(user).write({"reason": "x"})
