# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..engine.quiet import after_quiet
from .common import ErrandNoticeCommon

#: In Hangzhou 23:30 and 12:00.
NIGHT, NOON = "2026-03-10 15:30:00", "2026-03-10 04:00:00"
MORNING = datetime(2026, 3, 11, 0, 0)


@tagged("post_install", "-at_install")
class TestQuiet(ErrandNoticeCommon):
    """R2.9: nobody is rung up at night for what can wait."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"errand_quiet_from": 22, "errand_quiet_until": 8})
        cls.kind = cls._kind(cls, "customer_failed")
        cls.kind.write({"waits": True, "use_sms": True, "use_inapp": True})

    def _tell_at(self, moment):
        with freeze_time(moment), trap_jobs() as jobs:
            told = self._create_order()._notify("customer_failed", "test")
        by_channel = {notice.channel: notice for notice in told}
        return by_channel, jobs

    # === THE CLOCK === #

    def _after(self, moment, tz="Asia/Shanghai", start=22.0, end=8.0):
        return after_quiet(datetime.fromisoformat(moment), tz, start, end)

    def test_night_ends_in_the_morning(self):
        """R2.9: on the clock of the branch, over midnight."""
        self.assertEqual(self._after("2026-03-10 15:30"), MORNING)
        self.assertEqual(self._after("2026-03-10 23:59:59"), MORNING)
        for awake in ("2026-03-11 00:00", "2026-03-10 13:59:59", NOON):
            with self.subTest(moment=awake):
                self.assertEqual(self._after(awake), datetime.fromisoformat(awake))

    def test_rest_at_noon_is_possible(self):
        """R2.9: hours that do not pass midnight."""
        self.assertEqual(
            self._after(NOON, start=12.0, end=13.5), datetime(2026, 3, 10, 5, 30)
        )
        self.assertEqual(
            self._after("2026-03-10 03:59", start=12.0, end=13.5),
            datetime(2026, 3, 10, 3, 59),
        )

    def test_equal_hours_are_none(self):
        """R2.9: how quiet hours are switched off."""
        self.assertEqual(
            self._after(NIGHT, start=0.0, end=0.0), datetime.fromisoformat(NIGHT)
        )

    def test_change_of_clocks(self):
        """R2.9: the morning is eight o'clock, however long the night was."""
        for night, morning in (
            ("2026-03-28 22:00", datetime(2026, 3, 29, 6, 0)),
            ("2026-10-24 21:00", datetime(2026, 10, 25, 7, 0)),
        ):
            with self.subTest(night=night):
                self.assertEqual(self._after(night, tz="Europe/Berlin"), morning)
        # At two the clock is put back: 02:30 comes twice, the end is never past.
        for moment in ("2026-10-25 00:30", "2026-10-25 01:15"):
            answer = self._after(moment, tz="Europe/Berlin", start=1.0, end=2.5)
            self.assertGreaterEqual(answer, datetime.fromisoformat(moment))

    # === NOTICES === #

    def test_what_may_wait_waits_till_morning(self):
        """R2.9: the SMS does; what lies in the app disturbs nobody."""
        told, jobs = self._tell_at(NIGHT)

        self.assertEqual(told["sms"].try_at, MORNING)
        self.assertEqual(told["inapp"].state, "sent")
        etas = [job.eta for job in jobs.enqueued_jobs if told["sms"] in job.recordset]
        self.assertEqual([eta.replace(tzinfo=None) for eta in etas], [MORNING])

    def test_repair_does_not_wake_anybody(self):
        """R2.9: a notice that waits is not taken for a lost one."""
        told, _jobs = self._tell_at(NIGHT)

        with freeze_time("2026-03-10 20:00:00"), trap_jobs() as jobs:
            self.notices._repair()
        found = [job for job in jobs.enqueued_jobs if told["sms"] in job.recordset]
        self.assertFalse(found)

    def test_in_the_day_nothing_waits(self):
        """R2.9: nor what is urgent, at any hour."""
        told, _jobs = self._tell_at(NOON)
        self.assertEqual(told["sms"].try_at, datetime.fromisoformat(NOON))

        self.kind.waits = False
        told, _jobs = self._tell_at(NIGHT)
        self.assertEqual(told["sms"].try_at, datetime.fromisoformat(NIGHT))

    def test_hours_lie_in_a_day(self):
        """R2.9: said when they are typed."""
        for values in ({"errand_quiet_from": 24}, {"errand_quiet_until": -1}):
            with self.subTest(**values), self.assertRaises(ValidationError):
                self.company.write(values)
