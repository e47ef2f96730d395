# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

#: Codes of kinds that the roster tells, without an order.
ROSTER = ("courier_shift_", "courier_swap_", "courier_absence_")
#: Where managers decide, by kind; everybody else sees "My shifts".
PAGES = {
    "staff_swap_waits": "/odoo/action-errand_roster.errand_shift_swap_action",
    "staff_absence_asked": "/odoo/action-errand_roster.errand_absence_action",
}


class ErrandNoticeKind(models.Model):
    """The placeholders of what the roster tells."""

    _inherit = "errand.notice.kind"

    def _is_of_roster(self):
        """Tell whether this is about shifts, not about an errand."""
        code = self.code or ""
        return code.startswith(ROSTER) or code in PAGES

    def _placeholders(self):
        """Override of ``errand_notice``: shifts and people, and no order."""
        known = super()._placeholders()
        if not self._is_of_roster():
            return known
        own = {
            "shifts": self.env._("days and hours, on the branch's clock"),
            "company": known["company"],
            "link": self.env._("page where it is answered"),
        }
        if "_shift_" in self.code:
            return own
        own["asking"] = self.env._("who asks")
        if "_swap_" in self.code:
            own["colleague"] = self.env._("the colleague who would take the shift")
        return own

    def _example_values(self):
        """Override of ``errand_notice``: made-up shifts and people."""
        return {
            **super()._example_values(),
            "shifts": self.env._("Mon, Jun 2, 08:00–16:00"),
            "asking": self.env._("Somebody"),
            "colleague": self.env._("A colleague"),
        }
