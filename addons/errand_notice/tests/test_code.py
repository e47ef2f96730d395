# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ErrandNoticeCommon


@tagged("post_install", "-at_install")
class TestCode(ErrandNoticeCommon):
    def setUp(self):
        super().setUp()
        self.task = self._create_task("picked_up")
        self.order = self.task.order_id.with_user(self.customer)

    def _ask(self, method):
        """Ask as the customer; uses are counted in a transaction of their own."""
        with self.enter_registry_test_mode():
            getattr(self.order, method)()

    def _texts(self):
        told = self._told(self.task.order_id, "recipient")
        for notice in told.filtered(lambda notice: notice.state == "queued"):
            notice._deliver()
        return self._log().mapped("text")

    def test_the_customer_sends_the_code_again(self):
        """R0.11: Code re-sent by SMS; it stays the same."""
        code = self.task._delivery_code()

        self._ask("_customer_resend_code")

        self.assertEqual(self.task._delivery_code(), code)
        self.assertIn(code, self._texts()[-1])

    def test_a_new_code_kills_the_old_one(self):
        """R0.11: Re-issuing changes the code, and the recipient gets the new one."""
        old = self.task._delivery_code()

        self._ask("_customer_renew_code")

        new = self.task._delivery_code()
        self.assertNotEqual(new, old)
        self.assertFalse(self.task._try_code(old, self.courier._actor()))
        self.assertTrue(self.task._try_code(new, self.courier._actor()))
        self.assertIn(new, self._texts()[-1])

    def test_what_was_done_with_the_code_is_logged_without_it(self):
        """R0.11: The log says that a code was sent, not which."""
        self._ask("_customer_resend_code")
        self._ask("_customer_renew_code")

        events = self.task.order_id.event_ids.filtered(lambda e: e.kind == "code")
        self.assertEqual(
            events.mapped("label"),
            ["New delivery code made", "Delivery code sent again"],
        )
        self.assertEqual(events.user_id, self.customer)

    def test_a_customer_asks_three_times_an_hour(self):
        """R0.11: SMS cost money: sending again is limited."""
        for _time in range(3):
            self._ask("_customer_resend_code")

        with self.assertRaisesRegex(UserError, "in an hour"):
            self._ask("_customer_resend_code")
        with self.assertRaisesRegex(UserError, "in an hour"):
            self._ask("_customer_renew_code")

    def test_nobody_asks_for_anothers_code(self):
        stranger = self._create_portal_user("errand_stranger", "Sid Stranger")
        for user in (stranger, self.courier_user):
            with self.assertRaisesRegex(UserError, "not your order"):
                self.task.order_id.with_user(user).sudo(False)._customer_resend_code()

    def test_a_code_that_was_given_is_not_sent_again(self):
        self.task._try_code(self.task._delivery_code(), self.courier._actor())

        with self.assertRaisesRegex(UserError, "no delivery code"):
            self._ask("_customer_renew_code")

    def test_an_errand_that_ended_has_no_code(self):
        task = self._create_task("done")

        with self.assertRaisesRegex(UserError, "no delivery code"):
            task.order_id.with_user(self.customer)._customer_resend_code()

    def test_a_recipient_without_number_is_said(self):
        task = self._create_task("assigned")
        task.order_id.dropoff_contact_id.phone = False

        with self.assertRaisesRegex(UserError, "no phone number"):
            task.order_id.with_user(self.customer)._customer_resend_code()

    def test_a_dispatcher_sends_and_renews_too(self):
        """R0.11: Support helps whoever did not get their code."""
        task = self.task.with_user(self.dispatcher)
        old = self.task._delivery_code()

        task.action_resend_code()
        task.action_reset_code()

        self.assertNotEqual(self.task._delivery_code(), old)
        codes = self._codes(self.task.order_id, "recipient")
        self.assertEqual(codes[-2:], ["recipient_code", "recipient_new_code"])

    def test_a_clerk_does_not_send_codes(self):
        with self.assertRaises(AccessError):
            self.task.with_user(self.clerk).action_resend_code()
