# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ErrandSupportCommon


@tagged("post_install", "-at_install")
class TestResolution(ErrandSupportCommon):
    def test_refund_is_shared_by_courier_and_support(self):
        """R0.13: A refund after the end never comes from escrow."""
        order = self._delivered(fee=12)
        complaint = self._complain(order)

        self._decide(complaint, self.manager, refund=6, courier_percent=50)
        self._run_refunds(order)

        self.assertEqual(
            self._balances(order),
            {
                "receipts": 6.0,
                "courier_pending": -7.8,
                "support_cost": 3.0,
                "commission": -1.2,
            },
        )
        self.assertEqual(order.payment_state, "partly_refunded")

    def test_refund_after_the_confirmation_comes_from_what_is_owed(self):
        """R0.13: The courier was credited already: the credit is less."""
        order = self._delivered(fee=12)
        order._confirm()
        complaint = self._complain(order)

        self._decide(complaint, self.manager, refund=6, courier_percent=100)

        self.assertEqual(self._balances(order)["courier_payable"], -4.8)

    def test_never_more_is_refunded_than_was_paid(self):
        """R0.2, R0.13: Two refunds together neither."""
        order = self._delivered(fee=12)
        self._decide(self._complain(order), self.manager, refund=10)
        second = self._complain(order)

        with self.assertRaisesRegex(UserError, "More than the customer paid"):
            self._decide(second, self.manager, refund=3)

    def test_high_refunds_are_for_finance(self):
        """R0.13: A manager decides up to a limit."""
        self.company.errand_support_limit = 5
        order = self._delivered(fee=12)
        complaint = self._complain(order)

        with self.assertRaisesRegex(AccessError, "decided by finance"):
            self._decide(complaint, self.manager, refund=6)

        complaint.invalidate_recordset()
        wizard = (
            self.env["errand.complaint.resolve"]
            .with_user(self.finance)
            .create(
                {"complaint_id": complaint.id, "answer": "We are sorry.", "refund": 6}
            )
        )
        wizard.action_resolve()
        self.assertEqual(complaint.state, "resolved")

    def test_refund_waits_for_the_end_of_the_errand(self):
        """R0.13: What is under way is cancelled, not refunded."""
        order, _payment = self._create_paid_order(fee=12)
        complaint = self._complain(order)

        with self.assertRaisesRegex(UserError, "still under way"):
            self._decide(complaint, self.manager, refund=3)

    def test_courier_who_was_right_is_credited(self):
        """R0.13: Re-credit at the cost of support."""
        order = self._delivered(fee=12)
        complaint = self._complain(order, side="courier")

        self._decide(complaint, self.manager, recredit=4, worker_id=self.courier.id)

        balances = self._balances(order)
        self.assertEqual(balances["courier_payable"], -4.0)
        self.assertEqual(balances["support_cost"], 4.0)

    def _points_of_complaints(self):
        # Modules above give points for other reasons too.
        return self.courier.point_ids.filtered(
            lambda point: point.reason == "complaint"
        )

    def test_points_and_suspension_fall_on_the_courier(self):
        """R0.13, R2.7: Points have their reason, and a pause its end."""
        order = self._delivered()
        complaint = self._complain(order)

        self._decide(complaint, self.manager, points=-5, suspend_days=3)

        points = self._points_of_complaints()
        self.assertEqual(points.points, -5)
        self.assertEqual(points.order_id, order)
        self.assertTrue(self.courier._is_suspended())

    def test_decisions_and_points_are_never_changed(self):
        """R0.13: What was decided stays readable."""
        complaint = self._complain(self._delivered())
        self._decide(complaint, self.manager, points=-5)

        with self.assertRaisesRegex(UserError, "cannot be changed"):
            complaint.resolution_ids.points = 5
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            complaint.resolution_ids.unlink()
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            self._points_of_complaints().points = 5
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self._points_of_complaints().unlink()

    def test_half_done_decision_leaves_nothing(self):
        """R0.13: All of it or nothing."""
        order = self._delivered(fee=12)
        complaint = self._complain(order)

        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._decide(complaint, self.manager, refund=99, points=-5)

        self.assertFalse(complaint.resolution_ids)
        self.assertFalse(self._points_of_complaints())
