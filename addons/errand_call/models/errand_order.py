# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandOrder(models.Model):
    """The chat leads to a call where one is possible."""

    _inherit = "errand.order"

    def _chat_masked_call(self, role):
        """Override of ``errand_chat``: calls to real phones through virtual numbers."""
        task = self._main_task()
        if role not in ("customer", "courier", "recipient") or not task._can_call():
            return super()._chat_masked_call(role)
        urls = {
            "customer": f"/my/errands/{self.id}/call",
            "courier": f"/courier/call/{task.id}",
        }
        if role == "recipient":
            token = self.env["errand.public.link"]._token_for(self, "follow")
            urls["recipient"] = f"/t/{token}/call"
        return self.env._("Call by phone"), urls[role]
