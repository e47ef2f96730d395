# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class ErrandComplaint(models.Model):
    """What staff do about a complaint: money, points, a pause (R0.13)."""

    _inherit = "errand.complaint"

    def _resolve(self, answer, decisions, actor, key):
        """Carry out what staff decided, all of it or nothing, and answer.

        :param decisions: list of dicts for ``errand.resolution``: kind and figures
        :param key: the request's key: sent twice, it is done once
        :raise UserError: something is not possible; says what to do
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        if self.state == "resolved":
            self._move_to("resolved", actor=actor, key=key)
            return
        complaint = self.sudo()  # the caller has checked the rights of staff
        complaint.answer = answer
        for number, decision in enumerate(decisions, 1):
            resolution = complaint.env["errand.resolution"].create(
                {
                    "complaint_id": self.id,
                    "user_id": actor.user_id,
                    "key": f"complaint:{self.id}:{key}:{number}",
                    **decision,
                }
            )
            complaint._carry_out()[resolution.kind](resolution)
        self._move_to("resolved", actor=actor, key=key)

    @api.model
    def _carry_out(self):
        """Map a kind of resolution to the method that does it. Modules add theirs."""
        return {
            "refund": self._do_refund,
            "recredit": self._do_recredit,
            "points": self._do_points,
            "suspend": self._do_suspend,
        }

    def _do_refund(self, resolution):
        """Give the customer money back, at the cost of courier, platform or both."""
        order = resolution.order_id
        if order.state not in ("done", "failed", "cancelled"):
            raise UserError(
                self.env._(
                    "The errand is still under way. Cancel it, or refund at its end."
                )
            )
        share = resolution.courier_amount
        shares = [(resolution.worker_id, share)] if share else []
        order._refund_after_end(resolution.amount, resolution.key, shares)

    def _do_recredit(self, resolution):
        """Credit a courier who was treated wrongly."""
        resolution.order_id._book_recredit(
            resolution.worker_id, resolution.amount, resolution.key
        )

    def _do_points(self, resolution):
        """Take or give points."""
        self.env["errand.point"]._grant(
            resolution.worker_id,
            resolution.points,
            "complaint",
            resolution.key,
            resolution.order_id,
        )

    def _do_suspend(self, resolution):
        """Give a courier no new errands for some days; a longer pause stays."""
        worker = resolution.worker_id
        until = fields.Datetime.now() + timedelta(days=resolution.days)
        if not worker.suspended_until or worker.suspended_until < until:
            worker.suspended_until = until

    def _check_refund_right(self, amount):
        """Refuse a refund that is above what this user may decide.

        :raise AccessError: says who may
        """
        self.ensure_one()
        limit = self.company_id.errand_support_limit
        if self.currency_id.compare_amounts(
            amount, limit
        ) > 0 and not self.env.user.has_group("errand_base.group_finance"):
            raise AccessError(
                self.env._(
                    "Refunds above %s are decided by finance.",
                    self.currency_id.format(limit),
                )
            )
