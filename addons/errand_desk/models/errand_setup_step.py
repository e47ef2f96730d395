# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ErrandSetupStep(models.Model):
    """Whoever answers callers begins at the desk (R2.5)."""

    _inherit = "errand.setup.step"

    @api.model
    def _home_action(self):
        """Override of ``errand_base``: the customer desk, for who has it."""
        if not self.env.user.has_group("errand_base.group_clerk"):
            return super()._home_action()
        return self.env["ir.actions.actions"]._for_xml_id(
            "errand_desk.errand_desk_action"
        )
