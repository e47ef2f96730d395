# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.errand_base.engine.actor import CUSTOMER


class ErrandOrder(models.Model):
    """What an order that was not delivered costs, and whoever still owes (R0.2)."""

    _inherit = "errand.order"

    def _held_total(self):
        """Override of ``errand_base``: what is held, less what goods cost already."""
        self.ensure_one()
        held = sum(self._held().values())
        return self.currency_id.round(held - self._goods_spent())

    def _settlement(self, target):
        """Return what is kept of an order that ends without delivery.

        What the rule said when it was decided, and the way back if it was done.
        Goods that a courier paid for are booked apart, before (``_book_goods``).

        :param target: ``cancelled`` or ``failed``
        :return: (amount kept from the customer, list of (worker, amount) that the
            couriers get); what they do not get of the kept amount stays with the
            platform, what they get beyond it is a cost of support
        """
        self.ensure_one()
        backs = self.task_ids.filtered(
            lambda task: task.leg == "return" and task.state == "done"
        )
        shares = [(task.worker_id, task.worker_pay) for task in backs]
        worker = self.ending_worker_id or self._outward_task().worker_id
        if worker:
            shares.append((worker, self.courier_amount))
        kept = self.kept_amount + self._return_fee()
        return self.currency_id.round(kept), shares

    def _charge_penalty(self, worker, amount, key):
        """Override of ``errand_base``: it is taken from the courier's credit."""
        self._book_penalty(worker, amount, key)

    # === DEBTS === #

    def _open_debts(self):
        """Return what the order's customer still owes, of every order, as superuser."""
        self.ensure_one()
        return self._debts_of(self.partner_id, self.company_id)

    def _debts_of(self, partner, company):
        """Return the debts of a customer with a company, as superuser."""
        return (
            self.env["errand.charge"]
            .sudo()
            .search(
                [
                    ("kind", "=", "debt"),
                    ("state", "=", "due"),
                    ("company_id", "=", company.id),
                    ("order_id.partner_id", "=", partner.id),
                ]
            )
        )

    def _check_ready(self, actor):
        """Override of ``errand_base``: who owes pays first. Staff may place anyway.

        :raise ValidationError: names the order that is not paid
        """
        result = super()._check_ready(actor)
        for order in self.filtered(lambda order: order.state == "draft"):
            debt = order._open_debts()[:1]
            if debt and actor.role == CUSTOMER:
                raise ValidationError(
                    self.env._(
                        "%(amount)s of order %(order)s is still to be paid. Please pay "
                        "it first, then post this errand.",
                        amount=debt.currency_id.format(debt.amount_left),
                        order=debt.order_id.name,
                    )
                )
        return result

    def _abandoned_domain(self, company):
        """Override of ``errand_base``: a draft with a payment is kept."""
        domain = super()._abandoned_domain(company)
        return domain & Domain("transaction_ids", "=", False)
