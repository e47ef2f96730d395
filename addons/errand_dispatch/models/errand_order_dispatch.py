# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from odoo.addons.errand_base.engine import ending

from .errand_dispatch_policy import COURIER


class ErrandOrder(models.Model):
    """What dispatch does to an order as a whole."""

    _inherit = "errand.order"

    branch_reason = fields.Selection(
        selection_add=[("passed", "Passed on: nobody there handled it")]
    )

    def _lead_minutes(self):
        """Override of ``errand_base``: the policy may have a lead of its own."""
        policy = self._dispatch_policy()
        return policy.lead_minutes or super()._lead_minutes()

    def _dispatch_policy(self):
        """Return (as superuser) the policy of the order's way, maybe none."""
        self.ensure_one()
        policies = self.env["errand.dispatch.policy"].sudo()  # customers ask too
        return policies.browse(
            policies._chosen(
                self.company_id.id,
                self.branch_id.id,
                self.category_id.id,
                self.service_class,
                COURIER,
            )
        )

    def _give_up_search(self):
        """Nobody was found: end the order by the rule of our side (R0.7, R0.2)."""
        self.ensure_one()
        self._lock_for_move(contest=False)
        if self.state != "placed":
            return
        offer = self._cancel_offer(ending.PLATFORM_SIDE)
        self._note_ending(ending.CANCEL, "nobody_found", offer.outcome, offer.rule)
        self._move_to("cancelled", reason="nobody_found")

    def _customer_news(self, target):
        """Override of ``errand_notice``: it was not they who cancelled."""
        if target == "cancelled" and self.ending_reason == "nobody_found":
            return "customer_nobody_found"
        return super()._customer_news(target)
