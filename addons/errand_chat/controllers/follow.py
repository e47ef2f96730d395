# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.errand_website.controllers.follow import ErrandFollow


class ChatFollow(ErrandFollow):
    def _follow_values(self, link, token):
        """Override of ``errand_website``: the recipient's way into the chat."""
        values = super()._follow_values(link, token)
        button = link.order_id._recipient_chat_button(token, link)
        values["page"] = {**values["page"], "chat": button}
        return values
