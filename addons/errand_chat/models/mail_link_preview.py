# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class MailLinkPreview(models.Model):
    """Addresses in an order's chat are nobody else's business."""

    _inherit = "mail.link.preview"

    def _create_from_message_and_notify(self, message, request_url=None):
        """Override of ``mail``: our server does not open what strangers send."""
        if message.sudo().channel_id.errand_order_id:
            return
        super()._create_from_message_and_notify(message, request_url=request_url)
