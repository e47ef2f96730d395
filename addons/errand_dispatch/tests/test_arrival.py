# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..engine.arrival import STEP, Leg, estimate

NOON = datetime(2026, 1, 5, 12, 0)


@tagged("post_install", "-at_install")
class TestArrival(BaseCase):
    def test_windows_add_up_rides_and_stays(self):
        """R0.9: The drop-off is reached after both rides and the stay between."""
        legs = [Leg("pickup", 10, 5), Leg("dropoff", 20)]

        pickup, dropoff = estimate(NOON, NOON, legs)

        self.assertEqual(pickup.earliest, NOON + timedelta(minutes=10))
        self.assertEqual(dropoff.earliest, NOON + timedelta(minutes=35))
        self.assertEqual(dropoff.latest, NOON + timedelta(minutes=45))

    def test_window_begins_and_ends_on_five_minutes(self):
        """R0.9: A window does not change at each look."""
        for minutes in range(0, 90, 7):
            (arrival,) = estimate(NOON, NOON, [Leg("dropoff", minutes)])
            for moment in (arrival.earliest, arrival.latest):
                self.assertFalse((moment - datetime.min) % STEP)
            self.assertLess(arrival.earliest, arrival.latest)
            self.assertLessEqual(arrival.earliest, NOON + timedelta(minutes=minutes))
            self.assertGreaterEqual(arrival.latest, NOON + timedelta(minutes=minutes))

    def test_nobody_arrives_in_the_past(self):
        """R0.9: A ride that should be over ends now."""
        now = NOON + timedelta(minutes=40)

        (arrival,) = estimate(NOON, now, [Leg("dropoff", 10)])

        self.assertEqual(arrival.earliest, now)

    def test_other_errands_widen_the_window(self):
        """R0.9: Who carries more may come later."""
        legs = [Leg("dropoff", 10)]
        (alone,) = estimate(NOON, NOON, legs)

        (loaded,) = estimate(NOON, NOON, legs, extra_minutes=16)

        self.assertEqual(loaded.earliest, alone.earliest)
        self.assertEqual(loaded.latest, alone.latest + timedelta(minutes=15))
