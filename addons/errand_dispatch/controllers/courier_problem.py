# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""When an errand goes wrong: nobody is there, it cannot be delivered, it goes back."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_base.tools.refusal import damaged

from .courier import CourierController

NOTE_LIMIT = 300
#: Problems that one courier may report in ten minutes.
REPORTS, WINDOW = 30, 600


class CourierProblemController(CourierController):
    @http.route("/courier/problem", type="jsonrpc", auth="user")
    def problem(self, task_id):
        """Return what the courier can do about an errand, and what it means in pay."""
        worker = self._worker()
        task = self._task(worker, task_id)
        return {"choices": task._problem_choices(), "job": task._job_summary()}

    @http.route("/courier/problem/report", type="jsonrpc", auth="user")
    def report(self, task_id, what, key, cause=None, note=None):
        """Report a problem: wait, no_show, undeliverable or hand_back.

        :param cause: a code of the choices, for the last two
        :param note: the courier's words, for staff
        :return: dict with ``result`` and ``job``; None when it is not theirs any more
        """
        worker = self._worker()
        task = worker.env["errand.task"].browse(self._whole(task_id)).exists()
        key, note = self._key(key), self._note(note)
        reports = self._reports(task, worker._actor(), key, cause, note)
        is_text = isinstance(what, str) and isinstance(cause, str | None)
        if not is_text or what not in reports:
            raise damaged()

        def do():
            # Only now: a repeated request of a courier who gave it back is answered.
            self._task(worker, task_id)
            if not request.env["errand.rate.limit"]._is_allowed(
                "courier.problem", f"worker-{worker.id}", REPORTS, WINDOW
            ):
                raise UserError(
                    request.env._("Too many requests. Please wait a few minutes.")
                )
            reports[what]()
            return {"result": "ok"}

        payload = [task.id, what, cause, note]
        answer = self._answer_once(worker, "problem", key, payload, do)
        is_mine = task.worker_id == worker
        return {**answer, "job": task._job_summary() if is_mine else None}

    def _reports(self, task, actor, key, cause, note):
        return {
            "wait": lambda: task._begin_wait(actor, key),
            "no_show": lambda: task._end_no_show(actor, key),
            "undeliverable": lambda: task._cannot_deliver(actor, key, cause, note),
            "hand_back": lambda: task._hand_back(actor, key, cause, note),
        }

    def _note(self, note):
        """Return the courier's words, cut; anything but text is damaged."""
        if note is None:
            return ""
        if not isinstance(note, str):
            raise damaged()
        return note.replace("\x00", "").strip()[:NOTE_LIMIT]
