# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..models.errand_duty import DAYS_KEPT
from .common import ErrandDispatchCommon

NOON = datetime(2031, 5, 6, 12)
HOUR = timedelta(hours=1)


@tagged("post_install", "-at_install")
class TestErrandDuty(ErrandDispatchCommon):
    """R2.11: the work of a day is compared by the hours that people were there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.duties = cls.env["errand.duty"]
        cls.courier.on_duty_since = NOON - 3 * HOUR

    def _leave(self, moment, worker=None):
        with freeze_time(moment):
            (worker or self.courier)._go_off_duty()

    def _return(self, moment):
        with freeze_time(moment):
            self.courier._go_on_duty()

    def _hours(self, since, now=NOON):
        with freeze_time(now):
            return self.duties._hours_since(self.courier, since).get(self.courier.id)

    def _kept(self):
        return self.duties.search([("worker_id", "=", self.courier.id)])

    def test_who_goes_off_duty_leaves_a_line(self):
        self._leave(NOON)

        duty = self._kept()
        self.assertFalse(self.courier.on_duty_since)
        self.assertEqual((duty.since, duty.until), (NOON - 3 * HOUR, NOON))
        self.assertEqual(duty.hours, 3)

    def test_going_twice_leaves_one_line(self):
        self._leave(NOON)
        self._leave(NOON + HOUR)

        self.assertEqual(self._kept().until, NOON)

    def test_staff_who_send_somebody_off_duty_leave_the_line_too(self):
        """R2.11: the dispatcher may not write lines, and does not need to."""
        with freeze_time(NOON):
            self.courier.with_user(self.dispatcher).action_end_duty()

        self.assertEqual(self._kept().hours, 3)
        with self.assertRaises(AccessError):
            self._kept().with_user(self.dispatcher).unlink()

    def test_hours_of_a_day_are_those_after_it_began_and_until_now(self):
        self._leave(NOON - 2 * HOUR)
        self._return(NOON - HOUR / 2)

        self.assertEqual(self._hours(NOON - 24 * HOUR), 1.5)
        self.assertEqual(self._hours(NOON - 2.5 * HOUR), 1)
        self.assertEqual(self._hours(NOON - HOUR), 0.5)
        self._leave(NOON)
        self.assertIsNone(self._hours(NOON, now=NOON + HOUR))

    def test_people_see_the_lines_of_their_branches_and_companies(self):
        """R2.11: managers those of their couriers, dispatchers all of the company."""
        self.courier.branch_id = self.branch
        self._leave(NOON)
        elsewhere = self._create_branch(name="Elsewhere")
        other = self._create_staff(
            "branch_manager", "O", branch=elsewhere, login="duty_other"
        )

        for user, sees in ((self.manager, 1), (self.dispatcher, 1), (other, 0)):
            seen = self.duties.with_user(user).search(
                [("worker_id", "=", self.courier.id)]
            )
            self.assertEqual(len(seen), sees, user.name)
        free = self._create_worker()
        abroad = self._create_worker(
            company_id=self._create_cny_company("Errands of Suzhou").id
        )
        for worker in free, abroad:
            worker.on_duty_since = NOON - HOUR
            self._leave(NOON, worker)
        for user in (self.manager, self.dispatcher):
            seen = self.duties.with_user(user).search([]).worker_id
            self.assertIn(free, seen)  # of no branch
            self.assertNotIn(abroad, seen)
        for user in (self.clerk, self.courier.user_id):
            with self.assertRaises(AccessError):
                self.duties.with_user(user).search([])

    def test_the_page_of_a_courier_leads_to_their_lines(self):
        self._leave(NOON)

        action = self.courier.with_user(self.dispatcher).action_open_duty()

        found = self.duties.with_user(self.dispatcher).search(action["domain"])
        self.assertEqual(found, self._kept())

    def test_a_clock_that_was_set_back_keeps_nobody_on_duty(self):
        self._leave(NOON - 4 * HOUR)

        self.assertFalse(self.courier.on_duty_since)
        self.assertEqual(self._kept().hours, 0)

    def test_duty_does_not_end_before_it_began(self):
        values = {"worker_id": self.courier.id, "since": NOON, "until": NOON - HOUR}
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.duties.create(values)

    def test_old_lines_are_forgotten(self):
        self._leave(NOON)

        with freeze_time(NOON + timedelta(days=DAYS_KEPT - 1)):
            self.duties._gc_old()
        self.assertTrue(self._kept())
        with freeze_time(NOON + timedelta(days=DAYS_KEPT + 1)):
            self.duties._gc_old()
        self.assertFalse(self._kept())
