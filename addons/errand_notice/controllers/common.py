# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the routes of this add-on check first."""

from odoo.exceptions import UserError
from odoo.http import request

#: Uses by one person in a minute.
USES, SECONDS = 60, 60


def count_use(scope):
    """Refuse a person who asks too often.

    :raise UserError: too often
    """
    limits = request.env["errand.rate.limit"]
    if not limits._is_allowed(scope, request.env.uid, USES, SECONDS):
        raise UserError(
            request.env._("That was too often. Please wait a minute and try again.")
        )
