# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.exceptions import AccessDenied
from odoo.tools import SQL

CREDENTIAL = "errand_code"


class ResUsers(models.Model):
    """Members sign in with a one-time code. Staff do not."""

    _inherit = "res.users"

    def _check_credentials(self, credential, env):
        """Override of ``base``: a code that was just right, for a portal login.

        ``code_id`` is set by our own controller alone: Odoo's login page passes on
        only the names that it knows. A second factor is still asked for.
        """
        if credential["type"] != CREDENTIAL:
            return super()._check_credentials(credential, env)
        user = self.env.user
        if not user._is_portal():
            raise AccessDenied(
                self.env._("Staff sign in with their password, not with a code.")
            )
        if not self.env["errand.code"]._redeem(credential.get("code_id"), user):
            raise AccessDenied()
        return {"uid": user.id, "auth_method": CREDENTIAL, "mfa": "default"}

    def _errand_has_password(self):
        """Tell whether this login has a password at all."""
        self.ensure_one()
        rows = self.env.execute_query(
            SQL(
                "SELECT COALESCE(password, '') <> '' FROM res_users WHERE id=%s",
                self.id,
            )
        )
        return bool(rows and rows[0][0])
