# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ErrandWorker(models.Model):
    """Whoever takes desk work is a clerk."""

    _inherit = "errand.worker"

    @api.model
    def _desk_worker(self, user, branch):
        """Return the worker that a member of the staff is, made on first use."""
        # A clerk has no rights to make workers, not even oneself.
        workers_sudo = self.sudo()
        worker = workers_sudo.with_context(active_test=False).search(
            [
                ("partner_id", "=", user.partner_id.id),
                ("company_id", "=", branch.company_id.id),
            ]
        )
        if worker:
            worker.filtered(lambda one: not one.is_clerk).is_clerk = True
            return worker
        at_home = branch in user.sudo().errand_branch_ids
        return workers_sudo.create(
            {
                "partner_id": user.partner_id.id,
                "company_id": branch.company_id.id,
                "branch_id": branch.id if at_home else False,
                "is_courier": False,
                "is_clerk": True,
                "verification": "approved",
            }
        )
