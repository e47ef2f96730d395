# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from ..tools.news import RosterNews


class ErrandShiftSwap(models.Model):
    """Who is told of a swap."""

    _inherit = "errand.shift.swap"

    def _tell(self, target):
        """Hook: tell those whose turn it is, or who wait for an answer."""
        self.ensure_one()
        asking, colleague = self.worker_id, self.colleague_id
        if target == "requested":
            # An open request goes to everybody who could take it.
            asked = colleague or self.shift_id._swap_offers()[0]
            asked._tell_roster(self._news("swap_asked"))
        elif target == "accepted":
            asking._tell_roster(self._news("swap_accepted"))
            asking._tell_roster_managers(self._news("swap_waits"))
        elif target in ("approved", "refused"):
            (asking | colleague)._tell_roster(self._news(f"swap_{target}"))
        elif target == "declined":
            asking._tell_roster(self._news("swap_declined"))

    def _news(self, code):
        shift = self.shift_id
        return RosterNews(
            code,
            self.branch_id,
            f"swap-{self.id}",
            [(shift.start_at, shift.end_at)],
            asking=self.worker_id,
            colleague=self.colleague_id,
        )
