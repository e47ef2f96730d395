# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import bulk


class ErrandEvent(models.Model):
    """What happened to an order: who, when, from where to where, and why.

    Append-only. Holds ids and codes, never names, phones or addresses, so that
    a person can be erased without touching the log (design 3).
    """

    _name = "errand.event"
    _description = "Order Event"
    _order = "id desc"
    _rec_name = "kind"

    order_id = fields.Many2one(
        "errand.order", required=True, readonly=True, index=True, ondelete="restrict"
    )
    task_id = fields.Many2one(
        "errand.task", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    company_id = fields.Many2one(related="order_id.company_id")
    kind = fields.Selection(
        [
            ("move", "State changed"),
            ("stage", "Stage reached"),
            ("look", "Contact looked at"),
            ("refused", "Refused"),
        ],
        required=True,
        readonly=True,
    )
    at = fields.Datetime("When", required=True, readonly=True)
    from_state = fields.Char(readonly=True)
    to_state = fields.Char(readonly=True)
    actor_role = fields.Selection(
        [
            ("system", "System"),
            ("customer", "Customer"),
            ("courier", "Courier"),
            ("staff", "Staff"),
        ],
        string="Who",
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    worker_id = fields.Many2one("errand.worker", readonly=True, ondelete="restrict")
    request_key = fields.Char(readonly=True)
    reason = fields.Char("Why", readonly=True)

    _task_key_idx = models.Index("(task_id, to_state) WHERE task_id IS NOT NULL")

    def write(self, vals):  # pylint: disable=method-required-super
        """Events are never changed."""
        raise UserError(self.env._("The event log cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The event log cannot be deleted."))

    @api.model
    def _log_moves(self, records, before, actor, key, reason):
        """Append one move event for each record, in one insert.

        :param before: dict of record id to the state it came from
        """
        who = self._prepare_actor_values(actor, key, reason)
        # The log is written for people who may not write it themselves.
        bulk.insert(
            self.sudo(),
            [
                {
                    **record._prepare_event_values(),
                    **who,
                    "kind": "move",
                    "from_state": before[record.id],
                    "to_state": record.state,
                }
                for record in records
            ],
        )

    @api.model
    def _log(self, record, kind, actor, to_state=None, key=None, reason=None, at=None):
        """Append one event that is no move: a stage, a look, a refusal."""
        values = {
            **record._prepare_event_values(),
            **self._prepare_actor_values(actor, key, reason),
            "kind": kind,
            "to_state": to_state,
        }
        if at:
            values["at"] = at
        # The log is written for people who may not write it themselves.
        return self.sudo().create(values)

    @api.model
    def _prepare_actor_values(self, actor, key, reason):
        return {
            "at": fields.Datetime.now(),
            "actor_role": actor.role,
            "user_id": actor.user_id or False,
            "worker_id": actor.worker_id or False,
            "request_key": key,
            "reason": reason,
        }

    @api.model
    def _moved_by(self, records, target, actor, key):
        """Return the records that this actor put in ``target`` with this key."""
        link = records._event_field
        domain = [
            (link, "in", records.ids),
            ("kind", "=", "move"),
            ("to_state", "=", target),
            ("actor_role", "=", actor.role),
            ("user_id", "=", actor.user_id or False),
            ("worker_id", "=", actor.worker_id or False),
            ("request_key", "=", key),
        ]
        if link == "order_id":
            domain += [(field, "=", False) for field in self._subject_fields()]
        # Whoever repeats a request need not be allowed to read the log.
        events = self.sudo().search(domain)
        return records.browse(events[link].ids) & records

    @api.model
    def _subject_fields(self):
        """Return the fields that say which part of an order an event is about.

        All empty: the order itself. Modules add theirs.
        """
        return ["task_id"]
