# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES

from ..engine.arrival import Leg, estimate

DISPATCHER = "errand_base.group_dispatcher"
#: Decimals of a shown position: about one metre.
SHOWN = 5


class ErrandTask(models.Model):
    """Where the courier of a task is, and when they arrive (R0.9).

    Asked for, never stored: each write would fail a grab beside it (design 3).
    """

    _inherit = "errand.task"

    courier_seen_at = fields.Datetime(
        compute="_compute_courier_place", groups=DISPATCHER
    )
    courier_is_live = fields.Boolean(
        "Position Is Live", compute="_compute_courier_place", groups=DISPATCHER
    )
    courier_place = fields.Char(
        "Courier's Position", compute="_compute_courier_place", groups=DISPATCHER
    )

    # === COMPUTE === #

    @api.depends("state", "worker_id")
    def _compute_courier_place(self):
        for task in self:
            place = task._courier_place()
            task.courier_seen_at = place and place["at"]
            task.courier_is_live = bool(place) and place["is_live"]
            task.courier_place = place and "{latitude:.5f}, {longitude:.5f}".format(
                **place
            )

    # === PLACE === #

    def _is_tracked(self, for_recipient=False):
        """Tell whether pages may show where the courier is: only from grab to end.

        The recipient follows from the pick-up on: where a courier goes before, and so
        where the goods come from, is no business of theirs.
        """
        self.ensure_one()
        if self.kind != "carry" or self.state not in ACTIVE_TASK_STATES:
            return False
        return not for_recipient or self.state == "picked_up" or not self._has_pickup()

    def _courier_place(self, for_recipient=False):
        """Return where the courier is, None when that is not known or not shown.

        :return: dict of latitude, longitude, accuracy_m, at, age_s, is_live
        """
        self.ensure_one()
        position = self.worker_id._position()
        if not position or not self._is_tracked(for_recipient):
            return None
        live = timedelta(minutes=self.company_id.errand_live_minutes)
        since = self.assigned_at - live
        if for_recipient and self.picked_up_at:
            since = self.picked_up_at
        if position.at < since:
            return None  # from before this errand: the courier's own affair
        age = max(fields.Datetime.now() - position.at, timedelta())
        return {
            "latitude": round(position.latitude, SHOWN),
            "longitude": round(position.longitude, SHOWN),
            "accuracy_m": round(position.accuracy_m or 0),
            "at": position.at,
            "age_s": int(age.total_seconds()),
            "is_live": age <= live,
        }

    # === ARRIVAL === #

    def _arrivals(self):
        """Return when the courier is expected: a list of ``Arrival``, and if a plan.

        From a live position on. Without one it is a plan, made from the last stage;
        a plan that time has passed by is none. Only figures kept here are used: pages
        wait for this.

        :return: (list, whether it is only a plan)
        """
        self.ensure_one()
        if not self._is_tracked() or self.at_dropoff_at:
            return [], False
        now = fields.Datetime.now()
        place = self._courier_place()
        is_plan = not (place and place["is_live"])
        start, legs = self._legs_planned() if is_plan else self._legs_from_position()
        arrivals = estimate(start, now, legs, self._extra_minutes()) if legs else []
        if is_plan and legs and start + self._longest(legs) < now:
            return [], True
        return arrivals, is_plan

    def _longest(self, legs):
        return timedelta(
            minutes=sum(leg.ride_minutes + leg.stay_minutes for leg in legs)
        )

    def _legs_from_position(self):
        """Return since when, and the legs that are still ahead of the courier."""
        company, position = self.company_id, self.worker_id._position()
        pickup, dropoff = self.order_id._points()
        if self.state == "assigned" and self._has_pickup():
            if self.at_pickup_at:
                return self._legs_planned()
            ride = self._ride_minutes(position._point(), pickup)
            to_pickup = Leg("pickup", ride, company.errand_pickup_minutes)
            return position.at, [to_pickup, *self._trip_legs()]
        if not dropoff:
            return position.at, []
        return position.at, [
            Leg("dropoff", self._ride_minutes(position._point(), dropoff))
        ]

    def _legs_planned(self):
        """Return since when, and the legs, as far as the stages tell."""
        if self.picked_up_at:
            return self.picked_up_at, self._trip_legs()
        if self.at_pickup_at:
            stay = timedelta(minutes=self.company_id.errand_pickup_minutes)
            ready = max(self.at_pickup_at + stay, fields.Datetime.now())
            return ready, self._trip_legs()
        return None, []

    def _trip_legs(self):
        """Return the leg from the pick-up to the drop-off, none where there is none."""
        if not all(self.order_id._points()):
            return []
        return [
            Leg(
                "dropoff",
                self.company_id._errand_route_minutes(self.order_id.distance_km),
            )
        ]

    def _ride_minutes(self, start, end):
        company = self.company_id
        return company._errand_route_minutes(company._errand_route_km(start, end))

    def _extra_minutes(self):
        """Return what the courier's other errands may take before this one."""
        company = self.company_id
        others = len(self.worker_id._active_tasks() - self)
        return others * (company.errand_pickup_minutes + company.errand_dropoff_minutes)

    # === PAGES === #

    def _track(self, for_recipient=False):
        """Return what a page that follows this task may see: a whitelist.

        :return: dict of is_tracked, place (see ``_courier_place``), arrivals (list of
            ``Arrival``), is_plan, is_there (at the drop-off), live_s
        """
        self.ensure_one()
        if not self._is_tracked():
            return {"is_tracked": False}
        arrivals, is_plan = self._arrivals()
        if for_recipient:
            arrivals = [one for one in arrivals if one.stop == "dropoff"]
        return {
            "is_tracked": True,
            "place": self._courier_place(for_recipient),
            "arrivals": arrivals,
            "is_plan": is_plan,
            "is_there": bool(self.at_dropoff_at),
            "live_s": self.company_id.errand_live_minutes * 60,
        }
