# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class Website(models.Model):
    """New sites let anyone sign up, as the first ones do (R0.14)."""

    _inherit = "website"

    auth_signup_uninvited = fields.Selection(default="b2c")

    def _get_canonical_url(self):
        """Override of ``website``: an address with dots for folders has no other name.

        Odoo refuses to join it, and its page for "not found" would be a server error.
        """
        try:
            return super()._get_canonical_url()
        except ValueError:
            return self.get_base_url()
