# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ..const import ACTIVE_TASK_STATES, GIVEN_UP, SERVICE_CLASSES
from ..engine.actor import COURIER, Actor

#: Points are for who manages people.
MANAGERS = "errand_base.group_branch_manager"


class ErrandWorker(models.Model):
    """One person who works: carries errands, or handles orders in a branch."""

    _name = "errand.worker"
    _description = "Worker"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(related="partner_id.name", store=True)
    image_128 = fields.Image(related="partner_id.image_128")
    avatar_128 = fields.Image(related="partner_id.avatar_128")
    user_id = fields.Many2one(
        "res.users",
        string="Login",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    branch_id = fields.Many2one("errand.branch", index=True, check_company=True)
    active = fields.Boolean(default=True)
    is_courier = fields.Boolean("Courier", default=True)
    is_clerk = fields.Boolean("Clerk")
    service_class = fields.Selection(SERVICE_CLASSES, required=True, default="ordinary")
    verification = fields.Selection(
        [("pending", "Pending"), ("approved", "Approved"), ("rejected", "Rejected")],
        required=True,
        readonly=True,
        default="pending",
        copy=False,
        index=True,
        tracking=True,
    )
    category_ids = fields.Many2many(
        "errand.category",
        string="Accepted Categories",
        help="Empty: all of them.",
    )
    range_km = fields.Float(
        "Range (km)",
        digits=(8, 2),
        default=3.0,
        required=True,
        help="How far from here an errand may start.",
    )
    suspended_until = fields.Datetime(
        copy=False, tracking=True, help="Until then no new errands."
    )
    point_ids = fields.One2many(
        "errand.point", "worker_id", readonly=True, groups=MANAGERS
    )
    point_total = fields.Integer(
        "Points", compute="_compute_point_total", groups=MANAGERS
    )
    task_ids = fields.One2many("errand.task", "worker_id")
    active_task_count = fields.Integer(compute="_compute_active_task_count")
    hand_back_count = fields.Integer(
        "Given Back or Not Come", compute="_compute_hand_back_count"
    )
    rating_average = fields.Float(compute="_compute_rating", digits=(3, 1))
    rating_count = fields.Integer(compute="_compute_rating")

    _partner_unique = models.UniqueIndex(
        "(partner_id, company_id)", "This person is a worker already."
    )
    _range_sane = models.Constraint(
        "CHECK (range_km > 0 AND range_km <= 100)",
        "The range lies between 0 and 100 km.",
    )

    # === COMPUTE === #

    @api.depends("partner_id")
    def _compute_user_id(self):
        for worker in self:
            worker.user_id = worker.partner_id.user_ids[:1]

    def _compute_active_task_count(self):
        loads = self._loads()
        for worker in self:
            worker.active_task_count = loads.get(worker.id, 0)

    def _compute_point_total(self):
        totals = dict(
            self.env["errand.point"]._read_group(
                [("worker_id", "in", self.ids)], ["worker_id"], ["points:sum"]
            )
        )
        for worker in self:
            worker.point_total = totals.get(worker, 0)

    def _compute_hand_back_count(self):
        counts = dict(
            self.env["errand.assignment"]._read_group(
                [("worker_id", "in", self.ids), ("outcome", "in", GIVEN_UP)],
                ["worker_id"],
                ["__count"],
            )
        )
        for worker in self:
            worker.hand_back_count = counts.get(worker, 0)

    def _compute_rating(self):
        # Everybody may know the figure, not the single ratings.
        figures = {
            partner: (count, average)
            for partner, count, average in self.env["rating.rating"]
            .sudo()
            ._read_group(
                [
                    ("res_model", "=", "errand.task"),
                    ("rated_partner_id", "in", self.partner_id.ids),
                    ("consumed", "=", True),
                ],
                ["rated_partner_id"],
                ["__count", "rating:avg"],
            )
        }
        for worker in self:
            count, average = figures.get(worker.partner_id, (0, 0.0))
            worker.rating_count = count
            worker.rating_average = average

    # === ACTIONS === #

    def action_approve(self):
        """Let these people work."""
        self._set_verification("approved")

    def action_reject(self):
        """Do not let these people work."""
        self._set_verification("rejected")

    def action_open_tasks(self):
        """Show the tasks of this person."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_base.errand_task_action"
        )
        action["domain"] = [("worker_id", "=", self.id)]
        action["context"] = {}
        return action

    def _set_verification(self, verification):
        self.check_access("write")
        self.filtered(lambda worker: worker.verification != verification).write(
            {"verification": verification}
        )

    # === HELPERS === #

    def _loads(self):
        """Return how many tasks each of these people holds: dict of id to a number."""
        held = self.env["errand.task"]._read_group(
            [("worker_id", "in", self.ids), ("state", "in", ACTIVE_TASK_STATES)],
            ["worker_id"],
            ["__count"],
        )
        return {worker.id: count for worker, count in held}

    def _is_suspended(self):
        """Tell whether this worker gets no new errands at the moment."""
        self.ensure_one()
        until = self.suspended_until
        return bool(until) and until > fields.Datetime.now()

    @api.model
    def _of_user(self, user):
        """Return the worker that this user is, whatever their rights."""
        # A courier's portal login has no rights on workers, not even on their own.
        return self.sudo().search(
            [
                ("partner_id", "=", user.partner_id.id),
                ("company_id", "in", user._get_company_ids()),
            ],
            limit=1,
        )

    def _own_task(self, task_id):
        """Return a task that this worker holds or held, an empty one otherwise."""
        task = self.env["errand.task"].browse(task_id).exists()
        return task if self and task.worker_id == self else task.browse()

    def _actor(self):
        """Return this worker as the one who makes a move."""
        self.ensure_one()
        return Actor(COURIER, user_id=self.user_id.id, worker_id=self.id)

    def _accepts(self, category):
        """Tell whether this worker takes errands of the category."""
        self.ensure_one()
        return not self.category_ids or category in self.category_ids
