# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.errand_base.engine.actor import CUSTOMER, Actor
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.tests.common import trap_jobs

from ..exceptions import CallUnavailable
from ..tools.call_api import CallApiLog
from .common import ErrandCallCommon


@tagged("post_install", "-at_install")
class TestCall(ErrandCallCommon):
    def setUp(self):
        super().setUp()
        self.enter_registry_test_mode()

    def _call(self, task, caller="courier", callee="dropoff"):
        actor = task.worker_id._actor()
        if caller == "customer":
            actor = Actor(CUSTOMER, user_id=self.customer.id)
        self.env.flush_all()
        return self.env["errand.call"]._connect(task, caller, callee, actor)

    def test_courier_reaches_the_recipient_by_a_virtual_number(self):
        """R0.10: Neither side's number is in what is shown or kept."""
        bound, _released = self._recorded()
        task = self._held()

        call = self._call(task)

        [(caller, callee)] = bound
        self.assertEqual(caller, "+8613900002222")
        kept = str(call.read())
        for number in (caller, callee):
            self.assertNotIn(number[3:], kept)

    def test_each_use_of_a_number_is_logged(self):
        """R0.10: Connecting is a look at a contact."""
        self._recorded()
        task = self._held()

        self._call(task)

        reasons = task.order_id.event_ids.mapped("reason")
        self.assertIn("masked_call", reasons)

    def test_asked_again_it_is_the_same_number(self):
        """R0.10: A second tap binds nothing more."""
        bound, _released = self._recorded()
        task = self._held()

        self.assertEqual(self._call(task), self._call(task))
        self.assertEqual(len(bound), 1)

    def test_number_that_runs_out_is_replaced(self):
        """R0.10: After half an hour there is a new one."""
        bound, _released = self._recorded()
        task = self._held()
        first = self._call(task)

        with freeze_time(fields.Datetime.now() + timedelta(minutes=29)):
            second = self._call(task)

        self.assertNotEqual(first, second)
        self.assertTrue(first.released_at)
        self.assertEqual(len(bound), 2)

    def test_end_of_the_errand_ends_the_numbers(self):
        """R0.10: Afterwards nobody reaches anybody."""
        _bound, released = self._recorded()
        task = self._held()
        call = self._call(task)

        with trap_jobs() as trap:
            task.with_user(self.dispatcher).action_unassign()
        trap.assert_enqueued_job(call._release)
        call._release()

        self.assertTrue(call.released_at)
        self.assertEqual(released, [call.binding])
        self.assertFalse(task._call_parties("customer"))

    def test_provider_that_is_silent_is_asked_again_later(self):
        """R0.10: A number is not kept for ever because of one lost answer."""
        self._recorded()
        call = self._call(self._held())

        def refuse(api, number, binding):
            raise CallUnavailable("no answer")

        self.patch(CallApiLog, "release", refuse)
        with self.assertRaises(RetryableJobError):
            call._release()

    def test_no_number_is_said_in_words_that_help(self):
        """R0.10: The provider's own words are for staff."""
        task = self._held()

        with self._out_of_numbers(), self.assertRaises(UserError) as caught:
            self._call(task)

        self.assertIn("write in the chat", str(caught.exception))
        self.assertNotIn("isv.", str(caught.exception))

    def test_person_without_a_phone_cannot_be_called(self):
        """R0.10: Said before anything is bound."""
        bound, _released = self._recorded()
        self.customer.partner_id.phone = "not a number"
        task = self._held()

        with self.assertRaisesRegex(UserError, "write in the chat"):
            self._call(task, callee="customer")

        self.assertFalse(bound)

    def test_company_without_a_provider_offers_no_calls(self):
        """R0.10: No button that does nothing."""
        self.company.errand_call_provider = "none"
        task = self._held()

        self.assertFalse(task._can_call())
        self.assertFalse(task._job_summary()["can_call"])
        self.assertIsNone(task.order_id._chat_masked_call("customer"))

    def test_calls_of_others_are_not_read(self):
        """R0.10: Only dispatchers see which calls were made, of their companies."""
        self._recorded()
        call = self._call(self._held())

        self.assertTrue(call.with_user(self.dispatcher).virtual_number)
        for user in (self.clerk, self.customer, self.courier_user):
            with self.assertRaises(AccessError):
                call.with_user(user).read(["virtual_number"])
