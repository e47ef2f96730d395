# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..exceptions import KeyReused
from ..tools import secret

KEEP_DAYS = 7
KEY_MAX_LENGTH = 64


class ErrandRequest(models.Model):
    """A request that was answered: with its key, it gets the same answer again."""

    _name = "errand.request"
    _description = "Answered Request"
    _order = "id desc"
    _rec_name = "action"

    actor = fields.Char(required=True, readonly=True)
    action = fields.Char(required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    payload_hash = fields.Char(required=True, readonly=True)
    answer = fields.Json(readonly=True)

    _repeat_unique = models.UniqueIndex("(actor, action, key)")
    _age_idx = models.Index("(create_date)")

    @api.model
    def _answer_once(self, actor, action, key, payload, function):
        """Return ``function()``, or what it returned for this key before.

        The answer is kept in the transaction of the work, so both are there or
        neither is. A second request that comes while the first is at work waits for
        it, then conflicts and is run again by the caller's retry.

        :param actor: ``Actor`` who asks
        :param key: chosen by the client, at most 64 characters, kept for 7 days
        :param payload: JSON values that the key stands for
        :param function: returns JSON values
        :raise KeyReused: the key came before with another payload
        """
        who = f"{actor.role}:{actor.user_id}:{actor.worker_id}"
        text = json.dumps(payload, sort_keys=True, default=str)
        # Keyed: a payload may be a short code, which a plain hash would give away.
        payload_hash = secret.digest("request", text)
        request_sudo = self.sudo()  # nobody has rights on this table
        claimed = self.env.execute_query(
            SQL(
                "INSERT INTO errand_request"
                " (actor, action, key, payload_hash, create_date, write_date)"
                " VALUES (%s, %s, %s, %s, now() AT TIME ZONE 'UTC',"
                " now() AT TIME ZONE 'UTC')"
                " ON CONFLICT (actor, action, key) DO NOTHING RETURNING id",
                who,
                action,
                key,
                payload_hash,
            )
        )
        if claimed:
            answer = function()
            request_sudo.browse(claimed[0][0]).answer = answer
            return answer
        known = request_sudo.search(
            [("actor", "=", who), ("action", "=", action), ("key", "=", key)]
        )
        if known.payload_hash != payload_hash:
            raise KeyReused(
                self.env._("This request was already used for something else.")
            )
        return known.answer

    @api.autovacuum
    def _gc_answered(self):
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        self.search([("create_date", "<", limit)], limit=10000).unlink()
