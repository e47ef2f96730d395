# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.errand_base.engine.geo import Point

from ..hooks import drop_position_history
from ..models.errand_position_history import DAYS_AHEAD, REST, TABLE
from .common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestErrandPositionHistory(ErrandDispatchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.history = cls.env["errand.position.history"]
        cls.today = fields.Date.today()

    def _report(self, at, place=(30.30, 120.10), worker=None):
        self.env["errand.position"]._report(
            worker or self.courier, Point(*place), 5.0, at
        )

    def _kept(self, table=TABLE):
        """Return the times that are kept of the courier, sorted."""
        self.env.cr.execute(
            f"SELECT at FROM {table} WHERE worker_id = %s ORDER BY at",  # noqa: S608
            [self.courier.id],
        )
        return [row[0] for row in self.env.cr.fetchall()]

    def _now(self, **ago):
        return fields.Datetime.now() - timedelta(**ago)

    def test_each_position_is_kept(self):
        """R0.9: The history has every position, also one that came late."""
        before = self._kept()
        times = [self._now(minutes=9), self._now(minutes=3), self._now(minutes=6)]

        for at in times:
            self._report(at)

        self.assertEqual(sorted([*before, *times]), self._kept())

    def test_position_that_is_sent_twice_is_kept_once(self):
        """R0.9: A phone that got no answer sends the same again."""
        at = self._now(minutes=4)

        self._report(at)
        kept = self._kept()
        self._report(at)

        self.assertEqual(self._kept(), kept)

    def test_coming_days_have_their_partition(self):
        """R0.9: Reports of this week meet a partition of their own day."""
        days = self.history._days()

        for ahead in range(DAYS_AHEAD + 1):
            self.assertIn(self.today + timedelta(days=ahead), days)
        self._report(self._now(minutes=1))
        self.assertFalse(self._kept(REST))

    def test_missing_partition_fails_no_report(self):
        """R0.9: Where the scheduled action stood still, positions are kept."""
        self.env.cr.execute(f"DROP TABLE {self.history._name_of(self.today)}")
        at = self._now(seconds=0)

        self._report(at)

        self.assertEqual(self._kept(REST), [at])
        self.assertEqual(self.courier._position().at, at)

    def test_partition_takes_what_was_kept_without_it(self):
        """R0.9: A partition that is made late has the positions of its day."""
        part = self.history._name_of(self.today)
        self.env.cr.execute(f"DROP TABLE {part}")
        at = self._now(seconds=0)
        self._report(at)

        self.history._cron_partitions()

        self.assertEqual(self._kept(REST), [])
        self.assertEqual(self._kept(part), [at])

    def test_old_days_are_dropped(self):
        """R0.9: Positions are kept as many days as the setting says, not longer."""
        self.env["ir.config_parameter"].set_param("errand.position_days", "3")
        old = self.today - timedelta(days=4)
        last = self.today - timedelta(days=3)
        for day in (old, last):
            self.history._make_partition(day)
        self._report(self._now(days=5))
        self._report(self._now(days=2))

        self.history._cron_partitions()

        self.assertNotIn(old, self.history._days())
        self.assertIn(last, self.history._days())
        self.assertNotIn(self._now(days=5).date(), {at.date() for at in self._kept()})
        self.assertIn(self._now(days=2).date(), {at.date() for at in self._kept()})

    def test_useless_setting_keeps_a_month(self):
        """R0.9: Whatever is written, nothing is lost or kept for ever."""
        for text, days in (("", 30), ("x", 30), ("-1", 30), ("0", 1), ("7", 7)):
            self.env["ir.config_parameter"].set_param("errand.position_days", text)
            self.assertEqual(self.history._days_kept(), days, text)

    def test_settings_refuse_no_days(self):
        """R0.9: The screen takes no number that would delete all."""
        with self.assertRaisesRegex(ValidationError, "between 1 and"):
            self.env["res.config.settings"].create({"errand_position_days": 0})

    def test_erased_courier_leaves_no_trace(self):
        """R0.9: Where somebody was goes with them."""
        worker = self._put_on_duty(self._create_worker())
        worker_id = worker.id

        worker.unlink()

        self.env.cr.execute(
            f"SELECT count(*) FROM {TABLE} WHERE worker_id = %s",  # noqa: S608
            [worker_id],
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def test_uninstalling_drops_all_and_installing_makes_it(self):
        """R0.9: No table is left behind, and an update makes what is missing."""
        drop_position_history(self.env)
        self.env.cr.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'errand_position_history%'"
        )
        self.assertEqual(self.env.cr.fetchall(), [])

        self.history.init()
        self.history.init()

        self._report(self._now(seconds=0))
        self.assertEqual(len(self._kept()), 1)
