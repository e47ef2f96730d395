# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class PaymentTransaction(models.Model):
    """A payment keeps amounts and references when its payer is erased."""

    _inherit = "payment.transaction"

    def _erase_payer(self):
        """Empty the payer's own data."""
        names = ("name", "email", "phone", "address", "zip", "city")
        self.write({f"partner_{name}": False for name in names})
