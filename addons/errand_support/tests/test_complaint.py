# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.errand_base.exceptions import MoveRefused

from .common import ErrandSupportCommon


@tagged("post_install", "-at_install")
class TestComplaint(ErrandSupportCommon):
    def test_complaint_has_a_number_and_a_deadline(self):
        """R0.13: Who complains knows until when they are answered."""
        complaint = self._complain(self._delivered())

        self.assertTrue(complaint.name.startswith("C"))
        hours = self.company.errand_complaint_hours
        left = complaint.deadline_at - fields.Datetime.now()
        self.assertAlmostEqual(left / timedelta(hours=1), hours, delta=0.1)

    def test_complaint_holds_the_confirmation_up(self):
        """R0.12, R0.13: Nobody is credited while somebody complains."""
        order = self._delivered()
        complaint = self._complain(order)
        order.task_ids.next_action_at = "2020-01-01 00:00:00"
        with freeze_time(fields.Datetime.now() + timedelta(hours=30)):
            self.env["errand.task"]._sweep()
            self.assertFalse(order.confirmed_at)

            complaint._move_to("withdrawn", actor=complaint._author(), key="key-1")
            self.env["errand.task"]._sweep()

            self.assertTrue(order.confirmed_at)

    def test_timeline_of_the_order_tells_of_complaints(self):
        """R0.13: All of it is in the order's timeline."""
        order = self._delivered()
        complaint = self._complain(order)
        complaint.with_user(self.manager).action_take()

        labels = order.event_ids.mapped("label")

        self.assertIn("Complaint opened", labels)
        self.assertIn("Complaint in review", labels)

    def test_complaint_does_not_disturb_the_moves_of_the_order(self):
        """R0.13: A complaint that is resolved is not the order's own move."""
        order = self._delivered()
        complaint = self._complain(order)
        self._decide(complaint, self.manager)

        self.assertEqual(order.state, "done")
        self.assertEqual(complaint.state, "resolved")

    def test_nobody_is_left_without_an_answer(self):
        """R0.13: Deciding needs words."""
        complaint = self._complain(self._delivered())
        complaint.with_user(self.manager).action_take()

        with self.assertRaisesRegex(UserError, "write an answer"):
            self._decide(complaint, self.manager, answer=" ")

    def test_answer_can_be_contradicted_for_some_days(self):
        """R0.13: The customer has the last word, for a while."""
        complaint = self._complain(self._delivered())
        self._decide(complaint, self.manager)

        complaint._move_to("new", actor=complaint._author(), key="key-1")
        self.assertEqual(complaint.state, "new")
        self._decide(complaint, self.manager)

        with (
            freeze_time(fields.Datetime.now() + timedelta(days=30)),
            self.assertRaisesRegex(UserError, "closed"),
        ):
            complaint._move_to("new", actor=complaint._author(), key="key-2")

    def test_who_looked_into_it_looks_again_when_it_was_opened_anew(self):
        """R0.13: the second look is no repeat of the first one."""
        complaint = self._complain(self._delivered())
        complaint.with_user(self.manager).action_take()
        self._decide(complaint, self.manager)
        complaint._move_to("new", actor=complaint._author(), key="key-1")

        complaint.with_user(self.manager).action_take()
        complaint.with_user(self.manager).action_take()

        self.assertEqual(complaint.state, "in_review")

    def test_complaints_come_in_time_and_not_in_floods(self):
        """R0.13: Too late and too many are refused in words."""
        order = self._delivered()
        for _complaint in range(3):
            self._complain(order)
        with self.assertRaisesRegex(UserError, "looking into it already"):
            self._complain(order)

        late = self._delivered()
        with (
            freeze_time(fields.Datetime.now() + timedelta(days=8)),
            self.assertRaisesRegex(UserError, "too late"),
        ):
            self._complain(late)

    def test_evidence_is_checked_by_its_content(self):
        """R0.13: A program is no picture."""
        order = self._delivered()

        with (
            self.assertRaisesRegex(UserError, "cannot be used"),
            self.env.cr.savepoint(),
        ):
            self._complain(order, files=[("photo.png", b"MZ" + b"\x00" * 100)])

        self.assertFalse(order.complaint_ids)

    def test_overdue_complaint_reminds_the_manager_once(self):
        """R0.13: A deadline that passes is somebody's matter."""
        self.branch.manager_id = self.manager
        complaint = self._complain(self._delivered())
        with freeze_time(fields.Datetime.now() + timedelta(hours=49)):
            self.assertTrue(complaint.is_overdue)
            self.env["errand.complaint"]._escalate()
            self.env["errand.complaint"]._escalate()

        self.assertEqual(complaint.activity_ids.user_id, self.manager)
        self.assertEqual(len(complaint.activity_ids), 1)

    def test_two_who_take_it_at_once_are_told_apart(self):
        """R0.13: One looks into it; the other learns it."""
        complaint = self._complain(self._delivered())
        complaint.with_user(self.manager).action_take()

        with self.assertRaises(UserError):
            complaint.with_user(self.dispatcher).action_take()

        self.assertEqual(complaint.user_id, self.manager)

    def test_outsiders_and_clerks_decide_nothing(self):
        """R0.13, R2.10: Clerks read, outsiders do not even read."""
        complaint = self._complain(self._delivered())

        self.assertTrue(complaint.with_user(self.clerk).description)
        with self.assertRaises(AccessError):
            complaint.with_user(self.clerk).action_take()
        for user in (self.customer, self.courier_user):
            with self.assertRaises(AccessError):
                complaint.with_user(user).read(["description"])

    def test_state_is_written_by_no_client(self):
        """R0.13: Only the actions decide."""
        complaint = self._complain(self._delivered())

        with self.assertRaises(AccessError):
            complaint.with_user(self.manager).write({"state": "resolved"})

    def test_other_branches_and_companies_do_not_see_it(self):
        """R2.10: Complaints stay in their branch."""
        complaint = self._complain(self._delivered())
        other = self._create_cny_company("Errands of Elsewhere")
        stranger = self._create_staff(
            "dispatcher",
            "Other Dispatcher",
            branch=None,
            company=other,
            login="other_d",
        )

        found = self.env["errand.complaint"].with_user(stranger).search([])

        self.assertNotIn(complaint, found)

    def test_resolved_twice_is_done_once(self):
        """R0.13: A second click on the same decision changes nothing."""
        order = self._delivered()
        complaint = self._complain(order)
        wizard = self._decide(complaint, self.manager, refund=5)

        wizard.action_resolve()

        self.assertEqual(len(complaint.resolution_ids), 1)

    def test_withdrawn_complaint_is_not_decided(self):
        """R0.13: What is settled is settled."""
        complaint = self._complain(self._delivered())
        complaint.with_user(self.manager).action_take()
        complaint._move_to("withdrawn", actor=complaint._author(), key="key-1")

        with self.assertRaises(MoveRefused):
            complaint.sudo().answer = "We are sorry."
            complaint._move_to("resolved")
