# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.errand_base.engine.geo import Point

from .common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestErrandPosition(ErrandDispatchCommon):
    def test_newest_position_is_kept_in_one_row(self):
        """R0.5: A courier is at one place: the last one measured."""
        now = fields.Datetime.now()
        earlier = fields.Datetime.subtract(now, minutes=3)
        positions = self.env["errand.position"]

        positions._report(self.courier, Point(30.30, 120.10), 5.0, now)
        positions._report(self.courier, Point(30.20, 120.20), 5.0, earlier)

        position = positions.search([("worker_id", "=", self.courier.id)])
        self.assertEqual((position.latitude, position.longitude), (30.30, 120.10))
        self.assertEqual(position.at, now)

    def test_position_is_never_in_the_future(self):
        """R0.9: A phone with a wrong clock does not stay live for ever."""
        future = fields.Datetime.add(fields.Datetime.now(), days=1)

        self.env["errand.position"]._report(
            self.courier, Point(30.30, 120.10), 5.0, future
        )

        self.assertLessEqual(self.courier._position().at, fields.Datetime.now())

    def test_only_dispatchers_read_positions(self):
        """R0.5: Where a courier is concerns the dispatcher, and nobody else."""
        position = self.courier._position()

        self.assertTrue(position.with_user(self.dispatcher).latitude)
        for user in (self.clerk, self.customer, self.courier_user):
            with self.assertRaises(AccessError):
                position.with_user(user).mapped("latitude")
