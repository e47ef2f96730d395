# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import flow
from ..engine.draw import choose
from ..engine.waves import Near, Wave, audience


class ErrandDispatchDecision(models.Model):
    """What was decided for a task without people, from what, and why (R5.3).

    Append-only. What it was decided from is kept whole, so anybody can decide it
    again and come to the same answer. Holds ids only, never names or places.
    """

    _name = "errand.dispatch.decision"
    _description = "Dispatch Decision"
    _order = "id desc"
    _rec_name = "kind"
    _log_access = False

    task_id = fields.Many2one(
        "errand.task", required=True, readonly=True, index=True, ondelete="cascade"
    )
    order_id = fields.Many2one(related="task_id.order_id")
    company_id = fields.Many2one(related="task_id.company_id")
    branch_id = fields.Many2one(related="task_id.branch_id")
    at = fields.Datetime("When", required=True, readonly=True, index=True)
    policy_id = fields.Many2one(
        "errand.dispatch.policy", readonly=True, ondelete="set null"
    )
    flow = fields.Selection(
        lambda self: self.env["errand.dispatch.step"]._labels("flow"),
        required=True,
        readonly=True,
    )
    kind = fields.Selection(
        lambda self: [
            *self.env["errand.dispatch.step"]._labels("kind"),
            ("people", self.env._("Left to people: no step is left")),
        ],
        string="What",
        required=True,
        readonly=True,
    )
    round = fields.Integer(readonly=True)
    wave = fields.Integer(readonly=True)
    #: A draw's: a number of up to 53 bits, as text because columns hold 32.
    seed = fields.Char(readonly=True)
    #: draw: candidates as [worker, weight], left_out as [worker, reason];
    #: wave: near as [worker, km], told, waves as [after, km, most].
    facts = fields.Json(readonly=True)
    #: Evidence: who was chosen is archived, never deleted.
    worker_id = fields.Many2one(
        "errand.worker",
        "Chosen",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    #: Workers who were told in a wave.
    chosen_ids = fields.Json("Told", readonly=True)
    reason = fields.Char("Why Nobody", readonly=True)

    def write(self, vals):  # pylint: disable=method-required-super
        """Decisions are never changed."""
        raise UserError(self.env._("What was decided cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was decided cannot be deleted."))

    # === AGAIN === #

    def _again(self):
        """Decide it once more, from what was kept.

        :return: what it comes to: a worker's id or None of a draw, a list of workers'
            ids of a wave; None for what needs no choice
        """
        self.ensure_one()
        facts = self.facts or {}
        if "candidates" in facts:
            return choose([tuple(pair) for pair in facts["candidates"]], int(self.seed))
        if "near" in facts:
            return audience(
                tuple(Wave(*wave) for wave in facts["waves"]),
                self.wave,
                [Near(*one) for one in facts["near"]],
                frozenset(facts["told"]),
            )
        return None

    def _holds(self):
        """Tell whether deciding it again comes to the same answer."""
        self.ensure_one()
        facts = self.facts or {}
        if "candidates" in facts:
            return self._again() == (self.worker_id.id or None)
        if "near" in facts:
            return self._again() == (self.chosen_ids or [])
        return self.kind not in (flow.RANDOM, flow.PUSH)
