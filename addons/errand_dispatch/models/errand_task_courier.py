# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re

from odoo import models

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES

#: Decimals of a point shown before the grab: about 100 m.
COARSE = 3
#: Runs of digits in a description that could be a phone or a door code.
DIGITS = re.compile(r"\d[\d\s-]{4,}\d")


class ErrandTask(models.Model):
    """What a courier may see of a task: a whitelist, before and after the grab."""

    _inherit = "errand.task"

    def _pool_card(self, km, worker=None):
        """Return what every courier in range sees: no names, no exact address.

        :param km: kilometres from the courier to the start, or None
        :param worker: who looks, to be told that the customer asks for them
        """
        self.ensure_one()
        order = self.order_id
        pickup, dropoff = order._points()
        return {
            "id": self.id,
            "category_id": self.category_id.id,
            "category": self.category_id.name,
            "icon": self.category_id.icon,
            "service_class": self.service_class,
            "description": DIGITS.sub("•••", order.description or "")[:140],
            **self._pay_summary(),
            "goods_cap": order.goods_cap,
            "km_to_start": None if km is None else round(km, 1),
            "trip_km": order.distance_km,
            "weight_kg": order.weight_kg,
            "start": self._coarse(pickup or dropoff),
            "end": self._coarse(dropoff if pickup else None),
            "wanted_from": self._iso(order.wanted_from),
            "wanted_until": self._iso(order.wanted_until),
            "opened_at": self._iso(self.opened_at),
            "is_asked_for": bool(worker) and order.wished_worker_id == worker,
        }

    def _job_summary(self):
        """Return what a courier sees of their own task in a list."""
        self.ensure_one()
        return {
            "id": self.id,
            "number": self.order_id.name,
            "category": self.category_id.name,
            "icon": self.category_id.icon,
            "state": self.state,
            "is_accepted": self._is_taken_on(),
            "accept_by": self._iso(self._accept_by()),
            "leg": self.leg,
            "return_to": self.return_to or None,
            "ending": self._ending_text(),
            **self._pay_summary(),
            "goods": self._goods_summary(),
            "steps": self._steps_ahead(),
            "has_pickup": self._has_pickup(),
            "has_dropoff": self._has_dropoff(),
            "needs_code": self._needs_code(),
            "code_dead": self._is_code_dead(),
            "proofs": self._proofs_asked(),
            "code_replaceable": self._may_replace_code(),
            "wanted_from": self._iso(self.order_id.wanted_from),
            "wanted_until": self._iso(self.order_id.wanted_until),
            "stages": {
                "assigned": self._iso(self.assigned_at),
                "at_pickup": self._iso(self.at_pickup_at),
                "picked_up": self._iso(self.picked_up_at),
                "at_dropoff": self._iso(self.at_dropoff_at),
                "done": self._iso(self.done_at),
            },
        }

    def _job_details(self, worker):
        """Return all that the holder needs, and log the look (R0.10, design 3).

        Only between grab and end; afterwards it is the summary alone.
        """
        self.ensure_one()
        summary = self._job_summary()
        if self.state not in ACTIVE_TASK_STATES or self.worker_id != worker:
            return summary
        order = self.order_id
        self.env["errand.event"]._log(
            self, "look", worker._actor(), reason="courier_job"
        )
        return {
            **summary,
            "description": order.description,
            "details": order._described_properties(),
            "trip_km": order.distance_km,
            "weight_kg": order.weight_kg,
            **self._stop_cards(),
            "files": [
                {
                    "id": attachment.id,
                    "name": attachment.name,
                    "is_image": attachment.mimetype.startswith("image/"),
                    "url": f"/courier/file/{self.id}/{attachment.id}",
                }
                for attachment in order.attachment_ids
            ],
        }

    def _stop_cards(self):
        """Return the ends of the way: back, it ends where it began or at the branch."""
        order = self.order_id
        if self.leg == "outward":
            return {
                "pickup": self._contact_card(order.pickup_contact_id),
                "dropoff": self._contact_card(order.dropoff_contact_id),
            }
        if self.return_to == "branch":
            return {"pickup": None, "dropoff": self._branch_card(self.branch_id)}
        return {"pickup": None, "dropoff": self._contact_card(order.pickup_contact_id)}

    def _branch_card(self, branch):
        return {
            "name": branch.name,
            "phone": branch.phone or "",
            "address": branch.address or "",
            "detail": "",
            "latitude": branch.latitude,
            "longitude": branch.longitude,
        }

    def _contact_card(self, contact):
        """Return a contact for the courier who is on the way to it."""
        if not contact:
            return None
        return {
            "name": contact.name,
            "phone": contact.phone_masked,
            "address": contact.address,
            "detail": contact.address_detail or "",
            "latitude": contact.latitude,
            "longitude": contact.longitude,
        }

    def _has_dropoff(self):
        self.ensure_one()
        if self.leg == "return":
            return True
        return self.kind == "carry" and bool(self.order_id.dropoff_contact_id)

    def _proofs_asked(self):
        """Return the kinds of proof in their order: kind, level and whether given."""
        given = self._given_proofs()
        return [
            {"kind": kind, "level": level, "is_given": kind in given}
            for kind, level in self._proof_levels().items()
            if level != "no"
        ]

    def _steps_ahead(self):
        """Return the steps that the courier still taps, in their order.

        A phone without a network goes on along this list; the taps are sent later.
        """
        self.ensure_one()
        if self.state not in ACTIVE_TASK_STATES:
            return []
        steps = ["bought"] if self._needs_goods_report() else []
        if self._has_pickup() and self.state == "assigned":
            arrival = [] if self.at_pickup_at else ["at_pickup"]
            steps = [*arrival, *steps, "picked_up"]
        if self._has_dropoff() and not self.at_dropoff_at:
            steps.append("at_dropoff")
        return [*steps, "deliver"]

    def _coarse(self, point):
        if point is None:
            return None
        return {
            "latitude": round(point.latitude, COARSE),
            "longitude": round(point.longitude, COARSE),
        }

    def _iso(self, moment):
        """Return a naive UTC datetime as ISO 8601 with its Z, for browsers."""
        return f"{moment.isoformat(timespec='seconds')}Z" if moment else None
