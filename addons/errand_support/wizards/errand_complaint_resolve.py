# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError


class ErrandComplaintResolve(models.TransientModel):
    """The form in which staff decide about a complaint (R0.13)."""

    _name = "errand.complaint.resolve"
    _description = "Decision About A Complaint"

    complaint_id = fields.Many2one("errand.complaint", required=True, readonly=True)
    order_id = fields.Many2one(related="complaint_id.order_id")
    currency_id = fields.Many2one(related="complaint_id.currency_id")
    answer = fields.Text(help="The person who complained reads this.")
    refund = fields.Monetary("Refund to the Customer")
    refundable = fields.Monetary("At Most", compute="_compute_refundable")
    courier_percent = fields.Integer(
        "Borne by the Courier (%)", help="The rest is a cost of support."
    )
    worker_id = fields.Many2one(
        "errand.worker",
        string="Courier",
        compute="_compute_worker_id",
        store=True,
        readonly=False,
    )
    recredit = fields.Monetary("Credit to the Courier")
    points = fields.Integer(help="Below zero: points are taken.")
    suspend_days = fields.Integer("No New Errands For (days)")

    _figures = models.Constraint(
        "CHECK (refund >= 0 AND recredit >= 0 AND suspend_days BETWEEN 0 AND 365"
        " AND courier_percent BETWEEN 0 AND 100 AND points BETWEEN -1000 AND 1000)",
        "Amounts are not negative, percents lie between 0 and 100, days up to 365.",
    )

    @api.depends("complaint_id")
    def _compute_refundable(self):
        for wizard in self:
            # Who decides about money sees what was paid.
            wizard.refundable = wizard.complaint_id.order_id.sudo()._returnable()

    @api.depends("complaint_id")
    def _compute_worker_id(self):
        for wizard in self:
            wizard.worker_id = wizard.complaint_id.order_id.task_ids.worker_id[:1]

    def action_resolve(self):
        """Do it all, and answer."""
        self.ensure_one()
        complaint = self.complaint_id
        complaint._check_staff()
        complaint._check_refund_right(self.refund + self.recredit)
        complaint._resolve(
            self.answer,
            self._decisions(),
            self.env["errand.order"]._staff_actor(),
            f"resolve-{self.id}",
        )
        return {"type": "ir.actions.act_window_close"}

    def action_reject(self):
        """Say no, with a reason."""
        self.ensure_one()
        complaint = self.complaint_id
        complaint._check_staff()
        # The answer is part of the decision, whose rights were just checked.
        complaint.sudo().answer = self.answer
        complaint._move_to(
            "rejected",
            actor=self.env["errand.order"]._staff_actor(),
            key=f"reject-{self.id}",
        )
        return {"type": "ir.actions.act_window_close"}

    def _decisions(self):
        """Return what is filled in as values of resolutions."""
        worker = self.worker_id
        if not worker and (
            self.recredit or self.points or self.suspend_days or self.courier_percent
        ):
            raise UserError(self.env._("Please choose the courier this is about."))
        borne = self.currency_id.round(self.refund * self.courier_percent / 100)
        rows = [
            ("refund", {"amount": self.refund, "courier_amount": borne}, self.refund),
            ("recredit", {"amount": self.recredit}, self.recredit),
            ("points", {"points": self.points}, self.points),
            ("suspend", {"days": self.suspend_days}, self.suspend_days),
        ]
        return [
            {"kind": kind, "worker_id": worker.id, **values}
            for kind, values, is_filled in rows
            if is_filled
        ]
