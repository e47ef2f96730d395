# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES

from ..engine import flow


class ErrandOrder(models.Model):
    """News of an order's money for its couriers, who may look at it right now."""

    _inherit = "errand.order"

    def _on_tip_raised(self):
        """Override of ``errand_account``: better pay is news to all in range (R0.7).

        Pools show it at once, and whoever is told in waves is told anew.
        """
        result = super()._on_tip_raised()
        tasks_sudo = self.sudo().task_ids  # the customer pays, who sees no tasks
        looking = tasks_sudo.filtered(
            lambda task: task.state == "open" and task.kind != "handle"
        )
        looking._begin_flow(flow.NEW)
        looking._notify_pool()
        self._notify_couriers()
        return result

    def _on_goods_changed(self):
        """Override of ``errand_account``: the courier may be waiting in the shop."""
        result = super()._on_goods_changed()
        self._notify_couriers()
        return result

    def _notify_couriers(self):
        """Tell the couriers who hold tasks of this order that something changed."""
        for task in self.sudo().task_ids:
            if task.state in ACTIVE_TASK_STATES:
                task.worker_id.partner_id._bus_send(
                    "errand/job", {"id": task.id, "state": task.state}
                )
