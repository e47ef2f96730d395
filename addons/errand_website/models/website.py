# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class Website(models.Model):
    """New sites let anyone sign up, as the first ones do (R0.14)."""

    _inherit = "website"

    auth_signup_uninvited = fields.Selection(default="b2c")
