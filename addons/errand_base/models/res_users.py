# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ResUsers(models.Model):
    """Staff know the branches they work in: record rules ask for them."""

    _inherit = "res.users"

    errand_branch_ids = fields.Many2many(
        "errand.branch",
        "errand_branch_user_rel",
        "user_id",
        "branch_id",
        string="Branches",
    )
    errand_managed_branch_ids = fields.One2many(
        "errand.branch", "manager_id", string="Managed Branches"
    )

    @api.constrains("errand_branch_ids", "company_ids")
    def _check_branches(self):
        """Who works or manages where is checked from this side too (R2.10)."""
        # Whoever changes users may not see every branch of theirs.
        users_sudo = self.sudo()
        branches = users_sudo.errand_branch_ids | users_sudo.errand_managed_branch_ids
        branches._check_people()
