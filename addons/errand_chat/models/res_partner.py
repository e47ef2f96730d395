# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ResPartner(models.Model):
    """Takes out what a person leaves in chats beside their own words."""

    _inherit = "res.partner"

    def _errand_erase(self):
        """Override of ``errand_base``: recipients of their errands, unsent files.

        What they wrote themselves goes with all their messages (``errand_member``).
        """
        rooms = self._errand_orders()._chat_rooms()
        done = super()._errand_erase()
        rooms._erase_guests()
        self._erase_unsent_files()
        return done

    def _erase_unsent_files(self):
        """Delete what they put up for a chat and never sent.

        Of a recipient nobody knows whose it was: ``mail`` deletes it after a day.
        """
        attachments = self.env["ir.attachment"].sudo()  # a person's own
        users = self.with_context(active_test=False).sudo().user_ids
        attachments.search(
            [
                ("res_model", "=", "mail.compose.message"),
                ("res_id", "=", 0),
                ("create_uid", "in", users.ids),
            ]
        ).unlink()
