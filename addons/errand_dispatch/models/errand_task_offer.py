# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import models

from ..engine import flow


class ErrandTask(models.Model):
    """What the phones of couriers hear of offers, and of work they were given."""

    _inherit = "errand.task"

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: an offer ends as soon as its task is gone."""
        result = super()._on_moved(target, actor, before)
        gone = self.filtered(
            lambda task: before[task.id] == "open" and task.state != "open"
        )
        if gone:
            # Who moves a task need not have rights on offers.
            self.env["errand.offer"].sudo()._tell_gone(gone)
        return result

    def _is_taken_on(self):
        """Tell whether whoever has the task said so, or has begun."""
        self.ensure_one()
        return self._is_accepted() or self._is_acted_on(self._active_claims())

    def _accept_by(self):
        """Return when the policy takes back what nobody has accepted (R2.4).

        :return: naive UTC datetime, None where it is accepted, or never taken back
        """
        self.ensure_one()
        run = self._dispatch_run()
        is_timed = run.flow == flow.UNHANDLED and run.policy_id and run.step_id
        if not is_timed or not run.ends_at or self._is_taken_on():
            return None
        steps = run.policy_id._steps(flow.UNHANDLED)
        facts = self._dispatch_facts()[self.id]
        at = run.ends_at
        turn = flow.Turn(run.step_id._engine_step(), run.round)
        while turn and turn.step.kind != flow.TAKE_BACK:
            if turn.step.is_endless:
                return None
            turn = flow.following(steps, turn.step.id, turn.round, facts)
            at += timedelta(minutes=turn.step.minutes if turn else 0)
        return at if turn else None
