# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.errand_base.tests.moves import MovesByTheTable

from .common import ErrandRosterCommon


class AbsenceCommon(ErrandRosterCommon):
    @classmethod
    def _create_absence(cls, first=0, last=1, worker=None, **values):
        """Return a request for whole days, ``last`` not among them."""
        return cls.env["errand.absence"].create(
            {
                "worker_id": (worker or cls.courier).id,
                "start_at": cls._at(first, 0),
                "end_at": cls._at(last, 0),
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestAbsenceMoves(MovesByTheTable, AbsenceCommon):
    """R2.8: an absence changes its state by the table only."""

    model = "errand.absence"

    def _in_state(self, state):
        absence = self._create_absence()
        if state != "requested":
            absence._move_to(state, actor=self.manager_actor)
        return absence


@tagged("post_install", "-at_install")
class TestAbsence(AbsenceCommon):
    """R2.8: who is away, and what becomes of their shifts."""

    def test_an_approval_cancels_the_shifts_of_that_time(self):
        """R2.8: those only, and it is said before."""
        self._tell_by_mail()
        self.company.errand_rest_hours = 0
        inside = self._create_shift(state="confirmed")
        night = self._create_shift(day=-1, start=20, end=26)
        outside = self._create_shift(day=1, start=14, end=20)
        absence = self._create_absence().with_user(self.manager)
        self.assertEqual(absence.shift_count, 2)

        absence.action_approve()

        self.assertEqual((inside | night).mapped("state"), ["cancelled"] * 2)
        self.assertEqual(outside.state, "draft")
        self.assertIn("You are free: Mon, Jun 2.", self._told(self.courier.partner_id))

    def test_a_refusal_changes_nothing(self):
        shift = self._create_shift(state="confirmed")
        self._create_absence().with_user(self.manager).action_refuse()

        self.assertEqual(shift.state, "confirmed")

    def test_people_ask_for_themselves(self):
        """R2.8: a second time for the same days is refused, and so is the past."""
        absences = self.env["errand.absence"]
        span = (self._at(0, 0), self._at(2, 0))

        asked = absences._request(self.courier, *span, "holiday", "")

        self.assertEqual(asked.state, "requested")
        with self.assertRaisesRegex(UserError, "asked for this time already"):
            absences._request(self.courier, *span, "sick", "")
        with self.assertRaisesRegex(UserError, "over already"):
            absences._request(
                self.courier, self._later(days=-3), self._later(days=-1), "sick", ""
            )

    def test_the_manager_hears_that_somebody_asks(self):
        """R2.8: whole days are named without hours, the last one too."""
        self._tell_by_mail()
        self.branch.manager_id = self.manager

        span = (self._at(0, 0), self._at(2, 0))
        self.env["errand.absence"]._request(self.courier, *span, "holiday", "")

        told = self._told(self.manager.partner_id)
        self.assertIn("asks to be away: Mon, Jun 2 – Tue, Jun 3.", told)

    def test_people_take_their_own_back(self):
        absence = self._create_absence()
        with self.assertRaisesRegex(UserError, "not your absence"):
            absence._move_to("cancelled", actor=self.colleague._actor(), key="a")

        absence._move_to("cancelled", actor=self.courier._actor(), key="b")

        self.assertEqual(absence.state, "cancelled")

    def test_nobody_decides_about_themselves(self):
        """R2.8: a manager's own absence is for somebody else."""
        own = self._create_worker(self.manager.partner_id, branch_id=self.branch.id)
        absence = self._create_absence(worker=own)

        with self.assertRaisesRegex(UserError, "Somebody else decides"):
            absence.with_user(self.manager).action_approve()
        absence.with_user(self.dispatcher).action_approve()

        self.assertEqual(absence.state, "approved")

    def test_nobody_makes_their_own_by_writing_over_another_s(self):
        """R2.8: what was decided stays with its person, and one's own as it is."""
        own = self._create_worker(self.manager.partner_id, branch_id=self.branch.id)
        decided = self._create_absence()
        decided.with_user(self.manager).action_approve()
        mine = self._create_absence(worker=own)
        mine.with_user(self.dispatcher).action_approve()

        with self.assertRaisesRegex(UserError, "decided for one person"):
            decided.with_user(self.manager).worker_id = own
        with self.assertRaisesRegex(UserError, "Somebody else decides"):
            mine.with_user(self.manager).end_at = self._at(9, 0)

    def test_an_approved_absence_does_not_grow_over_shifts(self):
        absence = self._create_absence()
        absence.with_user(self.manager).action_approve()
        self._create_shift(day=2)

        with self.assertRaisesRegex(ValidationError, "Cancel them first"):
            absence.with_user(self.manager).end_at = self._at(3, 0)

    def test_a_manager_decides_for_their_branch_only(self):
        """R2.10: another branch's absences are another manager's."""
        other = self._create_branch(name="Other")
        worker = self._create_worker(branch_id=other.id)
        absence = self._create_absence(worker=worker)

        with self.assertRaises(AccessError):
            absence.with_user(self.manager).action_approve()
        with self.assertRaises(AccessError):
            self._create_absence(2, 3).with_user(self.clerk).action_approve()
