# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.engine.actor import COURIER, CUSTOMER, STAFF, SYSTEM
from odoo.addons.errand_base.models.errand_move_mixin import Transition

OPEN_STATES = ("new", "in_review")
#: Complaints of one person about one order that can be open at a time.
OPEN_LIMIT = 3


class ErrandComplaint(models.Model):
    """What went wrong with an order, as the customer or the courier says (R0.13)."""

    _name = "errand.complaint"
    _description = "Complaint"
    _inherit = ["errand.move.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _event_field = "complaint_id"

    name = fields.Char("Number", required=True, readonly=True, copy=False, default="/")
    order_id = fields.Many2one(
        "errand.order", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True, index=True
    )
    branch_id = fields.Many2one(
        related="order_id.branch_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner", string="From", required=True, readonly=True, index=True
    )
    side = fields.Selection(
        [("customer", "Customer"), ("courier", "Courier")], required=True, readonly=True
    )
    kind = fields.Selection(
        [
            ("late", "Much too late"),
            ("missing", "Something is missing"),
            ("damaged", "Something is damaged"),
            ("behaviour", "Bad behaviour"),
            ("money", "Wrong amount"),
            ("other", "Something else"),
        ],
        required=True,
        readonly=True,
    )
    description = fields.Text("What Happened", required=True, readonly=True)
    attachment_ids = fields.One2many(
        "ir.attachment",
        "res_id",
        string="Evidence",
        domain=[("res_model", "=", "errand.complaint"), ("res_field", "=", False)],
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("in_review", "In Review"),
            ("resolved", "Resolved"),
            ("rejected", "Rejected"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default="new",
        group_expand=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Handled By",
        domain="[('share', '=', False)]",
        tracking=True,
    )
    deadline_at = fields.Datetime("Answer Until", required=True, readonly=True)
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )
    is_escalated = fields.Boolean(readonly=True, copy=False)
    ended_at = fields.Datetime("Answered At", readonly=True, copy=False)
    answer = fields.Text(
        readonly=True, copy=False, help="What the person who complained reads."
    )
    resolution_ids = fields.One2many("errand.resolution", "complaint_id", readonly=True)

    _waiting_idx = models.Index(
        "(deadline_at) WHERE state IN ('new', 'in_review') AND NOT is_escalated"
    )

    # === COMPUTE === #

    @api.depends("state", "deadline_at")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for complaint in self:
            complaint.is_overdue = (
                complaint.state in OPEN_STATES and complaint.deadline_at < now
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("state", "in", OPEN_STATES),
            ("deadline_at", "<", fields.Datetime.now()),
        ]

    # === COMPLAINING === #

    @api.model
    def _complain(self, order, partner, side, kind, description, files=()):
        """Open a complaint of a person about an order.

        :param files: list of (name, content bytes), the evidence
        :raise UserError: too late, too many, or a file that cannot be used
        """
        order._lock_for_move(contest=False)
        order._check_may_complain(partner)
        complaints_sudo = self.sudo()  # customers and couriers have no rights on it
        hours = order.company_id.errand_complaint_hours
        complaint = complaints_sudo.create(
            {
                "name": complaints_sudo.env["ir.sequence"].next_by_code(self._name),
                "order_id": order.id,
                "partner_id": partner.id,
                "side": side,
                "kind": kind,
                "description": description,
                "deadline_at": fields.Datetime.now() + timedelta(hours=hours),
            }
        )
        self.env["ir.attachment"]._create_for_complaint(complaint, files)
        self.env["errand.event"]._log(
            complaint, "complaint", complaint._author(), to_state="new"
        )
        order._notify_followers()
        return complaint

    def _author(self):
        """Return who complained, as the one who acts."""
        self.ensure_one()
        user = self.sudo().partner_id.user_ids[:1]
        if self.side == "courier":
            worker = self.order_id.task_ids.worker_id.filtered(
                lambda worker: worker.partner_id == self.partner_id
            )
            return worker[:1]._actor()
        return self.order_id._actor_of(CUSTOMER, user)

    # === STATES === #

    @api.model
    def _transitions(self):
        people = frozenset({CUSTOMER, COURIER})
        staff = frozenset({STAFF, SYSTEM})
        return {
            "new": Transition(
                frozenset({"resolved", "rejected"}), people, ("_check_may_reopen",)
            ),
            "in_review": Transition(frozenset({"new"}), staff),
            "resolved": Transition(frozenset(OPEN_STATES), staff, ("_check_answer",)),
            "rejected": Transition(frozenset(OPEN_STATES), staff, ("_check_answer",)),
            "withdrawn": Transition(frozenset(OPEN_STATES), people),
        }

    def _prepare_event_values(self):
        return {"order_id": self.order_id.id, "complaint_id": self.id}

    def _lock_for_move(self, contest):
        # Orders before what hangs on them, for everybody.
        self.sudo().order_id._lock_rows(contest)
        self._lock_rows(contest)

    def _on_moved(self, target, actor, before):
        if target in OPEN_STATES:
            self.write({"ended_at": False, "is_escalated": False})
        else:
            self.write({"ended_at": fields.Datetime.now()})
            self.order_id._go_on_after_complaint()
        self.order_id._notify_followers()
        return super()._on_moved(target, actor, before)

    def _check_answer(self, actor):
        """Guard: nobody is left without a word."""
        if any(not (complaint.answer or "").strip() for complaint in self):
            raise UserError(
                self.env._("Please write an answer that the person can read.")
            )

    def _check_may_reopen(self, actor):
        """Guard: an answer can be contradicted for some days."""
        for complaint in self:
            days = complaint.company_id.errand_complaint_days
            if complaint.ended_at + timedelta(days=days) < fields.Datetime.now():
                raise UserError(
                    self.env._("This complaint is closed. Please call our support.")
                )

    def _check_staff(self):
        """Refuse whoever does not handle complaints of this branch.

        :raise AccessError: no manager, or of another branch or company
        """
        self.check_access("write")

    # === ACTIONS === #

    def action_take(self):
        """Look into it oneself."""
        self._check_staff()
        actor = self.env["errand.order"]._staff_actor()
        # A second tap is the same take; after it was opened again it is another one.
        events_sudo = self.env["errand.event"].sudo()  # counted, not shown
        opened = events_sudo.search_count(
            [("complaint_id", "in", self.ids), ("to_state", "=", "new")]
        )
        self._move_to("in_review", actor=actor, key=f"take-{self.ids}-{opened}")
        self.user_id = self.env.user

    def action_resolve(self):
        """Open the form in which staff decide."""
        self.ensure_one()
        self._check_staff()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_support.errand_complaint_resolve_action"
        )
        return {**action, "context": {"default_complaint_id": self.id}}

    # === DEADLINE === #

    @api.model
    def _cron_escalate(self):
        """Tell managers of complaints that wait too long (R0.13)."""
        self._escalate()
        self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _escalate(self):
        """Give each overdue complaint one activity for who must see to it."""
        overdue = self.search(
            [("is_overdue", "in", [True]), ("is_escalated", "=", False)], limit=200
        )
        for complaint in overdue:
            user = complaint.branch_id.manager_id or complaint.user_id
            complaint.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Complaint waits too long"),
                user_id=user.id or self.env.ref("base.user_admin").id,
            )
        overdue.write({"is_escalated": True})
        return overdue
