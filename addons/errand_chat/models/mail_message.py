# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import AccessError

from odoo.addons.mail.tools.discuss import Store

#: What a message says. Stars and the like stay everybody's own.
SAID = {"body", "subject", "attachment_ids", "res_id", "model", "author_id", "date"}


class MailMessage(models.Model):
    """Messages of an order's chat: first names, and fixed once it is closed."""

    _inherit = "mail.message"

    def _errand_rooms(self):
        """Return the orders' chats that these messages are in, as superuser."""
        ids = [
            message.res_id
            for message in self.sudo()
            if message.model == "discuss.channel" and message.res_id
        ]
        rooms = self.env["discuss.channel"].sudo()  # a question about any message
        return rooms.search([("id", "in", ids), ("errand_order_id", "!=", False)])

    def _message_reaction(self, content, action, partner, guest, store=None):
        """Override of ``mail``: a closed chat takes no reactions."""
        self._errand_rooms()._check_chat_open()
        return super()._message_reaction(content, action, partner, guest, store)

    def write(self, vals):
        """Override: staff can write messages over RPC, but not into a closed chat."""
        if not self.env.su and SAID & set(vals):
            self._errand_rooms()._check_chat_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_chat(self):
        """As with ``write``; retention deletes as superuser."""
        if not self.env.su and self._errand_rooms():
            raise AccessError(self.env._("Messages of an order's chat are kept."))

    def _get_store_partner_name_fields(self):
        """Override of ``mail``: strangers learn first names only."""
        if self.sudo().channel_id.errand_order_id:
            return [self._errand_name_field()]
        return super()._get_store_partner_name_fields()

    def _errand_name_field(self):
        first_name = self.env["errand.order"]._first_name
        return Store.Attr("name", lambda partner: first_name(partner.name))
