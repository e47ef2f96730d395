# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandOrder(models.Model):
    """What the pages show of desk work: no courier, no way, no fee (R2.1)."""

    _inherit = "errand.order"

    def _stage_rows(self):
        """Override: the branch has it, somebody is at it, done."""
        rows = super()._stage_rows()
        if not self.is_desk:
            return rows
        task = self._main_task()
        return [
            rows[0],
            ("looking", self.env._("With the branch"), task.opened_at, True),
            ("grabbed", self.env._("Somebody sees to it"), task.assigned_at, True),
            rows[-1],
        ]

    def _page_status(self):
        """Override: nobody carries anything."""
        code, label = super()._page_status()
        labels = {
            "looking": ("looking", self.env._("With the branch")),
            "underway": ("helping", self.env._("Being seen to")),
        }
        return labels.get(code, (code, label)) if self.is_desk else (code, label)

    def _courier_page(self):
        """Override: who sees to it works at the branch."""
        page = super()._courier_page()
        if page and self.is_desk:
            page["branch"] = self.branch_id.name
        return page

    def _price_lines(self):
        """Override: there is no price."""
        return [] if self.is_desk else super()._price_lines()

    def _page_notices(self):
        """Override: no courier gives it back, and colleagues may change."""
        return [] if self.is_desk else super()._page_notices()

    def _follow_page(self):
        """Override: the parts about couriers and money are left out."""
        return {**super()._follow_page(), "is_desk": self.is_desk}
