# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandBranch(models.Model):
    """Its managers are told of what goes wrong."""

    _inherit = "errand.branch"

    def _managers(self):
        """Return the users who manage this branch, else those who watch all of them."""
        self.ensure_one()
        return (
            self.manager_id.filtered("active")
            or self.user_ids.filtered(
                lambda user: user.has_group("errand_base.group_branch_manager")
            )
            or self.company_id._errand_dispatchers()
        )
