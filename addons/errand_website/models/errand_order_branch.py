# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandOrder(models.Model):
    """What a customer reads of the branch of their order."""

    _inherit = "errand.order"

    def _page_closed_notice(self):
        """Return that the branch is closed at the wanted time, "" when it is open."""
        self.ensure_one()
        branch_sudo = self.sudo().branch_id  # customers read no branches
        return branch_sudo._closed_notice(self.wanted_from or fields.Datetime.now())
