# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

#: What people do about desk work.
ACTS = [
    ("answered", "Answered at the desk"),
    ("called", "Called the customer"),
    ("wrote", "Wrote to the customer"),
    ("prepared", "Prepared the goods"),
    ("handed_over", "Handed over the goods"),
    ("unreachable", "Customer cannot be reached"),
    ("other", "Something else"),
]


class ErrandTask(models.Model):
    """Desk work is handled: accepted, acted on, and closed by who has it (R2.2)."""

    _inherit = "errand.task"

    accepted_at = fields.Datetime(compute="_compute_handling")
    acted_at = fields.Datetime("First Done Something At", compute="_compute_handling")
    can_accept = fields.Boolean(compute="_compute_handling")

    @api.depends("assignment_ids.accepted_at", "assignment_ids.acted_at", "state")
    @api.depends_context("uid")
    def _compute_handling(self):
        for task in self:
            claim = task.sudo()._claim()  # whoever sees the task may know how far it is
            task.accepted_at = claim.accepted_at
            task.acted_at = claim.acted_at
            task.can_accept = task.can_close and not claim.accepted_at

    def _claim(self):
        """Return the claim of whoever has the task now, or had it at its end."""
        self.ensure_one()
        return self._active_claims() or self.assignment_ids[:1]

    # === OPERATIONS === #

    def action_accept(self):
        """Say that this is seen to. Said twice, the first time counts."""
        self._check_desk(closing=True)
        actor = self.env["errand.order"]._staff_actor()
        for task in self.sudo():  # clerks have no rights to write tasks
            task._lock_for_move(contest=False)
            if task.state != "assigned":
                raise UserError(self.env._("Nobody has this task any more."))
            if not task._claim().accepted_at:
                task._claim()._accept()
                self.env["errand.event"]._log(task, "stage", actor, to_state="accepted")

    def action_act(self):
        """Ask what was done about it."""
        self._check_desk(closing=True)
        return self._ask_act(is_closing=False)

    def action_close(self):
        """Override: whoever has noted nothing yet is asked first what was done."""
        self._check_desk(closing=True)
        if any(not task.acted_at for task in self if task.state == "assigned"):
            return self._ask_act(is_closing=True)
        return super().action_close()

    def _ask_act(self, is_closing):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Was Done?"),
            "res_model": "errand.desk.act",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_task_ids": self.ids,
                "default_is_closing": is_closing,
            },
        }

    def _note_act(self, act, note=""):
        """Note what was done: a code in the log, the words with the order.

        :param act: of ACTS
        :raise UserError: nobody has the task any more
        """
        self._check_desk(closing=True)
        actor = self.env["errand.order"]._staff_actor()
        label = self.env["errand.event"]._act_labels()
        for task in self.sudo():  # clerks have no rights to write tasks
            task._lock_for_move(contest=False)
            if task.state != "assigned":
                raise UserError(self.env._("Nobody has this task any more."))
            claim = task._claim()
            claim._accept()
            if not claim.acted_at:
                claim.acted_at = fields.Datetime.now()
            self.env["errand.event"]._log(task, "stage", actor, to_state=f"act_{act}")
            if note:
                words = self.env._("%(act)s: %(note)s", act=label[act], note=note)
                task.order_id.with_user(self.env.user).message_post(body=words)
