# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models

from ..tools.transaction import in_fresh_transaction


class ErrandRateLimit(models.Model):
    """One use of something that may be used only so often."""

    _name = "errand.rate.limit"
    _description = "Use Of A Limited Action"
    _order = "id desc"
    _rec_name = "scope"

    scope = fields.Char(required=True, readonly=True)
    subject = fields.Char(required=True, readonly=True)

    _lookup_idx = models.Index("(scope, subject, create_date)")

    @api.model
    def _is_allowed(self, scope, subject, limit, seconds):
        """Count this use; False when there were ``limit`` in the last ``seconds``.

        Counted in a transaction of its own: a request that fails has been made all
        the same, and guessing must not be free.

        :param subject: who is limited, such as an address or a user id
        """

        def count(env):
            uses_sudo = env["errand.rate.limit"].sudo()  # nobody has rights on it
            since = fields.Datetime.now() - timedelta(seconds=seconds)
            used = uses_sudo.search_count(
                [
                    ("scope", "=", scope),
                    ("subject", "=", str(subject)),
                    ("create_date", ">=", since),
                ],
                limit=limit,
            )
            if used >= limit:
                return False
            uses_sudo.create({"scope": scope, "subject": str(subject)})
            return True

        return in_fresh_transaction(self.env, count)

    @api.autovacuum
    def _gc_uses(self):
        limit = fields.Datetime.now() - timedelta(days=1)
        self.search([("create_date", "<", limit)], limit=100000).unlink()
