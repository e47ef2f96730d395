# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools.mimetypes import guess_mimetype

#: What browsers record and Discuss encodes as a voice message: MP3, whose frames
#: carry no name that a guess finds in each case.
VOICE_MIMETYPES = {"audio/mpeg", "audio/mp3"}
VOICE_HEADS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa", b"\xff\xe3")


class IrAttachment(models.Model):
    """Files of an order's chat: pictures, what the category allows, and voice."""

    _inherit = "ir.attachment"

    @api.model
    def _check_chat_file(self, order, name, content, is_voice=False):
        """Refuse a file by its size, its ending or what is really inside.

        :raise ValidationError: names the file
        """
        category = order.sudo().category_id
        if is_voice and self._is_voice(content):
            self._check_errand_file_size(category, name, content)
            return
        pictures = self.env.ref("errand_base.file_type_image").sudo()
        self._check_errand_file(
            category, name, content, category.file_type_ids | pictures
        )

    def _is_voice(self, content):
        return content.startswith(VOICE_HEADS) or (
            guess_mimetype(content) in VOICE_MIMETYPES
        )

    def _check_chat_files(self, order):
        """Check files once more when they are posted: they may come from elsewhere.

        :raise ValidationError: too many, or one of them does not fit
        """
        limit = max(order.sudo().category_id.file_limit, 1)
        if len(self) > limit:
            raise ValidationError(
                self.env._("You can add %(limit)s files at most.", limit=limit)
            )
        for attachment in self.sudo():  # their owner's rights were checked already
            self._check_chat_file(
                order,
                attachment.name,
                attachment.raw or b"",
                is_voice=bool(attachment.voice_ids),
            )

    def _delete_and_notify(self, message=None):
        """Override of ``mail``: what was sent stays when the chat is closed."""
        rooms = self.env["discuss.channel"].sudo()  # asked for any user
        for attachment in self.sudo():
            if attachment.res_model == "discuss.channel":
                rooms |= rooms.browse(attachment.res_id).exists()
        rooms._check_chat_open()
        return super()._delete_and_notify(message)
