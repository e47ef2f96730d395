# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.errand_base.engine.geo import distance_km
from odoo.addons.errand_base.exceptions import MoveLost, RecordBusy
from odoo.addons.errand_base.tools.transaction import in_fresh_transaction
from odoo.addons.errand_dispatch.exceptions import ReasonNeeded

#: People that are looked through for one task, and shown of them.
LOOKED_AT, SHOWN = 200, 30
KEY_LENGTH = 64


class ErrandBoard(models.AbstractModel):
    """What dispatchers do by hand: a contest each, with an answer in words (R0.8)."""

    _inherit = "errand.board"

    # === WHO COULD === #

    @api.model
    @api.readonly
    def candidates(self, task_id, text=""):
        """Return who could have a task, the best first, and what speaks against each.

        :param text: a part of a name; empty for those on duty first
        :return: dict of ``refusal`` (why nobody can have it now, or None), ``people``,
            ``more`` and ``reasons``
        :raise AccessError: not the user's task
        """
        task = self._task(task_id)
        workers = self._looked_at(task, text)
        objections = task._objections_to(workers)
        people = [
            self._candidate(task, worker, objections[worker]) for worker in workers
        ]
        people.sort(key=self._candidate_order)
        return {
            "refusal": task._refusal_now(),
            "people": people[:SHOWN],
            "more": len(people) > SHOWN or len(workers) == LOOKED_AT,
            "reasons": self.reasons(),
        }

    @api.model
    def reasons(self):
        """Return the reasons that staff choose from."""
        self._check_staff()
        words = self.env["errand.event"]._hand_reasons()
        return [{"code": code, "text": text} for code, text in words.items()]

    @api.model
    def _task(self, task_id):
        """Return the task, as superuser.

        :raise AccessError: it is not the user's to decide about
        """
        self._check_staff()
        task = self.env["errand.task"].browse(self._number(task_id)).exists()
        if not task:
            raise UserError(self.env._("This task is gone."))
        task._check_may_direct()
        return task.sudo()

    @api.model
    def _number(self, value):
        """Return an id; a program may send anything.

        :raise UserError: it is none
        """
        if type(value) is not int or not 0 < value < 2**31:
            raise UserError(self.env._("This is not a task or a courier."))
        return value

    def _looked_at(self, task, text):
        """Return the people to choose from, as superuser.

        Those whom the task could be given at once, the nearest first, so that they
        are found among however many are on duty; if they do not fill the list, others
        on duty, then the rest.
        """
        text = text.replace("\x00", "").strip()[:100] if isinstance(text, str) else ""
        role = "is_clerk" if task.kind == "handle" else "is_courier"
        domain = (
            Domain(role, "=", True)
            & Domain("company_id", "=", task.company_id.id)
            & Domain("verification", "=", "approved")
        )
        if text:
            domain &= Domain("name", "ilike", text)
        workers = self.env["errand.worker"]
        ranks = {
            near.worker_id: rank
            for rank, near in enumerate(task._couriers_near()[task.id])
        }
        free = workers.search(domain & Domain("id", "in", list(ranks)))
        found = free.sorted(lambda worker: ranks[worker.id])[: SHOWN + 1]
        for operator in ("!=", "="):
            if len(found) <= SHOWN:
                others = domain & Domain("id", "not in", found.ids)
                others &= Domain("on_duty_since", operator, False)
                found += workers.search(others, limit=LOOKED_AT - len(found))
        return found.sudo()  # positions and cash of one's couriers

    def _candidate(self, task, worker, objections):
        # Where somebody is who does not work now is nobody's business.
        place, km = self._place(worker) if worker.on_duty_since else None, None
        if place and task.has_start:
            km = round(distance_km(worker._position()._point(), task._start()), 1)
        return {
            "id": worker.id,
            "name": worker.name,
            "branch": worker.branch_id.name or None,
            "is_on_duty": bool(worker.on_duty_since),
            "is_holder": task.state == "assigned" and task.worker_id == worker,
            "km": km,
            "position_at": place and place["at"],
            "load": worker.active_task_count,
            "limit": task.company_id.errand_active_limit,
            "refusal": task._refusal_of_person(worker),
            "objections": task._objection_texts(objections),
        }

    def _candidate_order(self, person):
        return (
            bool(person["refusal"]),
            not person["is_on_duty"],
            len(person["objections"]),
            person["km"] is None,
            person["km"] or 0.0,
            person["load"],
            person["name"] or "",
        )

    # === BY HAND === #

    @api.model
    def assign(self, task_id, worker_id, key, reason=None, seen=None):
        """Give a task to somebody, in a transaction of its own.

        :param key: of the request, the same on every try
        :param seen: id of the holder that the screen showed, False for nobody
        :return: dict of ``result`` (done, lost, busy, reason, refused) and ``message``
        :raise AccessError: not the user's task or courier
        """
        ids = [self._number(task_id), self._number(worker_id)]

        def move(env):
            workers = env["errand.worker"]
            env["errand.task"].browse(ids[0])._assign_by_staff(
                workers.browse(ids[1]),
                reason,
                key=key,
                seen=None if seen is None else workers.browse(seen or []),
            )

        payload = {"task": ids[0], "worker": ids[1], "reason": reason, "seen": seen}
        return self._by_hand("board_assign", key, payload, seen, move)

    @api.model
    def unassign(self, task_id, key, reason, seen=None):
        """Take a task from its courier, in a transaction of its own; see ``assign``."""
        task_id = self._number(task_id)

        def move(env):
            workers = env["errand.worker"]
            env["errand.task"].browse(task_id)._unassign_by_staff(
                reason,
                key=key,
                seen=None if seen is None else workers.browse(seen or []),
            )

        payload = {"task": task_id, "reason": reason, "seen": seen}
        return self._by_hand("board_unassign", key, payload, seen, move)

    def _by_hand(self, action, key, payload, seen, move):
        """Return the answer to one decision, kept for its key."""
        self._check_staff()
        if not isinstance(key, str) or not 8 <= len(key) <= KEY_LENGTH:
            raise UserError(self.env._("This is not a task or a courier."))
        if seen not in (None, False):
            self._number(seen)

        def once(env):
            return env["errand.request"]._answer_once(
                env["errand.order"]._staff_actor(),
                action,
                key,
                payload,
                lambda: env["errand.board"]._try(move),
            )

        try:
            return in_fresh_transaction(self.env, once)
        except RecordBusy as error:
            return {"result": "busy", "message": str(error)}

    def _try(self, move):
        """Do one decision wholly or not at all; return the answer as JSON values."""
        try:
            with self.env.cr.savepoint():
                move(self.env)
        except (RecordBusy, AccessError):
            raise
        except ReasonNeeded as error:
            return {"result": "reason", "message": str(error)}
        except MoveLost as error:
            return {"result": "lost", "message": str(error)}
        except UserError as error:
            return {"result": "refused", "message": str(error)}
        at = self._iso(fields.Datetime.now())
        return {"result": "done", "message": "", "at": at}
