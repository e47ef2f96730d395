# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..const import ENDED_TASK_STATES, SERVICE_CLASSES
from ..engine.actor import CUSTOMER, STAFF, SYSTEM, Actor
from ..engine.geo import Point
from .errand_move_mixin import Transition

#: Nobody changes these once the order is placed: they were priced and promised.
PROMISED = {
    "branch_id",
    "category_id",
    "currency_id",
    "description",
    "dropoff_contact_id",
    "fee",
    "goods_cap",
    "partner_id",
    "pickup_contact_id",
    "properties",
    "range_km",
    "service_class",
    "wanted_from",
    "wanted_until",
    "weight_kg",
}

#: Where the news of orders that a transaction told already are kept.
TOLD = "errand.order.told"


class ErrandOrder(models.Model):
    """What a customer asked for and was promised; its tasks are the work."""

    _name = "errand.order"
    _description = "Order"
    _inherit = [
        "errand.move.mixin",
        "bus.listener.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        "Order Number", required=True, readonly=True, copy=False, default="/"
    )
    company_id = fields.Many2one(
        related="branch_id.company_id", store=True, precompute=True, index=True
    )
    branch_id = fields.Many2one("errand.branch", required=True, index=True)
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        precompute=True,
        required=True,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True
    )
    category_id = fields.Many2one("errand.category", required=True, index=True)
    service_class = fields.Selection(SERVICE_CLASSES, required=True, default="ordinary")
    description = fields.Text(required=True)
    properties = fields.Properties(
        "Details", definition="category_id.property_definition", copy=True
    )
    pickup_contact_id = fields.Many2one(
        "errand.contact",
        string="Pick-up",
        check_company=True,
        copy=False,
        index="btree_not_null",
    )
    dropoff_contact_id = fields.Many2one(
        "errand.contact",
        string="Drop-off",
        check_company=True,
        copy=False,
        index="btree_not_null",
    )
    wanted_from = fields.Datetime(help="Empty: as soon as possible.")
    wanted_until = fields.Datetime()
    range_km = fields.Float(
        "Courier Range (km)",
        digits=(8, 2),
        default=5.0,
        help="Couriers further away than this are not told of the order.",
    )
    distance_km = fields.Float(
        "Distance (km)", digits=(8, 2), compute="_compute_distance_km", store=True
    )
    weight_kg = fields.Float(
        "Weight (kg)", digits=(8, 2), help="0: the customer does not know, or none."
    )
    goods_cap = fields.Monetary(
        "Goods at Most", help="What the courier may spend on the goods."
    )
    fee = fields.Monetary("Delivery Fee")
    quote_id = fields.Many2one("errand.quote", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("placed", "Placed"),
            ("in_progress", "In Progress"),
            ("done", "Delivered"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default="draft",
        group_expand=True,
    )
    placed_at = fields.Datetime(readonly=True, copy=False)
    done_at = fields.Datetime(readonly=True, copy=False)
    cancelled_at = fields.Datetime(readonly=True, copy=False)
    task_ids = fields.One2many("errand.task", "order_id", readonly=True)
    event_ids = fields.One2many("errand.event", "order_id", readonly=True)
    attachment_ids = fields.One2many(
        "ir.attachment",
        "res_id",
        string="Pictures and Files",
        domain=[("res_model", "=", "errand.order"), ("res_field", "=", False)],
    )

    _name_unique = models.UniqueIndex(
        "(name, company_id) WHERE name != '/'", "This order number exists already."
    )
    _range_sane = models.Constraint(
        "CHECK (range_km > 0 AND range_km <= 100)",
        "The range lies between 0 and 100 km.",
    )
    _fee_positive = models.Constraint(
        "CHECK (fee >= 0 AND goods_cap >= 0 AND weight_kg >= 0)",
        "Amounts cannot be negative.",
    )
    _slot_order = models.Constraint(
        "CHECK (wanted_until IS NULL OR wanted_until > wanted_from)",
        "The wanted time ends before it begins.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        for order in orders.filtered(lambda order: order.name == "/"):
            # Customers make orders, and have no rights on sequences.
            order_sudo = order.sudo()
            order_sudo.name = order_sudo.env["ir.sequence"].next_by_code("errand.order")
        return orders

    # === COMPUTE === #

    @api.depends("branch_id")
    def _compute_currency_id(self):
        """The currency of the branch's company, fixed with the draft (design 3)."""
        for order in self:
            if order.state == "draft" or not order.currency_id:
                company = order.branch_id.company_id or self.env.company
                order.currency_id = company.currency_id

    @api.depends("pickup_contact_id", "dropoff_contact_id", "quote_id")
    def _compute_distance_km(self):
        """The way that was priced; else what is known of it, without asking anybody."""
        for order in self:
            points = order._points()
            quote = order.sudo().quote_id  # a customer may not read quotes
            if quote and quote._is_of_points(points):
                order.distance_km = quote.distance_km
            else:
                order.distance_km = order._route_km(points)

    def _points(self):
        """Return (pick-up, drop-off) as ``Point``s, None where there is none."""
        self.ensure_one()
        # Clerks of other branches, and customers, may not read contacts.
        contacts = [self.sudo().pickup_contact_id, self.sudo().dropoff_contact_id]
        return tuple(
            Point(contact.latitude, contact.longitude) if contact.has_point else None
            for contact in contacts
        )

    def _route_km(self, points):
        """Return the way from pick-up to drop-off in km, 0 without two points."""
        return (self.company_id or self.env.company)._errand_route_km(*points)

    def _start_point(self):
        """Return where the work begins: the pick-up, else the drop-off, else None."""
        pickup, dropoff = self._points()
        return pickup or dropoff

    def _described_properties(self):
        """Return the filled fields of the category's form: label and value as text."""
        self.ensure_one()
        described = []
        for field in self.read(["properties"])[0]["properties"]:
            value = self.category_id._property_text(field, self.sudo().branch_id.tz)
            if value:
                label = self.category_id._property_label(field["string"])
                described.append({"label": label, "value": value})
        return described

    # === STATES === #

    def _door_fields(self):
        """What was promised is fixed when the order is placed."""
        fixed = {"state", "name", "placed_at", "done_at", "cancelled_at", "quote_id"}
        if any(order.state != "draft" for order in self):
            fixed |= PROMISED
        return super()._door_fields() | fixed

    def _check_written(self, values):
        """Rules are checked before a write: nobody moves an order out of sight."""
        if values.get("branch_id") and not self.env.su:
            self.env["errand.branch"].browse(values["branch_id"]).check_access("read")
        return super()._check_written(values)

    @api.model
    def _transitions(self):
        return {
            "placed": Transition(
                frozenset({"draft", "in_progress"}),
                frozenset({CUSTOMER, STAFF, SYSTEM}),
                ("_check_ready",),
            ),
            "in_progress": Transition(frozenset({"placed"}), frozenset({SYSTEM})),
            "done": Transition(frozenset({"in_progress"}), frozenset({SYSTEM})),
            "failed": Transition(frozenset({"in_progress"}), frozenset({SYSTEM})),
            "cancelled": Transition(
                frozenset({"draft", "placed", "in_progress"}),
                frozenset({CUSTOMER, STAFF, SYSTEM}),
                ("_check_called_off",),
            ),
        }

    def _prepare_event_values(self):
        return {"order_id": self.id, "task_id": False}

    def _lock_for_move(self, contest):
        # Orders before their tasks, for everybody: no two moves wait in a circle.
        self._lock_rows(contest)
        # A customer moves their order without having rights on its tasks.
        self.sudo().task_ids._lock_rows(contest)

    def _on_moved(self, target, actor, before):
        if target == "placed":
            new = self.filtered(lambda order: before[order.id] == "draft")
            new.write({"placed_at": fields.Datetime.now()})
            new._create_tasks()
            new._release_tasks()
        elif target == "done":
            self.write({"done_at": fields.Datetime.now()})
        elif target == "cancelled":
            self.write({"cancelled_at": fields.Datetime.now()})
            self.task_ids.filtered(
                lambda task: task.state not in ENDED_TASK_STATES
            )._move_to("cancelled")
        self._notify_followers()
        return super()._on_moved(target, actor, before)

    def _refused_message(self, target):
        if target == "cancelled" and "in_progress" in self.mapped("state"):
            return self.env._(
                "A courier is on the way already, so this order cannot be cancelled "
                "here any more. Please ask our support."
            )
        return super()._refused_message(target)

    def _follow_tasks(self, moving):
        """Move each order to the state that its tasks add up to.

        :param moving: tasks that just moved; they and their orders are locked already
        """
        # The others must be read after a lock too: one may end at the same moment.
        others = self.task_ids - moving
        if others:
            others._lock_rows(contest=False)
        for target, orders in self.grouped(
            lambda order: order._state_of_work()
        ).items():
            behind = orders.filtered_domain([("state", "!=", target)])
            if behind:
                behind._move_to(target, is_locked=True)

    @api.model
    def _state_of_tasks(self, states):
        """Return the order state that a list of task states adds up to."""
        live = [state for state in states if state != "cancelled"]
        if not live:
            return "cancelled"
        if all(state in ENDED_TASK_STATES for state in live):
            return "failed" if "failed" in live else "done"
        started = any(state not in ("waiting", "open") for state in live)
        return "in_progress" if started else "placed"

    # === TASKS === #

    def _create_tasks(self):
        """Make the work of each order. Modules add their own tasks here."""
        self.env["errand.task"].create(
            [values for order in self for values in order._prepare_task_values()]
        )

    def _prepare_task_values(self):
        """Return a list of values, one for each task of the order."""
        self.ensure_one()
        pickup, dropoff = self._points()
        rule = self.env["errand.price.rule"]._find(
            self.company_id, self.category_id, self.service_class
        )
        share, _commission = rule._split_fee(self.fee)
        start = pickup or dropoff
        return [
            {
                "order_id": self.id,
                "kind": "carry" if start else "answer",
                "worker_pay": share,
                "commission_percent": rule.commission_percent,
                "proof_rules": self.category_id._proof_rules(),
                "start_latitude": start.latitude if start else False,
                "start_longitude": start.longitude if start else False,
                "has_start": bool(start),
                "next_action_at": self._payment_deadline(),
            }
        ]

    def _payment_deadline(self):
        """Return when an order that is not ready for couriers is given up."""
        minutes = self.company_id.errand_payment_minutes
        return fields.Datetime.now() + timedelta(minutes=minutes)

    def _is_released(self):
        """Tell whether couriers may be told. Hook: money says when it is paid."""
        self.ensure_one()
        return True

    def _release_tasks(self):
        """Open the waiting tasks of released orders, or set when they will open."""
        ready = self.filtered(lambda order: order._is_released())
        ready.task_ids.filtered(lambda task: task.state == "waiting")._open_in_time()

    def _opens_at(self):
        """Return when couriers are told: a slot's start less the way there.

        False: as soon as possible.

        Design 6: slot start - route time - lead.
        """
        self.ensure_one()
        if not self.wanted_from:
            return False
        minutes = self.company_id._errand_route_minutes(self.distance_km)
        return self.wanted_from - timedelta(minutes=minutes + self._lead_minutes())

    def _lead_minutes(self):
        """Return how long before they must leave couriers are told of a slot order."""
        self.ensure_one()
        return self.company_id.errand_lead_minutes

    # === ACTIONS === #

    def action_place(self):
        """Place the orders for their customers, who then pay."""
        self.check_access("write")
        self._ask_routes()  # before anything is locked
        self._move_to("placed", actor=self._staff_actor(), key=f"place-{self.ids}")

    def _customer_actor(self):
        """Return the signed-in customer as the one who moves their own order.

        :raise UserError: it is not their order
        """
        if self.sudo().partner_id != self.env.user.partner_id:
            raise UserError(self.env._("This is not your order."))
        return Actor(CUSTOMER, user_id=self.env.uid)

    @api.model
    def _staff_actor(self):
        return Actor(STAFF, user_id=self.env.uid)

    # === NEWS === #

    def _notify_followers(self):
        """Tell open pages that the order changed. They ask for what they may see.

        Once a transaction, unless its state changes again.
        """
        told = self.env.cr.precommit.data.setdefault(TOLD, set())
        for order in self:
            news = (order.id, order.state)
            if news not in told:
                told.add(news)
                order._bus_send("errand/order", {"id": order.id, "state": order.state})

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(order.state != "draft" for order in self):
            raise UserError(
                self.env._("An order that was placed is kept. Cancel it instead.")
            )
