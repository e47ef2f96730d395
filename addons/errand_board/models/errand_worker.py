# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandWorker(models.Model):
    """Boards hear who comes and goes."""

    _inherit = "errand.worker"

    def _go_on_duty(self):
        """Override of ``errand_dispatch``: boards show who is there."""
        result = super()._go_on_duty()
        self.env["errand.board"]._touch_company(self.sudo().company_id)
        return result

    def _go_off_duty(self):
        """Override of ``errand_dispatch``: boards show who is there."""
        result = super()._go_off_duty()
        self.env["errand.board"]._touch_company(self.sudo().company_id)
        return result
