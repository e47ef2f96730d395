# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandTask(models.Model):
    """What a worker does gives points (R2.7).

    Written in the transaction of the move: one insert at the end of a task. A grab
    gives none, so nothing slows it.
    """

    _inherit = "errand.task"

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: a task that is done gives points."""
        result = super()._on_moved(target, actor, before)
        if target == "done":
            rules = self.env["errand.point.rule"]
            for task in self:
                occasion = "late" if task._was_late() else "handled_in_time"
                rules._apply(occasion, task.worker_id, f"done:{task.id}", task.order_id)
        return result

    def _was_late(self):
        """Tell whether the pick-up or the delivery came after its time.

        What has no time cannot be late: the slot was the outward way's, so whoever
        brings the goods back is in time.
        """
        self.ensure_one()
        if self.leg == "return":
            return False
        until = self.order_id.wanted_until
        if until and self.done_at > until:
            return True
        came_at = self.at_pickup_at or self.picked_up_at
        return self._has_pickup() and bool(came_at) and came_at > self._arrival_at()

    def _take_from_missing(self, actor, key):
        """Override of ``errand_base``: who does not come loses points."""
        claim = self._active_claims()
        result = super()._take_from_missing(actor, key)
        if claim:
            self.env["errand.point.rule"]._apply(
                "no_show", claim.worker_id, f"no_show:{claim.id}", self.order_id
            )
        return result
