# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

#: What says whose record it is: its branch, or the worker who leads to it.
PLACE = {"branch_id", "worker_id"}


class ErrandRosterMixin(models.AbstractModel):
    """What moves through the one door, with the log of the roster.

    The model has the fields ``state``, ``branch_id`` and ``company_id``.
    """

    _name = "errand.roster.mixin"
    _description = "Part Of The Roster"
    _inherit = ["errand.move.mixin"]

    def write(self, vals):
        """Override: rules are checked before a write: nobody moves it elsewhere.

        :raise AccessError: to another's branch
        """
        result = super().write(vals)
        if PLACE & set(vals):
            self.check_access("write")
        return result

    def _worker_name(self):
        """Return whose it is. Who works in another branch now has a name here still."""
        return self.worker_id.sudo().name

    def _prepare_event_values(self):
        """Override of ``errand_base``: the ids of this part."""
        return {
            self._event_field: self.id,
            "branch_id": self.branch_id.id,
            "company_id": self.company_id.id,
        }

    def _log_moves(self, before, actor, key, reason):
        """Override of ``errand_base``: the roster has a log of its own."""
        now = fields.Datetime.now()
        # The log is written for people who may not write it themselves.
        self.env["errand.roster.event"].sudo().create(
            [
                {
                    **record._prepare_event_values(),
                    "at": now,
                    "from_state": before[record.id],
                    "to_state": record.state,
                    "actor_role": actor.role,
                    "user_id": actor.user_id or False,
                    "worker_id": actor.worker_id or False,
                    "request_key": key,
                    "reason": reason,
                }
                for record in self
            ]
        )

    def _moved_by(self, target, actor, key):
        """Override of ``errand_base``: as above."""
        events = (
            self.env["errand.roster.event"]
            .sudo()  # who repeats a request need not read the log
            .search(
                [
                    (self._event_field, "in", self.ids),
                    ("to_state", "=", target),
                    ("actor_role", "=", actor.role),
                    ("user_id", "=", actor.user_id or False),
                    ("worker_id", "=", actor.worker_id or False),
                    ("request_key", "=", key),
                ]
            )
        )
        return self.browse(events[self._event_field].ids) & self

    def _check_manager(self):
        """Return the actor of a manager who may write these.

        :raise AccessError: no manager, or not of these branches
        """
        self.check_access("write")
        return self.env["errand.order"]._staff_actor()
