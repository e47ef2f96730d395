# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Domain
from odoo.tools import ormcache

from odoo.addons.errand_base.const import SERVICE_CLASSES

from ..engine import flow

#: Work that couriers do, and work at the desk of a branch.
COURIER, DESK = "courier", "desk"


class ErrandDispatchPolicy(models.Model):
    """Who gets which orders, how, and what happens when nobody does (R2.2).

    One for each branch, category and class, as far as staff set them; the one that
    says most about an order is taken, the general ones of the data are the last.
    """

    _name = "errand.dispatch.policy"
    _description = "Dispatch Policy"
    _inherit = ["errand.cached.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self._default_company(),
        index=True,
        help="Empty: every company that has none of its own.",
    )
    work = fields.Selection(
        [(COURIER, "Couriers"), (DESK, "The desk of a branch")],
        string="Work Of",
        required=True,
        default=COURIER,
    )
    branch_id = fields.Many2one(
        "errand.branch",
        default=lambda self: self._default_branch(),
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    category_id = fields.Many2one("errand.category", index=True, ondelete="cascade")
    service_class = fields.Selection(SERVICE_CLASSES)
    load_limit = fields.Integer(
        "Tasks at Once",
        help="Nobody who has as many is drawn or given more. 0: what the company "
        "allows couriers, no limit at a desk.",
    )
    lead_minutes = fields.Integer(
        "Slot Orders Open (minutes)",
        help="So long before the courier must leave for the slot. 0: what the company "
        "sets.",
    )
    step_ids = fields.One2many("errand.dispatch.step", "policy_id", copy=True)
    new_step_ids = fields.One2many(
        "errand.dispatch.step",
        "policy_id",
        "New Tasks",
        domain=[("flow", "=", flow.NEW)],
        context={"default_flow": flow.NEW},
    )
    unassigned_step_ids = fields.One2many(
        "errand.dispatch.step",
        "policy_id",
        "Tasks That Came Back",
        domain=[("flow", "=", flow.UNASSIGNED)],
        context={"default_flow": flow.UNASSIGNED},
    )
    unhandled_step_ids = fields.One2many(
        "errand.dispatch.step",
        "policy_id",
        "Tasks That Somebody Has",
        domain=[("flow", "=", flow.UNHANDLED)],
        context={"default_flow": flow.UNHANDLED},
    )

    can_edit = fields.Boolean(compute="_compute_rights")
    can_edit_company = fields.Boolean(compute="_compute_rights")
    can_edit_general = fields.Boolean(compute="_compute_rights")

    _one_policy = models.UniqueIndex(
        "(COALESCE(company_id, 0), COALESCE(branch_id, 0), COALESCE(category_id, 0),"
        " COALESCE(service_class, ''), work) WHERE active",
        "There is already a policy for this branch, category and class.",
    )
    _load_limit_positive = models.Constraint(
        "CHECK (load_limit >= 0)", "The number of tasks at once cannot be negative."
    )
    _lead_sane = models.Constraint(
        "CHECK (lead_minutes BETWEEN 0 AND 10080)",
        "Slot orders open up to a week before.",
    )

    # === RIGHTS === #

    @api.depends_context("uid")
    @api.depends("company_id", "branch_id")
    def _compute_rights(self):
        """Say what the user may set: rules refuse the rest."""
        user = self.env.user
        writable = self._origin._filtered_access("write")
        for policy in self:
            policy.can_edit = not policy._origin or policy._origin in writable
            policy.can_edit_company = user.has_group("errand_base.group_dispatcher")
            policy.can_edit_general = user.has_group("errand_base.group_admin")

    @api.model
    def _default_company(self):
        # Data of a module is for every company; what somebody makes is their own.
        return False if self.env.su else self.env.company

    @api.model
    def _default_branch(self):
        """Return the branch of a manager, who can set no other."""
        branches = self.env["errand.branch"]
        if self.env.su or self.env.user.has_group("errand_base.group_dispatcher"):
            return branches
        return branches.search(
            [
                ("manager_id", "=", self.env.uid),
                ("company_id", "=", self.env.company.id),
            ],
            limit=1,
        )

    def write(self, vals):
        """Nobody hands a policy on to where they may not write."""
        result = super().write(vals)
        if {"company_id", "branch_id"} & vals.keys():
            self.check_access("write")
        return result

    # === SCREENS === #

    def action_make_own(self):
        """Copy a policy, with its steps, for the user's branch or company.

        :raise RedirectWarning: there is one already; it says which
        """
        self.ensure_one()
        branch = self._default_branch()
        company = self._default_company() or self.env.company
        if not (branch or self.can_edit_company):
            raise UserError(self.env._("You do not manage a branch."))
        values = {"company_id": company.id, "branch_id": branch.id}
        kept = {
            name: self[name].id if name == "category_id" else self[name]
            for name in ("work", "category_id", "service_class")
        }
        there = self.search(
            [(name, "=", value) for name, value in (values | kept).items()], limit=1
        )
        if there:
            raise RedirectWarning(
                self.env._(
                    "There is already “%(policy)s” for %(whom)s.",
                    policy=there.name,
                    whom=(branch or company).display_name,
                ),
                there._form_action(),
                self.env._("Open It"),
            )
        name = self.env._(
            "%(policy)s, %(whom)s",
            policy=self.name,
            whom=(branch or company).display_name,
        )
        return self.copy({**values, "name": name})._form_action()

    def _form_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Dispatch Policy"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_try(self):
        """Open a dry run of the policy."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try It"),
            "res_model": "errand.dispatch.trial",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_policy_id": self.id},
        }

    # === CHOICE === #

    @api.model
    def _by_task(self, tasks):
        """Return the policy of each task: dict of task id to a policy, maybe empty.

        Among those that fit, a branch says more than a category, that more than a
        class, and that more than a company.
        """
        chosen = {
            task.id: self._chosen(
                task.company_id.id,
                task.branch_id.id,
                task.category_id.id,
                task.service_class,
                task._dispatch_work(),
            )
            for task in tasks
        }
        return {task_id: self.browse(chosen[task_id]) for task_id in chosen}

    @api.model
    @ormcache("company_id", "branch_id", "category_id", "service_class", "work")
    def _chosen(self, company_id, branch_id, category_id, service_class, work):
        """Return the id of the policy of such tasks, None if no policy fits."""
        policies = self.sudo().search(Domain("company_id", "in", [company_id, False]))
        fitting = policies.filtered(
            lambda policy: policy._fits(
                company_id, branch_id, category_id, service_class, work
            )
        )
        best = fitting.sorted(lambda policy: policy._weight_of_words(), reverse=True)
        return best[:1].id or None

    def _weight_of_words(self):
        """Return how much a policy says about its orders: more is more special."""
        return (
            8 * bool(self.branch_id)
            + 4 * bool(self.category_id)
            + 2 * bool(self.service_class)
            + bool(self.company_id)
        )

    def _fits(self, company_id, branch_id, category_id, service_class, work):
        """Tell whether orders of this kind are the policy's."""
        return (
            self.work == work
            and self.company_id.id in (company_id, False)
            and self.branch_id.id in (branch_id, False)
            and self.category_id.id in (category_id, False)
            and self.service_class in (service_class, False)
        )

    # === STEPS === #

    def _steps(self, flow_code):
        """Return the steps of a flow as the engine takes them, as a tuple.

        What came back goes through the steps of new tasks where it has none of its own.
        """
        return self._steps_of(self.id, flow_code) if self.id else ()

    @api.model
    @ormcache("policy_id", "flow_code")
    def _steps_of(self, policy_id, flow_code):
        policy = self.sudo().browse(policy_id)
        steps = policy.step_ids.filtered(lambda step: step.flow == flow_code)
        if not steps and flow_code == flow.UNASSIGNED:
            return self._steps_of(policy_id, flow.NEW)
        return tuple(step._engine_step() for step in steps.sorted())

    def _load_limit_of(self, worker):
        """Return how many tasks a worker holds at most, None for any number."""
        if self.work == DESK:
            return self.load_limit or None
        allowed = worker.company_id.errand_active_limit
        return min(self.load_limit or allowed, allowed)
