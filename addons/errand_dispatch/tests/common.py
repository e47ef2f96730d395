# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields

from odoo.addons.errand_account.tests.common import ErrandAccountCommon
from odoo.addons.errand_base.engine.geo import Point
from odoo.addons.errand_base.tests.common import WEST_LAKE


class ErrandDispatchCommon(ErrandAccountCommon):
    """A courier on duty beside the lake, and orders that are paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_on_duty(cls.courier)

    @classmethod
    def _put_on_duty(cls, worker, place=WEST_LAKE, minutes_ago=0):
        """Send a courier on duty, with a position of that age."""
        worker._go_on_duty()
        at = fields.Datetime.subtract(fields.Datetime.now(), minutes=minutes_ago)
        cls.env["errand.position"]._report(worker, Point(*place), 10.0, at)
        return worker

    @classmethod
    def _create_open_task(cls, **values):
        """Return the open task of a paid order."""
        order, _payment = cls._create_paid_order(**values)
        return order.task_ids

    def _pool_of(self, worker):
        """Return the tasks that a courier sees."""
        return self.env["errand.task"].union(*(task for task, _km in worker._pool()))

    def _told_of(self, task):
        """Return the couriers who are told of a task that comes or goes."""
        near = task._couriers_near(with_busy=True)[task.id]
        return self.env["errand.worker"].browse(one.worker_id for one in near)
