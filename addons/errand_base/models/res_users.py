# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


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
