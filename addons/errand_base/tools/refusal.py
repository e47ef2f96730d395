# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What more than one add-on's routes answer with."""

from odoo.exceptions import UserError
from odoo.http import request


def damaged():
    """Return the error for what no page of ours sends."""
    return UserError(request.env._("This request was damaged. Please try again."))
