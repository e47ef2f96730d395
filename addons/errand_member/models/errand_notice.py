# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandNotice(models.Model):
    """Members are told over the phone that they bound."""

    _inherit = "errand.notice"

    def _number(self):
        """Override of ``errand_notice``: a member's own number is the bound one."""
        phone = not self.contact_id and self.partner_id._errand_phone()
        return phone._decrypted_phone() if phone else super()._number()
