# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError


def uninstall_hook(env):
    """Refuse while the ledger speaks of wallets: its lines would lose their meaning.

    :raise UserError: something was booked
    """
    lines = env["errand.ledger.line"].sudo()  # whoever uninstalls may not read them
    if lines.search_count([("account", "in", ("wallet", "coupon_cost"))], limit=1):
        raise UserError(
            env._(
                "Wallets and coupons were used. The ledger needs this add-on to be "
                "understood, so it stays."
            )
        )
