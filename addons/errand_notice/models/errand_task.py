# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from dataclasses import astuple
from datetime import timedelta

from odoo import fields, models

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES
from odoo.addons.errand_base.engine.actor import COURIER, Actor

from .errand_notice_plan import News

#: More tasks that move in one transaction are told by jobs, so many in each.
AT_ONCE = 500


class ErrandTask(models.Model):
    """Whom the moves and stages of a task are told to."""

    _inherit = "errand.task"

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: tell customers, recipients and couriers."""
        result = super()._on_moved(target, actor, before)
        if len(self) > AT_ONCE:
            self._tell_move_later(before, target, actor)
        else:
            self._tell_move(before, target, actor)
        if target in ("open", "assigned"):
            desk = self.filtered(lambda task: task.kind == "handle")
            for late_at, tasks in desk.grouped(
                lambda task: task._desk_late_at()
            ).items():
                tasks.write({"next_action_at": late_at})
        return result

    def _tell_move_later(self, before, target, actor):
        """Let jobs tell a move of very many tasks: the move does not wait for it."""
        system = self.with_user(self.env.ref("base.user_root")).sudo()
        for start in range(0, len(self), AT_ONCE):
            part = system[start : start + AT_ONCE]
            sources = [before[task_id] for task_id in part.ids]
            part.with_delay()._tell_kept_move(sources, target, astuple(actor))

    def _tell_kept_move(self, sources, target, who):
        """Job: tell a move of tasks, kept as JSON.

        :param sources: the state that each task came from, in their order
        :param who: fields of the ``Actor``
        """
        before = dict(zip(self.ids, sources, strict=True))
        self._tell_move(before, target, Actor(*who))

    def _tell_move(self, before, target, actor):
        """Tell a move of tasks.

        :param before: dict of task id to the state it came from
        """
        news = [
            item for task in self for item in task._news_of_move(before, target, actor)
        ]
        self.env["errand.notice"]._tell(news)

    def _on_reached(self, stage, actor):
        """Override of ``errand_base``: tell the customer where the courier is."""
        result = super()._on_reached(stage, actor)
        self.env["errand.notice"]._tell([self._news(f"customer_at_{stage}")])
        return result

    def _on_courier_late(self):
        """Override of ``errand_base``: the branch hears of it, once a courier."""
        result = super()._on_courier_late()
        self.env["errand.notice"]._tell([self._news("staff_task_late")])
        return result

    def _news_of_move(self, before, target, actor):
        """Return the ``News`` of one task's move."""
        self.ensure_one()
        if self.kind == "handle":
            return self._news_of_desk(target, actor)
        codes = self._codes_of_move(before[self.id], target, actor)
        return [self._news(code) for code in codes]

    # === AT THE DESK === #

    def _news_of_desk(self, target, actor):
        """Return the ``News`` of desk work: nobody comes or goes, but it is given."""
        worker = self.sudo().worker_id
        by_themselves = actor.user_id and actor.user_id == worker.user_id.id
        is_given = target == "assigned" and not by_themselves
        return [self._news("worker_desk_given")] if is_given else []

    def _desk_late_at(self):
        """Return when work at a desk has waited too long, False for never."""
        minutes = self.company_id.sudo().errand_desk_minutes  # whoever moves it
        now = fields.Datetime.now()
        opening = self.branch_id.sudo()._next_opening(now)
        return minutes > 0 and (opening or now) + timedelta(minutes=minutes)

    def _due_steps(self):
        """Override of ``errand_base``: desk work that waits too long is told."""
        steps = super()._due_steps()
        if self.kind == "handle":
            steps |= {"open": self._say_desk_late, "assigned": self._say_desk_late}
        return steps

    def _say_desk_late(self):
        """Step of the sweep: the branch's manager hears of it, once a state."""
        self.next_action_at = False
        news = self._news("staff_task_late")
        occasion = f"{news.occasion}-{self.state}"
        self.env["errand.notice"]._tell([news._replace(occasion=occasion)])

    # === CODES === #

    def _codes_of_move(self, source, target, actor):
        """Return the codes of the kinds of notices that a move is told with."""
        was_held = source in ACTIVE_TASK_STATES
        by_courier = actor.role == COURIER
        if target == "open":
            return (
                ["customer_reopened", "courier_taken_back"]
                if was_held
                else ["customer_open"]
            )
        if target == "assigned":
            codes = ["customer_grabbed"]
            if not by_courier:
                codes.append("courier_assigned")
            if not self._has_pickup():
                codes.append("recipient_on_the_way")
            return codes
        if target == "picked_up":
            return ["customer_picked_up", "recipient_on_the_way"]
        if target in ("failed", "cancelled") and was_held and not by_courier:
            return ["courier_ended"]
        return []

    def _news(self, code):
        """Return ``News`` about this task and its present courier, or its last."""
        self.ensure_one()
        claim = self.sudo().assignment_ids.sorted("id")[-1:]
        return News(
            code,
            self.order_id,
            f"task-{self.id}-{claim.id or 0}",
            task=self,
            worker=claim.worker_id,
        )
