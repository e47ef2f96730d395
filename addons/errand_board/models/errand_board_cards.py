# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from odoo.addons.errand_dispatch.models.errand_task_courier import DIGITS

#: The column of each state.
COLUMNS = {
    "waiting": "scheduled",
    "open": "open",
    "assigned": "assigned",
    "picked_up": "under_way",
}
TEXT_SHOWN = 100


class ErrandBoard(models.AbstractModel):
    """What the board shows of a task."""

    _inherit = "errand.board"

    def _card(self, task, late):
        """Return one card: no names but the courier's, no phones."""
        order = task.order_id
        # Whoever reads the task may know whose it is, in another branch now too.
        worker = task.worker_id.sudo()
        return {
            "id": task.id,
            "order_id": order.id,
            "number": order.name,
            "column": COLUMNS[task.state],
            "kind": task.kind,
            "leg": task.leg,
            "category": task.category_id.name,
            "icon": task.category_icon,
            "service_class": task.service_class,
            "branch": task.branch_id.name,
            "text": DIGITS.sub("•••", order.description or "")[:TEXT_SHOWN],
            "is_cash": order.payment_way == "cash",
            **self._stops(task),
            "wanted_from": self._iso(order.wanted_from),
            "wanted_until": self._iso(order.wanted_until),
            "opens_at": self._iso(task.state == "waiting" and task.next_action_at),
            "since": self._iso(self._since(task)),
            "worker": {"id": worker.id, "name": worker.name} if worker else None,
            "late": late,
            # Where it stands in the policy: whoever reads the task may read that.
            "step": task.sudo()._dispatch_summary(),
            "can_assign": not task.sudo()._refusal_now(),
            "can_unassign": task.state == "assigned" and not task.sudo()._is_carrying(),
        }

    def _since(self, task):
        """Return when the task came into its column."""
        moments = {
            "open": task.opened_at,
            "assigned": task.assigned_at,
            "picked_up": task.picked_up_at or task.assigned_at,
        }
        return moments.get(task.state)

    def _stops(self, task):
        """Return where the way begins and ends, as staff may read it."""
        order = task.order_id.sudo()  # contacts of their own tasks' orders
        if task.leg == "return":
            back = task.return_to == "branch"
            return {
                "pickup": None,
                "dropoff": self._branch_stop(task.branch_id)
                if back
                else self._stop(order.pickup_contact_id),
            }
        return {
            "pickup": self._stop(order.pickup_contact_id),
            "dropoff": self._stop(order.dropoff_contact_id),
        }

    def _stop(self, contact):
        if not contact:
            return None
        return {
            "address": contact.address or "",
            "latitude": contact.latitude if contact.has_point else None,
            "longitude": contact.longitude if contact.has_point else None,
        }

    def _branch_stop(self, branch):
        return {
            "address": branch.name,
            "latitude": branch.latitude,
            "longitude": branch.longitude,
        }
