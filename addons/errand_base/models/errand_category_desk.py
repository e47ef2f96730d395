# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandCategory(models.Model):
    """Kinds of work that is done at a desk of the branch."""

    _inherit = "errand.category"

    is_desk = fields.Boolean(
        "Handled at the Branch",
        help="One of the branch's staff takes it and closes it: no courier, no fee. "
        "Customers do not post it themselves; shop orders and enquiries come so.",
    )
