# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from .errand_dispatch_policy import COURIER


class ErrandWorker(models.Model):
    """Who can be given a task without being asked (R2.3, R2.8)."""

    _inherit = "errand.worker"

    def _may_be_drawn(self, work, service_class):
        """Return those of these people who do this kind of work now."""
        if work != COURIER:
            return self.filtered("is_clerk")
        return self.filtered(
            lambda worker: (
                worker.is_courier
                and worker.on_duty_since
                and not worker._is_suspended()
                and service_class in worker._seen_classes()
            )
        )

    def _may_be_named(self, task, policy):
        """Tell whether this person could do a task of a policy now, asked by name."""
        self.ensure_one()
        if not self.active or self.verification != "approved":
            return False
        if self.id in task._barred_workers().get(task.id, ()):
            return False
        limit = policy._load_limit_of(self)
        if limit is not None and self._loads().get(self.id, 0) >= limit:
            return False
        if policy.work != COURIER:
            on_shift = self._on_duty(task.branch_id)
            return self in on_shift._may_be_drawn(policy.work, task.service_class)
        return bool(self._may_be_drawn(policy.work, task.service_class))
