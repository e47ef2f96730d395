# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError


class ReasonNeeded(UserError):
    """Something speaks against it: whoever wants it all the same says why."""
