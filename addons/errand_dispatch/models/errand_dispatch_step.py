# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import flow as flows
from ..engine.waves import Wave
from .errand_dispatch_policy import DESK

#: What only couriers can be asked: at a desk nobody accepts offers.
COURIERS_ONLY = (flows.PUSH, flows.GIVE_UP)


class ErrandDispatchStep(models.Model):
    """One thing to try for a task, for some minutes, before the next one (R2.2)."""

    _name = "errand.dispatch.step"
    _description = "Step of a Dispatch Policy"
    _inherit = ["errand.cached.mixin"]
    _order = "policy_id, flow, sequence, id"
    _rec_name = "kind"

    policy_id = fields.Many2one(
        "errand.dispatch.policy", required=True, index=True, ondelete="cascade"
    )
    work = fields.Selection(related="policy_id.work")
    company_id = fields.Many2one(related="policy_id.company_id")
    branch_id = fields.Many2one(related="policy_id.branch_id")
    can_edit = fields.Boolean(related="policy_id.can_edit")
    sequence = fields.Integer(default=10)
    flow = fields.Selection(
        [
            (flows.NEW, "New task"),
            (flows.UNASSIGNED, "Came back"),
            (flows.UNHANDLED, "Somebody has it"),
        ],
        required=True,
        default=flows.NEW,
    )
    kind = fields.Selection(
        [
            (flows.POOL, "Show to all in range"),
            (flows.PUSH, "Offer in waves"),
            (flows.RANDOM, "Draw by weight among those on duty"),
            (flows.NAMED, "Ask one person"),
            (flows.MANUAL, "Leave it to the dispatchers"),
            (flows.BRANCH, "Pass it to another branch"),
            (flows.TELL, "Tell the manager"),
            (flows.TELL_CUSTOMER, "Tell the customer"),
            (flows.GIVE_UP, "Give up, and refund by rule"),
            (flows.REMIND, "Remind who has it"),
            (flows.TAKE_BACK, "Take it back"),
        ],
        string="What",
        required=True,
    )
    minutes = fields.Float(
        "For (minutes)",
        digits=(8, 2),
        default=10.0,
        required=True,
        help="Until the next step, or the next round of this one. Of a task that "
        "somebody has: how long it is given before the step is taken.",
    )
    rounds = fields.Integer(
        default=1, required=True, help="How often. 0: until somebody handles it."
    )
    hours = fields.Selection(
        [
            (flows.ALWAYS, "Always"),
            (flows.OPEN, "While the branch is open"),
            (flows.CLOSED, "While it is closed"),
        ],
        string="When",
        required=True,
        default=flows.ALWAYS,
    )
    fee_from = fields.Float(digits="Product Price")
    until = fields.Selection(
        [
            (flows.ACCEPTED, "Not accepted yet"),
            (flows.ACTED, "Nothing done yet"),
            (flows.CLOSED_TASK, "Not finished yet"),
        ],
        string="While",
        required=True,
        default=flows.CLOSED_TASK,
    )
    person = fields.Selection(
        [
            ("wished", "Whom the customer asked for"),
            ("manager", "The manager of the branch"),
            ("worker", "A certain person"),
        ],
        string="Whom",
        default="wished",
    )
    worker_id = fields.Many2one("errand.worker", "Certain Person", ondelete="set null")
    offer_seconds = fields.Integer(
        "An Offer Holds (seconds)", default=60, help="Then it expires."
    )
    ack_seconds = fields.Integer(
        "SMS After (seconds)",
        default=20,
        help="A phone that has not shown the offer by then is sent an SMS.",
    )
    wave_ids = fields.One2many("errand.dispatch.wave", "step_id", copy=True)

    _sane = models.Constraint(
        "CHECK (minutes >= 0 AND minutes <= 10080 AND rounds >= 0 AND rounds <= 1000"
        " AND (minutes > 0 OR rounds = 1) AND fee_from >= 0"
        " AND offer_seconds BETWEEN 5 AND 3600 AND ack_seconds BETWEEN 5 AND 3600)",
        "A step lasts up to a week and has some minutes if it comes again; offers and "
        "SMS wait 5 seconds to an hour.",
    )

    @api.constrains("flow", "kind", "policy_id")
    def _check_kind(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for step in self:
            at_desk = step.policy_id.work == DESK and step.kind in COURIERS_ONLY
            if at_desk or step.kind not in flows.KINDS[step.flow]:
                raise ValidationError(
                    self.env._(
                        "“%s” is not possible here. Choose something else.",
                        labels[step.kind],
                    )
                )

    @api.constrains("kind", "person", "worker_id")
    def _check_person(self):
        for step in self.filtered(lambda step: step.kind == flows.NAMED):
            if not step.person or (step.person == "worker" and not step.worker_id):
                raise ValidationError(self.env._("Say which person is asked."))

    @api.model
    def _labels(self, name):
        """Return what may be chosen in a selection, in the user's language."""
        return self._fields[name]._description_selection(self.env)

    def write(self, vals):
        """Nobody puts a step into a policy that they may not write."""
        result = super().write(vals)
        if "policy_id" in vals:
            self.check_access("write")
        return result

    def _engine_step(self):
        """Return the step as the engine takes it."""
        self.ensure_one()
        return flows.Step(
            id=self.id,
            kind=self.kind,
            minutes=self.minutes,
            rounds=self.rounds,
            hours=self.hours,
            fee_from=self.fee_from,
            until=self.until,
            needs_wish=self.kind == flows.NAMED and self.person == "wished",
        )

    def _waves(self):
        """Return the waves as the engine takes them; without any all are told."""
        self.ensure_one()
        waves = sorted(
            (wave._engine_wave() for wave in self.wave_ids), key=lambda wave: wave.after
        )
        return tuple(waves) or (Wave(0),)
