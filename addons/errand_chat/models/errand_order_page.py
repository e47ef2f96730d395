# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandOrder(models.Model):
    """The chat's button on the pages of customer and recipient."""

    _inherit = "errand.order"

    def _customer_page(self):
        """Override of ``errand_website``: the customer's way into the chat."""
        page = super()._customer_page()
        url = f"/errand/chat/{self.id}"
        return {**page, "chat": self._chat_button(url, partner=self.partner_id)}

    def _chat_button(self, url, partner=None, guest=None):
        """Return what the button shows, None when there is nothing to open."""
        self.ensure_one()
        if not self._is_chat_offered():
            return None
        room = self._chat_room()
        return {
            "url": url,
            "unread": room._chat_unread(partner, guest),
            "is_closed": bool(room) and room._is_chat_closed(),
        }

    def _recipient_chat_button(self, token, link):
        """Return the button for whoever holds the tracking link."""
        guests = self.env["mail.guest"].sudo()  # the link's own guest
        guest = guests.search([("errand_link_id", "=", link.id)])
        return self._chat_button(f"/t/{token}/chat", guest=guest)
