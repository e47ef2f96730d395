# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES


class ErrandTask(models.Model):
    """Who may call whom about a task: only while somebody holds it."""

    _inherit = "errand.task"

    call_ids = fields.One2many("errand.call", "task_id", readonly=True)

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: numbers connect nobody after the end."""
        result = super()._on_moved(target, actor, before)
        ended = self.filtered(
            lambda task: (
                before[task.id] in ACTIVE_TASK_STATES
                and task.state not in ACTIVE_TASK_STATES
            )
        )
        ended.call_ids._release_later()
        return result

    def _can_call(self):
        """Tell whether calls are offered for this task now."""
        return (
            self.state in ACTIVE_TASK_STATES
            and self.company_id.sudo()._errand_call_api() is not None
        )

    def _call_parties(self, role):
        """Return whom a role may call: a list of (party, label).

        :param role: customer, courier or recipient
        """
        self.ensure_one()
        if not self._can_call():
            return []
        if role != "courier":
            return [("courier", self.env._("Call the courier"))]
        order = self.sudo().order_id
        parties = [("customer", self.env._("Call the customer"))]
        if order.pickup_contact_id:
            parties.append(("pickup", self.env._("Call the pick-up")))
        if order.dropoff_contact_id:
            parties.append(("dropoff", self.env._("Call the drop-off")))
        return parties

    def _call_number(self, party, actor):
        """Return a party's number in E.164, False when none is known; log the look."""
        self.ensure_one()
        order = self.sudo().order_id
        if party in ("pickup", "dropoff"):
            contact = order[f"{party}_contact_id"]
            return contact and contact._reveal_phone(order, actor, "masked_call")
        partner = order.partner_id if party == "customer" else self.worker_id.partner_id
        self.env["errand.event"]._log(self, "look", actor, reason="masked_call")
        return partner._errand_call_number(self.company_id)

    def _call_refusal(self, party):
        """Return why no call can be made, in words that say what to do."""
        return self.env._("No call can be made right now. Please write in the chat.")
