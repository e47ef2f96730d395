# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.exceptions import AccessDenied

CREDENTIAL = "errand_handover"


class ResUsers(models.Model):
    """Customers who come from another of our sites stay signed in."""

    _inherit = "res.users"

    def _check_credentials(self, credential, env):
        """Override of ``base``: a handover that our own controller has checked.

        Odoo's login page passes on only the names that it knows. A second factor was
        given at the site that they come from.
        """
        if credential["type"] != CREDENTIAL:
            return super()._check_credentials(credential, env)
        user = self.env.user
        if not self.env["errand.handover"]._redeem(credential.get("token"), user):
            raise AccessDenied()
        return {"uid": user.id, "auth_method": CREDENTIAL, "mfa": "skip"}
