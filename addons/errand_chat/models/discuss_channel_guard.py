# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import html2plaintext

TEXT_LIMIT = 4000
#: What one member posts at most in a minute.
POST_LIMIT, POST_SECONDS = 30, 60
SILENT_TYPES = ("notification", "user_notification")


class DiscussChannel(models.Model):
    """What Discuss allows in its groups, and an order's chat does not."""

    _inherit = "discuss.channel"

    # === RECORDS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of ``mail``: no thread, and no room that is made by hand."""
        for values in vals_list:
            parent = self.browse(values.get("parent_channel_id")).sudo()
            if parent.errand_order_id:
                raise UserError(self.env._("An order's chat has no threads."))
            if values.get("errand_order_id") and not self.env.su:
                raise AccessError(self.env._("An order's chat is opened from there."))
        return super().create(vals_list)

    def write(self, vals):
        """Override: staff may write groups they are in, but not an order's chat."""
        if not self.env.su and any(room.errand_order_id for room in self.sudo()):
            raise AccessError(self.env._("An order's chat cannot be changed."))
        return super().write(vals)

    def _compute_is_editable(self):
        """Override of ``mail``: so that screens do not offer it."""
        result = super()._compute_is_editable()
        for room in self:
            if room.sudo().errand_order_id:
                room.is_editable = False
        return result

    # === MESSAGES === #

    def message_post(self, *, message_type="notification", partner_ids=None, **kwargs):
        """Override of ``mail``: in time, not too much, and by nobody's mail.

        Mentions would send mail, which shows addresses and family names.
        """
        room = self.sudo()  # members have no rights on orders
        if room.errand_order_id:
            self._check_chat_open()
            partner_ids = None
            kwargs.pop("special_mentions", None)
            if message_type not in SILENT_TYPES:
                self._check_chat_message(
                    kwargs.get("body"), kwargs.get("attachment_ids")
                )
        message = super().message_post(
            message_type=message_type, partner_ids=partner_ids, **kwargs
        )
        if room.errand_order_id and message_type not in SILENT_TYPES:
            self._tell_chat_members(message)
        return message

    def _check_chat_message(self, body, attachment_ids):
        """Refuse too long a text, files that do not fit, and floods.

        :raise UserError: says what to do
        """
        self._check_chat_text(body)
        files = self.env["ir.attachment"].browse(attachment_ids or [])
        files._check_chat_files(self.sudo().errand_order_id)
        self._count_chat_use("post")

    def _check_chat_upload(self, upload, is_voice=False):
        """Refuse an uploaded file before it is kept.

        :param upload: werkzeug's ``FileStorage``; read, and set back to its start
        :raise UserError: says why
        """
        self._check_chat_open()
        content = upload.read()
        upload.seek(0)
        files = self.env["ir.attachment"]
        files._check_chat_file(
            self.errand_order_id, upload.filename or "", content, is_voice
        )
        self._count_chat_use("upload")

    def _check_chat_text(self, body):
        if len(html2plaintext(body or "")) > TEXT_LIMIT:
            raise UserError(
                self.env._("Please write at most %s characters at once.", TEXT_LIMIT)
            )

    def _count_chat_use(self, action):
        """Count one use by the present member.

        :raise UserError: too many of them
        """
        member = self.self_member_id
        who = f"member-{member.id}" if member else f"user-{self.env.uid}"
        if not self.env["errand.rate.limit"]._is_allowed(
            f"chat.{action}", who, POST_LIMIT, POST_SECONDS
        ):
            raise UserError(self.env._("Not so fast, please. Wait a minute."))

    def _tell_chat_members(self, message):
        """Tell pages outside of the chat that a message waits. Its text stays here."""
        room = self.sudo()  # everybody's badge changes
        room.errand_order_id._notify_followers()
        task = room.errand_assignment_id.task_id
        for member in room.channel_member_ids:
            if member.errand_role != "courier" or member == self.self_member_id:
                continue
            member._bus_channel()._bus_send("errand/chat", {"id": task.id})

    def _message_update_content(self, message, /, *, partner_ids=None, **kwargs):
        """Override of ``mail``: what was sent stays when the chat is closed."""
        room = self.sudo()
        if room.errand_order_id:
            self._check_chat_open()
            partner_ids = None
            self._check_chat_text(kwargs.get("body"))
            files = self.env["ir.attachment"].browse(kwargs.get("attachment_ids") or [])
            files._check_chat_files(room.errand_order_id)
            self._count_chat_use("post")
        return super()._message_update_content(
            message, partner_ids=partner_ids, **kwargs
        )

    def set_message_pin(self, message_id, pinned):
        """Override of ``mail``: nothing is pinned in an order's chat."""
        if self.sudo().errand_order_id:
            raise UserError(self.env._("An order's chat cannot be changed."))
        return super().set_message_pin(message_id, pinned)

    def _notify_by_web_push_prepare_payload(
        self, message, msg_vals=False, force_record_name=False
    ):
        """Override of ``mail``: the order's number and a first name, no text."""
        payload = super()._notify_by_web_push_prepare_payload(
            message, msg_vals=msg_vals, force_record_name=force_record_name
        )
        if self.sudo().errand_order_id:
            author = message.author_id.name or message.author_guest_id.name
            name = self.env["errand.order"]._first_name(author)
            payload["title"] = f"{self.name} - {name}"
        return payload

    # === MEMBERS === #

    def _allow_invite_by_email(self):
        """Override of ``mail``: nobody brings in strangers."""
        return not self.sudo().errand_order_id and super()._allow_invite_by_email()

    def _find_or_create_persona_for_channel(self, *args, **kwargs):
        """Override of ``mail``: knowing the link ``/chat/<id>/<uuid>`` is no way in."""
        if self.sudo().errand_order_id and not self.self_member_id:
            raise UserError(self.env._("This chat is not open to you."))
        return super()._find_or_create_persona_for_channel(*args, **kwargs)

    def _action_unfollow(self, partner=None, guest=None, post_leave_message=True):
        """Override of ``mail``: whoever leaves a closed chat says nothing."""
        if self._is_chat_closed():
            post_leave_message = False
        return super()._action_unfollow(partner, guest, post_leave_message)
