# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from typing import NamedTuple

from psycopg2.errors import LockNotAvailable

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..engine.actor import SYSTEM, SYSTEM_ACTOR
from ..exceptions import MoveLost, MoveRefused, RecordBusy

#: How long a move that must happen waits for another one to end.
LOCK_TIMEOUT = "4s"


class Transition(NamedTuple):
    """From where a state may be entered, by whom, and what must hold."""

    sources: frozenset
    roles: frozenset
    guards: tuple = ()


class ErrandMoveMixin(models.AbstractModel):
    """The one door: every change of ``state`` goes through ``_move_to`` (design 3).

    The model that inherits it has the field ``state``, a readonly Selection.
    """

    _name = "errand.move.mixin"
    _description = "Record With One Door For Its State"

    #: The field of ``errand.event`` that points to the record.
    _event_field = "order_id"

    def _transitions(self):
        """Map each state to the ``Transition`` that enters it."""
        raise NotImplementedError

    def _prepare_event_values(self):
        """Return the ids under which an event of this record is kept."""
        raise NotImplementedError

    def _log_moves(self, before, actor, key, reason):
        """Append each move to the log. Records outside of orders keep their own."""
        self.env["errand.event"]._log_moves(self, before, actor, key, reason)

    def _moved_by(self, target, actor, key):
        """Return the records that this actor put in ``target`` with this key."""
        return self.env["errand.event"]._moved_by(self, target, actor, key)

    # === GUARD === #

    def _door_fields(self):
        """Return the fields that only the suite's own code writes."""
        return {"state"}

    @api.model_create_multi
    def create(self, vals_list):
        """Override: whoever has rights on the record still has none on its state."""
        for values in vals_list:
            self._check_written(values)
        return super().create(vals_list)

    def write(self, vals):
        """Override: ``readonly`` guards only the screen, not what a client sends."""
        self._check_written(vals)
        return super().write(vals)

    def _check_written(self, values):
        """Refuse values that are not the user's to write.

        :raise AccessError: names the fields
        """
        refused = self._door_fields() & set(values)
        if refused and not self.env.su:
            raise AccessError(
                self.env._(
                    "This is changed by its own actions only: %s", ", ".join(refused)
                )
            )

    # === THE DOOR === #

    def _move_to(
        self,
        target,
        actor=SYSTEM_ACTOR,
        key=None,
        reason=None,
        contest=False,
        each=None,
        is_locked=False,
        **values,
    ):
        """Put every record in ``target``, or refuse them all.

        Lock, check, write, log, then the hook. Records that the same actor already
        moved with the same key are left alone, so a retried webhook or a double tap
        is harmless; the system's own moves need no key.

        :param actor: ``Actor`` who asks
        :param key: the request's key, the same on every try
        :param reason: a short code or sentence, without personal data
        :param contest: several want it: never wait for a lock, tell losers at once
        :param each: dict of record id to fields that differ from one to the next
        :param is_locked: this transaction holds the rows already, read after the lock
        :param values: fields to write with the state
        :return: the records that moved
        :raise RecordBusy: locked by someone else at this moment
        :raise MoveLost: another actor made this move first
        :raise MoveRefused: not possible from the present state, or not for this actor
        """
        if not is_locked:
            self._lock_for_move(contest)
        # From here the actor counts, not the rights of whoever is signed in: the
        # caller has checked them, and a customer has none on state or tasks.
        moving = (self - self._already_moved(target, actor, key)).sudo()
        moving._check_move(target, actor, contest)
        before = {record.id: record.state for record in moving}
        moving._write_moved({"state": target, **values}, each)
        moving._log_moves(before, actor, key, reason)
        moving._on_moved(target, actor, before)
        return moving

    def _write_moved(self, values, each):
        """Write the state, in as few writes as the values of each allow."""
        if not each:
            self.write(values)
            return
        for own, records in self.grouped(
            lambda record: tuple(sorted(each[record.id].items()))
        ).items():
            records.write({**values, **dict(own)})

    def _on_moved(self, target, actor, before):
        """Hook: other modules react here, never in ``write``.

        :param before: dict of record id to the state it came from
        """

    def _already_moved(self, target, actor, key):
        """Return the records that need no move.

        :raise MoveLost: one is there already by someone else's hand
        """
        there = self.filtered(lambda record: record.state == target)
        if actor.role == SYSTEM:
            return there
        if not key:
            if there:
                raise MoveLost(there._lost_message(target))
            return there
        repeated = self._moved_by(target, actor, key)
        if there - repeated:
            raise MoveLost((there - repeated)._lost_message(target))
        return repeated

    def _check_move(self, target, actor, contest):
        """Refuse records that cannot enter ``target``, or not by this actor."""
        transition = self._transitions()[target]
        refused = self.filtered(lambda record: record.state not in transition.sources)
        if refused and contest:
            raise MoveLost(refused._lost_message(target))
        if refused:
            raise MoveRefused(refused._refused_message(target))
        if self and actor.role not in transition.roles:
            raise MoveRefused(self._refused_message(target))
        for guard in transition.guards:
            getattr(self, guard)(actor)

    # === LOCKS === #

    def _lock_for_move(self, contest):
        """Lock the rows a move of these records needs, in one order for everybody."""
        self._lock_rows(contest)

    def _lock_rows(self, contest):
        """Take FOR NO KEY UPDATE on these rows, lowest id first.

        :raise RecordBusy: held by another transaction (a contest asks only once, other
            moves wait up to LOCK_TIMEOUT)
        """
        rows = self.sorted("id")
        if contest:
            if rows.try_lock_for_update(allow_referencing=True) != rows:
                raise RecordBusy(self._busy_message())
            return
        cr = self.env.cr
        try:
            with cr.savepoint(flush=False):
                cr.execute(SQL("SET LOCAL lock_timeout = %s", LOCK_TIMEOUT))
                cr.execute(
                    SQL(
                        "SELECT id FROM %s WHERE id IN %s"
                        " ORDER BY id FOR NO KEY UPDATE",
                        SQL.identifier(self._table),
                        tuple(rows.ids) or (0,),
                    )
                )
                cr.execute("SET LOCAL lock_timeout = DEFAULT")
        except LockNotAvailable as error:
            raise RecordBusy(self._busy_message()) from error
        # What was cached before the lock may be older than the row.
        rows.invalidate_recordset()

    # === MESSAGES === #

    def _busy_message(self):
        return self.env._("Someone else is changing this right now. Please try again.")

    def _lost_message(self, target):
        return self.env._("Somebody else was faster.")

    def _refused_message(self, target):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(records)s cannot become “%(state)s”.",
            records=", ".join(self.mapped("display_name")),
            state=labels[target],
        )
