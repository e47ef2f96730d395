# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from odoo.addons.errand_base.engine.actor import SYSTEM_ACTOR
from odoo.addons.errand_base.tools import bulk

#: Who chose these branches would be surprised to find the order elsewhere.
CHOSEN_BRANCHES = ("chosen", "site", "staff")


class ErrandDispatchRun(models.Model):
    """What the steps of a policy do, each in one method named after it."""

    _inherit = "errand.dispatch.run"

    # === WHO MAY TAKE IT === #

    def _act_pool(self):
        """Show the tasks to everybody in range; professionals are told in waves."""
        self.task_id._show_in_pool()
        self._tell_waves()

    def _act_push(self):
        """Offer the tasks to couriers in range, in waves that widen."""
        self.task_id._hide_from_pool()
        self._tell_waves()

    def _act_manual(self):
        """Leave the tasks to the dispatchers, who are told each time it is due."""
        self.task_id._hide_from_pool()
        self._decide("manual")
        self._say_waiting()

    # === OTHER WAYS === #

    def _act_branch(self):
        """Pass each task to the nearest other branch that could handle it now.

        A branch that somebody chose keeps its orders.
        """
        for run in self:
            target = run._other_branch()
            run._decide("branch", reason=None if target else "no_branch")
            if not target:
                run._end_step()
                continue
            tried = [*(run.tried_branches or []), run.task_id.branch_id.id]
            run.task_id._pass_to(target, tried)

    def _other_branch(self):
        """Return the branch to pass a task to, maybe none."""
        self.ensure_one()
        order = self.task_id.order_id
        none = order.branch_id.browse()
        if order.branch_reason in CHOSEN_BRANCHES:
            return none
        tried = [*(self.tried_branches or []), order.branch_id.id]
        start = self.task_id._start()
        now = fields.Datetime.now()
        others = none.search(
            [("company_id", "=", order.company_id.id), ("id", "not in", tried)]
        ).filtered(
            lambda branch: (
                branch._takes(order.category_id)
                and (start is None or branch._serves(start))
                and branch._is_open(now)
            )
        )
        able = others._staffed(self.task_id._dispatch_work())
        here = start or order.branch_id._area().centre
        return able.sorted(lambda branch: (branch._km_from(here), branch.id))[:1]

    def _act_give_up(self):
        """Nobody was found: the order ends by the rule of our side, and is refunded."""
        for run in self:
            run._decide("give_up")
            run.task_id.order_id._give_up_search()

    def _end_step(self):
        """Nobody waits for nothing: the steps behind these come at once."""
        now = fields.Datetime.now()
        self.write({"ends_at": now, "next_at": now})

    # === TELLING === #

    def _act_tell_manager(self):
        """Tell the manager of the branch, or the dispatchers, that it is not done."""
        self._decide("tell_manager")
        self._say("staff_task_late")

    def _act_tell_customer(self):
        """Tell the customer that nobody has taken it yet, and what they can do."""
        self._decide("tell_customer")
        self._say("customer_still_searching")

    def _act_remind(self):
        """Remind whoever has the tasks."""
        self._decide("remind")
        self._say("worker_reminded")

    def _act_take_back(self):
        """Take the tasks from who did not handle them; the next one is looked for."""
        self._decide("take_back")
        for run in self:
            if not run.task_id._is_carrying():
                run.task_id._unassign(SYSTEM_ACTOR, None, "not_handled_in_time")

    def _say_waiting(self):
        """Tell the staff that tasks wait for their decision."""
        self._say("staff_task_waiting")

    def _say(self, code):
        """Tell news of these tasks, once for each turn of their runs."""
        news = []
        for run in self:
            item = run.task_id._news(code)
            news.append(item._replace(occasion=f"{item.occasion}-{run.id}-{run.turn}"))
        self.env["errand.notice"]._tell(news)

    # === DECISIONS === #

    def _decide(self, kind, **values):
        """Keep what was decided for each of these tasks.

        :param values: of the decision, the same for all
        """
        return bulk.insert(
            self.env["errand.dispatch.decision"],
            [run._prepare_decision(kind) | values for run in self],
        )

    def _prepare_decision(self, kind):
        return {
            "task_id": self.task_id.id,
            "at": fields.Datetime.now(),
            "policy_id": self.policy_id.id,
            "flow": self.flow,
            "kind": kind,
            "round": self.round,
        }
