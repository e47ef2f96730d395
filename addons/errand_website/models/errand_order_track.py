# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandOrder(models.Model):
    """The courier on the map of customer and recipient (R0.9)."""

    _inherit = "errand.order"

    def _track_page(self, window, for_recipient=False):
        """Return what the map of a page shows now, as JSON values: a whitelist.

        No name, no number of the courier, nothing of their other errands.

        :param window: function (from, until) that writes a time on the reader's clock
        :return: dict of is_tracked; then place, live_s and lines of text
        """
        self.ensure_one()
        track = self._main_task()._track(for_recipient)
        if not track["is_tracked"]:
            return {"is_tracked": False}
        place = track["place"]
        return {
            "is_tracked": True,
            "live_s": track["live_s"],
            "place": place
            and {
                key: place[key]
                for key in ("latitude", "longitude", "accuracy_m", "age_s", "is_live")
            },
            "lines": self._arrival_lines(track, window),
            "hint": self._track_hint(track, for_recipient),
        }

    def _arrival_lines(self, track, window):
        """Return a label and a time for each stop ahead."""
        if track["is_there"]:
            return [
                {"label": self.env._("Your courier is at the drop-off"), "text": ""}
            ]
        labels = {
            "pickup": self.env._("At the pick-up, about"),
            "dropoff": self.env._("At the drop-off, about"),
        }
        return [
            {
                "label": labels[arrival.stop],
                "text": window(arrival.earliest, arrival.latest),
            }
            for arrival in track["arrivals"]
        ]

    def _track_hint(self, track, for_recipient):
        """Return one sentence on what is not known, empty when all is."""
        if for_recipient and not self._main_task()._is_tracked(for_recipient):
            return self.env._("You see your courier here after the pick-up.")
        if track["is_plan"] and track["arrivals"]:
            return self.env._(
                "This time is a plan: where the courier is now is not known."
            )
        if not track["place"]:
            return self.env._("Where the courier is now is not known.")
        return ""
