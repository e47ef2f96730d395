# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from .errand_order_money import MORE_ASKED


class ErrandNotice(models.Model):
    """What a customer who is asked for more is told."""

    _inherit = "errand.notice"

    def _values(self):
        """Override of ``errand_notice``: how much, and where it is paid."""
        values = super()._values()
        if self.kind_id.code == MORE_ASKED:
            values |= self.order_id._more_values()
        return values
