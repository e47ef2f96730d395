# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.errand_base.exceptions import MoveLost, MoveRefused

from .common import ErrandRosterCommon


@tagged("post_install", "-at_install")
class TestSwap(ErrandRosterCommon):
    """R2.8: swap request, a colleague's yes, a manager's approval."""

    def setUp(self):
        super().setUp()
        self._tell_by_mail()
        self.mine = self._create_shift(state="confirmed")
        self.theirs = self._create_shift(
            day=1, worker=self.colleague, state="published"
        )
        self.swaps = self.env["errand.shift.swap"]

    def ask(self, colleague=None, other=None):
        return self.swaps._request(self.courier, self.mine, colleague, other)

    def test_a_shift_is_given_away(self):
        """R2.8: asked, accepted, approved; the new person has confirmed by that."""
        swap = self.ask(self.colleague)
        swap._accept(self.colleague, "yes")
        swap.with_user(self.manager).action_approve()

        self.assertEqual(self.mine.worker_id, self.colleague)
        self.assertEqual(self.mine.state, "confirmed")
        self.assertIn("Cole League works on Mon", self._told(self.courier.partner_id))

    def test_two_change_places(self):
        swap = self.ask(self.colleague, self.theirs)
        swap._accept(self.colleague, "yes")
        swap.with_user(self.manager).action_approve()

        self.assertEqual(self.mine.worker_id, self.colleague)
        self.assertEqual(self.theirs.worker_id, self.courier)
        self.assertEqual(self.theirs.state, "confirmed")

    def test_shifts_that_overlap_can_be_swapped(self):
        """R2.8: nobody is at two places afterwards, so it is possible."""
        late = self._create_shift(
            start=12, end=20, worker=self.colleague, state="published"
        )
        # The next day begins early enough to break the rest of a late evening.
        self.theirs.with_user(self.manager).action_cancel()
        swap = self.ask(self.colleague, late)
        swap._accept(self.colleague, "yes")

        swap.with_user(self.manager).action_approve()

        self.assertEqual((self.mine | late).worker_id, self.courier | self.colleague)
        self.assertEqual(late.worker_id, self.courier)

    def test_an_open_request_is_for_the_first_who_takes_it(self):
        """R2.8: the second is told; a repeat of the first is left alone."""
        third = self._create_worker(branch_id=self.branch.id)
        swap = self.ask()
        swap._accept(self.colleague, "yes")
        swap._accept(self.colleague, "yes")

        with self.assertRaisesRegex(MoveLost, "faster"):
            swap._accept(third, "me too")
        self.assertEqual(swap.colleague_id, self.colleague)

    def test_who_is_not_approved_hears_of_no_request(self):
        """R2.8: an applicant of the branch does not read its people's shifts."""
        swap = self.ask()
        self.assertEqual(self.swaps._asked_of(self.colleague), swap)

        for verification in ("pending", "rejected"):
            self.colleague.verification = verification
            self.assertFalse(self.swaps._asked_of(self.colleague))

    def test_who_was_not_asked_cannot_accept(self):
        third = self._create_worker(branch_id=self.branch.id)
        elsewhere = self._create_worker(
            self._create_partner(name="Ed Elsewhere"),
            branch_id=self._create_branch(name="Other").id,
        )
        swap = self.ask(self.colleague)
        for worker in (third, self.courier):
            with self.assertRaisesRegex(MoveRefused, "not asked"):
                swap._accept(worker, "x")
        swap._move_to("declined", actor=self.colleague._actor(), key="no")
        opened = self.ask()

        with self.assertRaisesRegex(MoveRefused, "not asked"):
            opened._accept(elsewhere, "y")
        with self.assertRaisesRegex(MoveRefused, "not asked"):
            opened._accept(self.courier, "z")

    def test_a_colleague_without_time_cannot_accept(self):
        """R2.8: checked when it is asked, and again at each step."""
        swap = self.ask()
        self._create_shift(start=10, end=12, worker=self.colleague)

        with self.assertRaisesRegex(MoveRefused, "Cole League has a shift already"):
            swap._accept(self.colleague, "yes")

    def test_the_rules_are_checked_when_it_is_approved(self):
        swap = self.ask(self.colleague)
        swap._accept(self.colleague, "yes")
        self.env["errand.absence"].create(
            {
                "worker_id": self.colleague.id,
                "start_at": self._at(0, 10),
                "end_at": self._at(0, 11),
            }
        ).with_user(self.manager).action_approve()

        with self.assertRaisesRegex(MoveRefused, "not possible. Cole League is away"):
            swap.with_user(self.manager).action_approve()
        swap.with_user(self.manager).action_refuse()

        self.assertEqual(self.mine.worker_id, self.courier)
        self.assertIn("refused", self._told(self.colleague.partner_id))

    def test_one_shift_is_asked_about_once(self):
        self.ask(self.colleague)

        with self.assertRaisesRegex(UserError, "asked about this shift already"):
            self.ask()

    def test_a_changed_shift_ends_what_was_asked(self):
        """R2.8: the manager moves or cancels the shift meanwhile."""
        first = self.ask(self.colleague)
        self.mine.with_user(self.manager).end_at = self._at(0, 15)
        self.assertEqual(first.state, "cancelled")

        second = self.ask(self.colleague, self.theirs)
        self.theirs.with_user(self.manager).action_cancel()

        self.assertEqual(second.state, "cancelled")

    def test_who_asked_takes_it_back(self):
        swap = self.ask(self.colleague)
        with self.assertRaisesRegex(MoveRefused, "did not ask"):
            swap._move_to("cancelled", actor=self.colleague._actor(), key="a")

        swap._move_to("cancelled", actor=self.courier._actor(), key="b")

        with self.assertRaises(MoveRefused):
            swap._accept(self.colleague, "late")

    def test_what_is_not_theirs_or_over_is_not_given_away(self):
        with self.assertRaisesRegex(UserError, "changed meanwhile"):
            self.swaps._request(self.courier, self.theirs)
        begun = self.env["errand.shift"].create(
            {
                "worker_id": self.courier.id,
                "start_at": self._later(hours=-1),
                "end_at": self._later(hours=1),
            }
        )
        begun.action_publish()
        for colleague in (None, self.colleague):
            with self.assertRaisesRegex(UserError, "begun already"):
                self.swaps._request(self.courier, begun, colleague)

    def test_who_takes_part_does_not_approve(self):
        """R2.8: a manager who swaps is approved by somebody else."""
        own = self._create_worker(self.manager.partner_id, branch_id=self.branch.id)
        swap = self.ask()
        swap._accept(own, "yes")

        with self.assertRaisesRegex(MoveRefused, "Somebody else approves"):
            swap.with_user(self.manager).action_approve()
        swap.with_user(self.dispatcher).action_approve()

        self.assertEqual(self.mine.worker_id, own)

    def test_nobody_edits_what_was_asked(self):
        swap = self.ask(self.colleague).with_user(self.manager)
        for values in ({"state": "approved"}, {"colleague_id": self.courier.id}):
            with self.assertRaises(AccessError):
                swap.write(values)
        with self.assertRaises(AccessError):
            self.swaps.with_user(self.manager).create({"shift_id": self.theirs.id})

    def test_the_manager_hears_of_an_accepted_swap(self):
        self.branch.manager_id = self.manager
        swap = self.ask(self.colleague)
        self.assertIn("asks you to work", self._told(self.colleague.partner_id))
        swap._accept(self.colleague, "yes")

        self.assertIn("would take the shift", self._told(self.manager.partner_id))

    def test_an_open_request_is_told_to_whoever_could_take_it(self):
        """R2.8: not to who works then already."""
        busy = self._create_worker(
            self._create_partner(name="Bea Busy"), branch_id=self.branch.id
        )
        self._create_shift(worker=busy, state="published")

        self.ask()

        self.assertIn("asks you to work", self._told(self.colleague.partner_id))
        self.assertNotIn("asks you to work", self._told(busy.partner_id))
