# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.errand_base.engine.geo import Point
from odoo.addons.errand_base.tests.common import BINJIANG, WEST_LAKE, WULIN_SQUARE

from .common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestTrack(ErrandDispatchCommon):
    """Where the courier of a task is, and when they arrive (R0.9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.task = cls._create_open_task()
        cls.actor = cls.courier._actor()

    def setUp(self):
        super().setUp()
        self.task._assign(self.courier, self.actor, "grab-track")

    def _be_at(self, place, worker=None, **ago):
        at = fields.Datetime.now() - timedelta(**ago)
        self.env.flush_all()
        self.env["errand.position"]._report(
            worker or self.courier, Point(*place), 12.0, at
        )

    def _age_stage(self, **values):
        """Put stages into the past."""
        self.task.sudo().write(
            {
                field: fields.Datetime.now() - timedelta(minutes=minutes)
                for field, minutes in values.items()
            }
        )

    # === PLACE === #

    def test_customer_sees_the_courier_from_grab_to_end(self):
        """R0.9: Live while the task is held, and not a moment longer."""
        self._be_at(WEST_LAKE)
        place = self.task._track()["place"]
        self.assertEqual((place["latitude"], place["longitude"]), WEST_LAKE)
        self.assertTrue(place["is_live"])

        self.task._unassign(self.staff_actor, None, "unassigned_by_staff")

        self.assertEqual(self.task._track(), {"is_tracked": False})

    def test_delivered_task_is_not_tracked(self):
        """R0.9: After the end, where a courier goes is their own affair."""
        self._be_at(WEST_LAKE)
        self.task._pick_up(self.actor, "pick-up-track")
        self.task._try_code(self.task._delivery_code(), self.actor)
        self.task._deliver(self.actor, "deliver-track")

        self.assertEqual(self.task._track(), {"is_tracked": False})

    def test_recipient_sees_the_courier_after_the_pick_up(self):
        """R0.9: Where the goods come from is not shown to whoever has the link."""
        self._be_at(WEST_LAKE)
        before = self.task._track(for_recipient=True)
        self.assertIsNone(before["place"])
        self.assertEqual([one.stop for one in before["arrivals"]], ["dropoff"])

        self.task._pick_up(self.actor, "pick-up-track")
        self._be_at(WULIN_SQUARE)

        self.assertTrue(self.task._track(for_recipient=True)["place"]["is_live"])

    def test_recipient_does_not_see_a_position_from_before_the_pick_up(self):
        """R0.9: The last one is the pick-up itself, or on the way to it."""
        self.courier.position_ids.sudo().at = fields.Datetime.now() - timedelta(
            seconds=90
        )
        self.task._pick_up(self.actor, "pick-up-track")

        self.assertIsNone(self.task._track(for_recipient=True)["place"])
        self.assertTrue(self.task._track()["place"])

    def test_old_position_is_never_live(self):
        """R0.9: It is shown as last seen, with its age."""
        self._age_stage(assigned_at=30)
        self._put_on_duty(self.courier, minutes_ago=0)
        self.courier.position_ids.sudo().write(
            {"at": fields.Datetime.now() - timedelta(minutes=12)}
        )

        place = self.task._track()["place"]

        self.assertFalse(place["is_live"])
        self.assertAlmostEqual(place["age_s"], 720, delta=5)

    def test_limit_of_live_is_a_setting(self):
        """R0.9: Each company says when a position is old."""
        self._age_stage(assigned_at=30)
        self.courier.position_ids.sudo().write(
            {"at": fields.Datetime.now() - timedelta(minutes=3)}
        )
        self.assertFalse(self.task._track()["place"]["is_live"])

        self.company.errand_live_minutes = 5

        self.assertTrue(self.task._track()["place"]["is_live"])

    def test_position_from_before_the_grab_is_not_shown(self):
        """R0.9: Where somebody was yesterday is no customer's business."""
        self.courier.position_ids.sudo().write(
            {"at": fields.Datetime.now() - timedelta(hours=20)}
        )

        self.assertIsNone(self.task._track()["place"])

    # === ARRIVAL === #

    def test_arrival_follows_the_courier(self):
        """R0.9: Nearer is sooner; the pick-up comes first."""
        self._be_at(BINJIANG)
        far = self.task._track()
        self._be_at(WEST_LAKE)
        near = self.task._track()

        self.assertEqual([one.stop for one in far["arrivals"]], ["pickup", "dropoff"])
        self.assertFalse(near["is_plan"])
        for one, other in zip(near["arrivals"], far["arrivals"], strict=True):
            self.assertLess(one.earliest, other.earliest)
        self.assertLess(near["arrivals"][0].latest, near["arrivals"][1].latest)

    def test_arrival_counts_the_stay_at_the_pick_up(self):
        """R0.9: Minutes at the pick-up are a setting."""
        self._be_at(WEST_LAKE)
        quick = self.task._track()["arrivals"][-1]

        self.company.errand_pickup_minutes = 45

        slow = self.task._track()["arrivals"][-1]
        self.assertGreaterEqual(slow.earliest - quick.earliest, timedelta(minutes=35))

    def test_without_a_position_the_time_is_a_plan(self):
        """R0.9: It says so, and goes when it has passed."""
        self.task._pick_up(self.actor, "pick-up-track")
        self.courier.position_ids.sudo().unlink()
        track = self.task._track()
        self.assertTrue(track["is_plan"])
        self.assertEqual([one.stop for one in track["arrivals"]], ["dropoff"])

        self._age_stage(picked_up_at=600)

        self.assertFalse(self.task._track()["arrivals"])

    def test_nothing_is_promised_before_the_first_stage(self):
        """R0.9: With neither position nor stage there is no time."""
        self.courier.position_ids.sudo().unlink()

        self.assertFalse(self.task._track()["arrivals"])

    def test_courier_at_the_drop_off_is_there(self):
        """R0.9: No time any more: they are at the door."""
        self._be_at(WULIN_SQUARE)
        self.task._pick_up(self.actor, "pick-up-track")
        self.task._reach("dropoff", self.actor, "there-track")

        track = self.task._track()

        self.assertTrue(track["is_there"])
        self.assertFalse(track["arrivals"])

    # === NEWS === #

    def _told(self):
        """Return how many messages wait for the order's pages."""
        self.env.cr.precommit.run()  # messages are written when it commits
        messages = self.env["bus.bus"].sudo().search([])
        return len(
            messages.filtered(
                lambda one: '"errand/track"' in one.message.replace(" ", "")
            )
        )

    def test_pages_are_told_but_not_flooded(self):
        """R0.9: At most one message in five seconds, with an id and nothing else."""
        self.courier.position_ids.sudo().told_at = False
        before = self._told()
        for seconds in (3, 2, 1, 0):
            self._be_at(WEST_LAKE, seconds=seconds)
        self.assertEqual(self._told() - before, 1)

        self.courier.position_ids.sudo().told_at = fields.Datetime.now() - timedelta(
            seconds=6
        )
        self._be_at(WEST_LAKE)

        self.assertEqual(self._told() - before, 2)
        message = self.env["bus.bus"].sudo().search([], limit=1, order="id desc")
        self.assertIn(f'"payload":{{"id":{self.task.order_id.id}}}', message.message)

    def test_position_without_an_errand_tells_nobody(self):
        """R0.9: Nobody follows a courier who holds nothing."""
        worker = self._create_worker()
        before = self._told()

        self._be_at(WEST_LAKE, worker=worker)

        self.assertEqual(self._told(), before)

    def test_position_changes_no_task(self):
        """Design 3: No stored field of an order or task depends on positions."""
        self.env.flush_all()
        query = "SELECT xmin, ctid FROM errand_task WHERE id = %s"
        self.env.cr.execute(query, [self.task.id])
        row = self.env.cr.fetchone()

        self._be_at(BINJIANG)
        self.env.flush_all()

        self.env.cr.execute(query, [self.task.id])
        self.assertEqual(self.env.cr.fetchone(), row)

    # === STAFF === #

    def test_dispatcher_sees_place_and_age_on_the_task(self):
        """R0.9: And nobody else of the staff."""
        self._be_at(WEST_LAKE)
        seen = self.task.with_user(self.dispatcher)
        self.assertTrue(seen.courier_is_live)
        self.assertEqual(seen.courier_place, "30.25000, 120.15000")

        with self.assertRaises(AccessError):
            self.task.with_user(self.clerk).read(["courier_place"])
