# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..clients.osrm import OsrmClient, OsrmError
from ..engine.geo import distance_km
from ..engine.quote import Route
from ..tools import outage


class ResCompany(models.Model):
    """The company's figures that no single order or branch owns."""

    _inherit = "res.company"

    errand_route_provider = fields.Selection(
        [("straight", "Straight line"), ("osrm", "OSRM server")],
        string="Ways Are Measured By",
        required=True,
        default="straight",
    )
    errand_osrm_url = fields.Char(
        "OSRM Address", help="Such as http://osrm.example.com:5000, without the path."
    )
    errand_osrm_profile = fields.Char(
        "OSRM Profile", default="bike", help="Such as bike, foot or driving."
    )
    errand_osrm_timeout = fields.Float(
        "Wait at Most (seconds)",
        digits=(4, 2),
        default=2.0,
        help="Then the straight line counts, and the server is left alone a minute.",
    )
    errand_route_factor = fields.Float(
        "Route Factor",
        digits=(4, 2),
        default=1.3,
        help="The way through streets over the straight line.",
    )
    errand_speed_kmh = fields.Float("Courier Speed (km/h)", digits=(5, 1), default=15.0)
    errand_fee_step = fields.Float(
        "Suggested Fees in Steps of",
        digits=(8, 2),
        default=0.5,
        help="Suggested fees are rounded to it. 0: the currency's smallest coin.",
    )
    errand_quote_minutes = fields.Integer(
        "A Quote Holds (minutes)", default=15, help="How long a price is honoured."
    )
    errand_payment_minutes = fields.Integer(
        "Time to Pay (minutes)",
        default=30,
        help="An order that is not paid by then is cancelled.",
    )
    errand_lead_minutes = fields.Integer(
        "Slot Lead (minutes)",
        default=30,
        help="Couriers are told this long before they must set off for a slot.",
    )

    errand_confirm_hours = fields.Integer(
        "Confirmed After (hours)",
        default=24,
        help="A delivered order counts as confirmed then, if its customer says "
        "nothing; the courier is credited.",
    )

    errand_waiting_minutes = fields.Integer(
        "A Courier Waits (minutes)",
        default=10,
        help="Where nobody is: afterwards the courier may go.",
    )
    errand_arrival_minutes = fields.Integer(
        "A Courier Arrives Within (minutes)",
        default=40,
        help="After the grab. Later the customer may choose another courier, or "
        "cancel for nothing.",
    )
    errand_arrival_limit_minutes = fields.Integer(
        "Taken Back After (minutes)",
        default=90,
        help="A courier who is not at the pick-up by then loses the errand.",
    )
    errand_closed_orders = fields.Selection(
        [("accept", "Taken, with a notice"), ("refuse", "Refused")],
        string="Orders While the Branch Is Closed",
        required=True,
        default="accept",
        help="Customers can always choose a time at which the branch is open.",
    )
    errand_draft_days = fields.Integer(
        "Drafts Are Kept (days)",
        default=14,
        help="Drafts that were not paid are deleted then, with their contacts.",
    )

    errand_steps_hidden = fields.Boolean(
        "First Steps Are Hidden", help="The app does not begin with them any more."
    )

    _errand_endings = models.Constraint(
        "CHECK (errand_waiting_minutes >= 0 AND errand_arrival_minutes > 0"
        " AND errand_arrival_limit_minutes > 0 AND errand_draft_days > 0)",
        "Minutes and days are more than zero.",
    )
    _errand_figures = models.Constraint(
        "CHECK (errand_route_factor >= 1 AND errand_speed_kmh > 0"
        " AND errand_quote_minutes > 0 AND errand_payment_minutes > 0"
        " AND errand_lead_minutes >= 0 AND errand_confirm_hours >= 0)",
        "The route factor is at least 1; speed and times are more than zero.",
    )
    _errand_osrm = models.Constraint(
        "CHECK (errand_route_provider != 'osrm'"
        " OR (COALESCE(errand_osrm_url, '') ~ '^https?://[^/?#]'"
        " AND COALESCE(errand_osrm_profile, '') != ''"
        " AND errand_osrm_timeout BETWEEN 0.01 AND 10))",
        "OSRM needs an address that begins with http, a profile, and at most 10 "
        "seconds.",
    )
    _errand_fee_step_positive = models.Constraint(
        "CHECK (errand_fee_step >= 0)", "The step of suggested fees is not negative."
    )

    # === ROUTES === #

    def _errand_route_km(self, start, end):
        """Return the way between two points in km, without asking anybody.

        :param start, end: ``Point``, or None; 0.0 when one is missing
        """
        return self._errand_route((start, end)).km if start and end else 0.0

    def _errand_route_minutes(self, km):
        """Return how long a courier takes for a way of ``km``, in minutes."""
        return km / self.errand_speed_kmh * 60

    def _errand_route(self, points, ask=False):
        """Return the ``Route`` along ``points``, leg by leg.

        Without ``ask`` nobody is asked: what the route service said before counts,
        else the straight line times the factor. With it, a leg that is not known is
        asked for over HTTP and remembered: only for whoever holds no lock.

        :param points: ``Point``s, None among them is left out
        :return: its source is "straight" as soon as one leg is
        """
        stops = [point for point in points if point]
        legs = [
            self._errand_leg(start, end, ask)
            for start, end in zip(stops, stops[1:], strict=False)
        ]
        sources = {leg.source for leg in legs}
        return Route(
            round(sum(leg.km for leg in legs), 2),
            sum(leg.minutes for leg in legs),
            sources.pop() if len(sources) == 1 else "straight",
        )

    def _errand_leg(self, start, end, ask):
        provider = self.errand_route_provider
        if provider != "straight":
            routes = self.env["errand.route"].sudo()  # nobody has rights on it
            digest = routes._digest(self._errand_route_service(), start, end)
            known = routes._known(digest)
            if not known and ask:
                known = self._errand_ask_route(start, end)
                if known:
                    routes._remember(digest, *known)
            if known:
                return Route(round(known[0], 2), round(known[1], 1), provider)
        km = round(distance_km(start, end) * self.errand_route_factor, 2)
        return Route(km, self._errand_route_minutes(km), "straight")

    def _errand_route_service(self):
        """Return the name of the route service: another one measures anew."""
        return f"{self.errand_route_provider} {self.errand_osrm_url} " + (
            self.errand_osrm_profile or ""
        )

    def _errand_ask_route(self, start, end):
        """Return (km, minutes) as the route service says, or None without an answer.

        Hook: providers answer for themselves.
        """
        if self.errand_route_provider != "osrm":
            return None
        service = self._errand_route_service()
        if outage.is_down(service):
            return None
        client = OsrmClient(
            self.errand_osrm_url, self.errand_osrm_profile, self.errand_osrm_timeout
        )
        try:
            answer = client.route(start, end)
        except OsrmError as error:
            if error.is_outage:
                outage.note_failure(service, error)
            return None
        outage.note_success(service)
        return answer
