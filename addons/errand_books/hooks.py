# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError


def uninstall_hook(env):
    """Refuse while the ledger speaks of what this add-on does.

    :raise UserError: something was booked
    """
    booked = env["errand.posting"].sudo()  # whoever uninstalls may not read them
    if booked.search_count([], limit=1):
        raise UserError(
            env._(
                "The ledger was posted to the books. This add-on knows what was, so "
                "it stays."
            )
        )
