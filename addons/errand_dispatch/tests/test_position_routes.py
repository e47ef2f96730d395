# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.errand_base.tests.common import WEST_LAKE, WULIN_SQUARE

from .common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestPositionRoutes(ErrandDispatchCommon, HttpCase):
    """Positions of a phone that was offline come later, and are checked (R0.9)."""

    def setUp(self):
        super().setUp()
        self.authenticate("errand_courier", "errand_courier")
        self.courier.on_duty_since = fields.Datetime.now() - timedelta(hours=2)
        self.courier.position_ids.sudo().unlink()
        self.env["errand.position.history"]._forget(self.courier)

    def _entry(self, place=WEST_LAKE, **ago):
        at = fields.Datetime.now() - timedelta(**ago)
        return {
            "latitude": place[0],
            "longitude": place[1],
            "accuracy": 9,
            "at": f"{at.isoformat(timespec='seconds')}Z",
        }

    def _send(self, positions):
        self.env.flush_all()
        answer = self.make_jsonrpc_request(
            "/courier/positions", {"positions": positions}
        )
        self.env.invalidate_all()
        return answer

    def _count(self):
        self.env.cr.execute(
            "SELECT count(*) FROM errand_position_history WHERE worker_id = %s",
            [self.courier.id],
        )
        return self.env.cr.fetchone()[0]

    def test_kept_positions_come_in_any_order_and_twice(self):
        """R0.9: The newest counts as the courier's place; none is kept twice."""
        entries = [
            self._entry(minutes=40),
            self._entry(WULIN_SQUARE, minutes=2),
            self._entry(minutes=20),
        ]

        self.assertEqual(self._send(entries), {"kept": 3})
        self._send(entries)

        self.assertEqual(self._count(), 3)
        self.assertEqual(self.courier._position()._point().latitude, WULIN_SQUARE[0])

    def test_older_ones_do_not_replace_the_newest(self):
        """R0.9: What comes late belongs to the history alone."""
        self._send([self._entry(WULIN_SQUARE, minutes=1)])

        self._send([self._entry(minutes=30)])

        self.assertEqual(self.courier._position()._point().latitude, WULIN_SQUARE[0])
        self.assertEqual(self._count(), 2)

    def test_ages_and_times_off_duty_are_left_out(self):
        """R0.9: Neither yesterday, nor tomorrow, nor the courier's own time."""
        entries = [
            self._entry(hours=13),
            self._entry(hours=3),  # before the shift
            self._entry(hours=-1),
            {**self._entry(), "at": "when?"},
            self._entry(hours=1),
        ]

        self.assertEqual(self._send(entries), {"kept": 1})

    def test_an_errand_that_has_ended_meanwhile_counts(self):
        """R0.9: Off duty since, but it was held at that time."""
        task = self._create_open_task()
        task._assign(self.courier, self.courier._actor(), "grab-late")
        held = fields.Datetime.now() - timedelta(hours=5)
        task.assignment_ids.sudo().write(
            {"assigned_at": held, "ended_at": held + timedelta(hours=2)}
        )
        self.courier.on_duty_since = False  # and was never on duty

        answer = self._send([self._entry(hours=4), self._entry(hours=2)])

        self.assertEqual(answer, {"kept": 1})

    def test_a_time_on_duty_that_has_ended_meanwhile_counts(self):
        """R0.9: The phone finds a network after its courier went off duty."""
        self.courier._go_off_duty()

        answer = self._send([self._entry(hours=3), self._entry(hours=1)])

        self.assertEqual(answer, {"kept": 1})

    def test_garbage_is_refused_as_a_whole(self):
        """R0.9: Whatever a phone sends, it gets words, and nothing is kept."""
        good = self._entry(minutes=5)
        garbage = (
            None,
            "x",
            {},
            [None],
            [good, {"latitude": 91, "longitude": 0}],
            [{**good, "latitude": "30"}],
            [{**good, "accuracy": []}],
            [{**good, "worker_id": 1}],
            [{}],
            [good] * 201,
        )
        for positions in garbage:
            with (
                self.subTest(positions=str(positions)[:60]),
                mute_logger("odoo.http"),
                self.assertRaisesRegex(JsonRpcException, "UserError"),
            ):
                self._send(positions)
        self.assertEqual(self._count(), 0)
