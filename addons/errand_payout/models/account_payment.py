# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.exceptions import UserError

from odoo.addons.errand_base.engine.actor import STAFF, Actor


class AccountPayment(models.Model):
    """Payments that pay couriers out."""

    _inherit = "account.payment"

    def _errand_payouts(self):
        # Whoever posts payments need not be in the finance of the errands.
        payouts_sudo = self.env["errand.payout"].sudo()
        return payouts_sudo.search([("payment_id", "in", self.ids)])

    def action_post(self):
        """Override of ``account``: the courier's money is out."""
        payouts = self._errand_payouts()
        payouts._lock_for_move(contest=False)
        result = super().action_post()
        payouts.filtered(lambda payout: payout.state == "approved")._move_to(
            "paid",
            actor=Actor(STAFF, user_id=self.env.uid),
            paid_at=self.env.cr.now(),
        )
        return result

    def action_draft(self):
        """Override of ``account``: what the ledger calls paid stays paid."""
        self._check_errand_payouts()
        return super().action_draft()

    def action_cancel(self):
        """Override of ``account``: as above; else the payout is rejected instead."""
        self._check_errand_payouts()
        return super().action_cancel()

    def _check_errand_payouts(self):
        """Refuse to take back the payment of a payout that is under way or paid.

        :raise UserError: names it
        """
        held = self._errand_payouts().filtered(
            lambda payout: payout.state in ("approved", "paid")
        )
        if held:
            raise UserError(
                self.env._(
                    "This payment belongs to a payout: %s. Reject the payout, or book "
                    "the money's return as a new receipt.",
                    ", ".join(held.mapped("name")),
                )
            )
