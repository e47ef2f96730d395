# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from .errand_notice_kind import PAGES


class ErrandNotice(models.Model):
    """What a notice of the roster says, and where it leads."""

    _inherit = "errand.notice"

    def _values(self):
        """Override of ``errand_notice``: shifts and names, in the person's language."""
        values = super()._values()
        if not self.kind_id._is_of_roster():
            return values
        facts = self.facts or {}
        workers = self.env["errand.worker"].with_context(lang=self._lang())
        times = [
            tuple(map(fields.Datetime.to_datetime, span))
            for span in facts.get("times", [])
        ]
        # Somebody may be gone since.
        asking, colleague = (
            workers.browse(facts.get(name) or []).exists()
            for name in ("asking", "colleague")
        )
        return values | workers._roster_values(self.branch_id, times, asking, colleague)

    def _link(self):
        """Override of ``errand_notice``: one's own shifts, or what waits."""
        if not self.kind_id._is_of_roster():
            return super()._link()
        page = PAGES.get(self.kind_id.code, "/my/shifts")
        return f"{self.get_base_url()}{page}"
