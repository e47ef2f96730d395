# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_datetime

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES


class ErrandWorker(models.Model):
    """Couriers on duty, and where they are."""

    _inherit = "errand.worker"

    on_duty_since = fields.Datetime(readonly=True, copy=False, index="btree_not_null")
    is_on_duty = fields.Boolean(
        "On Duty", compute="_compute_is_on_duty", search="_search_is_on_duty"
    )
    position_ids = fields.One2many("errand.position", "worker_id", readonly=True)
    position_at = fields.Datetime(compute="_compute_position_at")

    # === COMPUTE === #

    @api.depends("on_duty_since")
    def _compute_is_on_duty(self):
        for worker in self:
            worker.is_on_duty = bool(worker.on_duty_since)

    def _search_is_on_duty(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("on_duty_since", "!=", False)

    def _compute_position_at(self):
        for worker in self:
            worker.position_at = worker._position().at

    # === DUTY === #

    def _go_on_duty(self):
        """Start to be told of errands.

        :raise UserError: not a verified courier
        """
        self.ensure_one()
        self._check_may_carry()
        if not self.on_duty_since:
            self.on_duty_since = fields.Datetime.now()

    def _go_off_duty(self):
        """Stop to be told of errands. What is held already is brought to its end."""
        there = self.filtered("on_duty_since")
        # Nobody may write what is kept of it, not even who sends them off.
        self.env["errand.duty"].sudo()._note(there)
        there.write({"on_duty_since": False})

    def _check_may_carry(self):
        """Refuse whoever is not a verified courier (R1.5).

        :raise UserError: says why
        """
        if not self or not self.is_courier or not self.active:
            raise UserError(self.env._("This account is not a courier's."))
        if self.verification == "pending":
            raise UserError(
                self.env._("Your application is being checked. We will tell you soon.")
            )
        if self.verification == "rejected":
            raise UserError(
                self.env._("Your application was not accepted. Please ask our support.")
            )
        if self._is_suspended():
            raise UserError(
                self.env._(
                    "You get no new errands until %s. Please ask our support.",
                    format_datetime(self.env, self.suspended_until, tz=self._tz_name()),
                )
            )

    def action_end_duty(self):
        """Send couriers off duty who forgot to leave."""
        self.check_access("write")
        self._go_off_duty()

    def action_open_duty(self):
        """Show when this courier was on duty."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "errand_dispatch.errand_duty_action"
            ),
            "domain": [("worker_id", "=", self.id)],
        }

    # === WORK === #

    def _active_tasks(self):
        """Return the tasks this worker holds, oldest first, as superuser."""
        # Couriers have no rights on tasks, not even on their own.
        return (
            self.env["errand.task"]
            .sudo()
            .search(
                [("worker_id", "=", self.id), ("state", "in", ACTIVE_TASK_STATES)],
                order="assigned_at, id",
            )
        )

    def _tz_name(self):
        """Return the name of the zone whose clock this worker lives by."""
        self.ensure_one()
        return self.branch_id.tz or self.company_id.partner_id.tz or "UTC"

    def _today_start(self):
        """Return midnight of the branch's clock, as naive UTC."""
        self.ensure_one()
        zone = ZoneInfo(self._tz_name())
        midnight = datetime.now(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)

    def _earnings_today(self):
        """Return today's credited pay and the errands that brought it (R0.12).

        Money that comes back for goods is shown, but it is not earned.

        :return: dict with total, count and lines (number, kind, amount, at)
        """
        self.ensure_one()
        # Couriers have no rights on the ledger; these are their own lines.
        lines = (
            self.env["errand.ledger.line"]
            .sudo()
            .search(self._earnings_domain(self._today_start()))
        )
        return {
            "total": -sum(
                lines.filtered(lambda line: line.kind != "goods").mapped("amount")
            ),
            "count": len(lines.order_id),
            "lines": [
                {
                    "number": line.order_id.name,
                    "category": line.order_id.category_id.name,
                    "kind": line.kind,
                    "amount": -line.amount,
                    "at": self.env["errand.task"]._iso(line.at),
                }
                for line in lines
            ],
        }

    def _earnings_domain(self, since):
        """Return the domain of the ledger lines that brought these workers something.

        :param since: naive UTC datetime
        """
        return [
            ("partner_id", "in", self.partner_id.ids),
            ("account", "in", ("courier_pending", "courier_payable")),
            # What only moves between their accounts was earned before.
            ("entry_id.kind", "not in", ("confirmation", "payout", "netting")),
            ("company_id", "in", self.company_id.ids),
            ("at", ">=", since),
        ]

    def _earned_since(self, since):
        """Return worker id to what they earned, in one query, goods left out.

        :param since: naive UTC datetime
        """
        groups = (
            self.env["errand.ledger.line"]
            .sudo()  # dispatchers ask, who have no rights on the ledger
            ._read_group(
                [*self._earnings_domain(since), ("entry_id.kind", "!=", "goods")],
                ["partner_id", "company_id"],
                ["amount:sum"],
            )
        )
        sums = {(partner, company): -amount for partner, company, amount in groups}
        return {
            worker.id: sums.get((worker.partner_id, worker.company_id), 0.0)
            for worker in self
        }

    # === PLACE === #

    def _position(self):
        """Return the worker's position row, empty when it is unknown."""
        # Couriers have no rights on positions, not even on their own.
        positions = self.sudo().position_ids
        # A slice forgets its companions: each would be read by a query of its own.
        return positions[:1].with_prefetch(positions._prefetch_ids)

    def _fresh_point(self):
        """Return where the worker is now, None when that is not known well enough."""
        self.ensure_one()
        position = self._position()
        if not position or position.at < self._oldest_position(self.company_id):
            return None
        return position._point()

    @api.model
    def _oldest_position(self, company):
        """Return the time before which a position is not taken for a live one."""
        minutes = company.errand_position_minutes
        return fields.Datetime.subtract(fields.Datetime.now(), minutes=minutes)

    def _tell_position(self):
        """Tell the open pages of the errands held; they ask for what they may see."""
        for order in self._active_tasks().order_id:
            order._bus_send("errand/track", {"id": order.id})

    def _working_spans(self):
        """Return when positions were the platform's business, as far as is known.

        :return: list of (from, until) in naive UTC: on duty, and errands held
        """
        self.ensure_one()
        now = fields.Datetime.now()
        day_ago = now - timedelta(days=1)
        # Couriers have no rights on assignments, not even on their own.
        claims = self.env["errand.assignment"].sudo()
        recent = claims.search(
            [
                ("worker_id", "=", self.id),
                "|",
                ("ended_at", "=", False),
                ("ended_at", ">=", day_ago),
            ]
        )
        held = [(claim.assigned_at, claim.ended_at or now) for claim in recent]
        # Nor on what is kept of their duty.
        on_duty = self.env["errand.duty"].sudo()._spans_since(self, day_ago)
        return [*held, *on_duty[self.id]]

    @api.ondelete(at_uninstall=False)
    def _unlink_with_history(self):
        self.env["errand.position.history"]._forget(self)
