# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Discuss's own routes, where an order's chat needs more than its models check."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_base.tools.number import is_id
from odoo.addons.mail.controllers.attachment import AttachmentController
from odoo.addons.mail.controllers.discuss.public_page import PublicPageController
from odoo.addons.mail.controllers.thread import ThreadController
from odoo.addons.mail.tools.discuss import add_guest_to_context


def errand_room(thread_model, thread_id):
    """Return the order's chat that a request names, as superuser, or an empty one.

    :param thread_id: read as ``mail`` reads it: no spelling of an id is a way around
    """
    rooms = request.env["discuss.channel"].sudo()  # only to know what it is
    try:
        number = int(thread_id)
    except (TypeError, ValueError):
        return rooms.browse()
    if thread_model != "discuss.channel" or not is_id(number):
        return rooms.browse()
    return rooms.search([("id", "=", number), ("errand_order_id", "!=", False)])


class ChatThreads(ThreadController):
    def _prepare_message_data(self, post_data, *, thread, **kwargs):
        """Override of ``mail``: a browser posts messages, never Odoo's own notices."""
        values = super()._prepare_message_data(post_data, thread=thread, **kwargs)
        if errand_room(thread._name, thread.id):
            values["message_type"] = "comment"
            values.pop("subtype_xmlid", None)
            if kwargs.get("from_create"):
                # Any other is a note, which customers and couriers cannot read.
                values["subtype_xmlid"] = "mail.mt_comment"
        return values


class ChatAttachments(AttachmentController):
    @http.route()
    @add_guest_to_context
    def mail_attachment_upload(
        self, ufile, thread_id, thread_model, is_pending=False, **kwargs
    ):
        """Override of ``mail``: see a file before it is kept."""
        room = errand_room(thread_model, thread_id)
        if room and self._get_thread_with_access_for_post(
            thread_model, thread_id, **kwargs
        ):
            try:
                room._check_chat_upload(ufile, is_voice=bool(kwargs.get("voice")))
            except UserError as error:
                return request.make_json_response({"error": str(error)})
        return super().mail_attachment_upload(
            ufile, thread_id, thread_model, is_pending=is_pending, **kwargs
        )


class ChatPublicPage(PublicPageController):
    @http.route()
    @add_guest_to_context
    def discuss_channel(self, channel_id, *, highlight_message_id=None):
        """Override of ``mail``: an order's chat has a page of its own."""
        room = errand_room("discuss.channel", channel_id)
        if room and not request.env.user._is_internal():
            member = room.self_member_id
            url = member and room._chat_page_url(member)
            if url:
                return request.redirect(url)
            raise request.not_found()
        return super().discuss_channel(
            channel_id, highlight_message_id=highlight_message_id
        )
