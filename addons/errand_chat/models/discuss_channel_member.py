# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.mail.tools.discuss import Store

OURS = {"errand_role", "errand_link_id"}


class DiscussChannelMember(models.Model):
    """Who is in an order's chat, and as what."""

    _inherit = "discuss.channel.member"

    errand_role = fields.Selection(
        [
            ("customer", "Customer"),
            ("courier", "Courier"),
            ("recipient", "Recipient"),
            ("support", "Support"),
        ],
        string="Role in the Chat",
        readonly=True,
    )
    errand_link_id = fields.Many2one(
        "errand.public.link", readonly=True, index="btree_not_null", ondelete="cascade"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override of ``mail``: only our own code lets anybody in."""
        rooms = self.env["discuss.channel"].sudo()
        for values in vals_list:
            room = rooms.browse(values.get("channel_id"))
            if not self.env.su and (room.errand_order_id or OURS & set(values)):
                raise AccessError(self.env._("Nobody can be invited to this chat."))
        return super().create(vals_list)

    def write(self, vals):
        """Override: members write their own record, but not what they are here."""
        if not self.env.su and OURS & set(vals):
            raise AccessError(self.env._("An order's chat cannot be changed."))
        return super().write(vals)

    # === NAMES === #

    def _to_store_defaults(self, target):
        return [
            *super()._to_store_defaults(target),
            Store.Attr("errand_role", predicate=lambda member: member.errand_role),
        ]

    def _get_store_partner_fields(self, fields):
        """Override of ``mail``: first names only, no mail, no company."""
        if self.sudo().channel_id.errand_order_id:
            if fields == []:
                return fields
            name = self.env["mail.message"]._errand_name_field()
            return ["active", "avatar_128", "im_status", name]
        return super()._get_store_partner_fields(fields)

    def _get_store_guest_fields(self, fields):
        if self.sudo().channel_id.errand_order_id and fields != []:
            return ["avatar_128", "im_status", "name"]
        return super()._get_store_guest_fields(fields)

    def _get_html_link_title(self):
        """Override of ``mail``: also where a line names somebody."""
        title = super()._get_html_link_title()
        if self.sudo().channel_id.errand_order_id:
            return self.env["errand.order"]._first_name(title)
        return title

    # === CALLS === #

    def _rtc_join_call(self, store=None, check_rtc_session_ids=None, camera=False):
        """Override of ``mail``: no call in a closed chat."""
        self.channel_id._check_chat_open()
        return super()._rtc_join_call(store, check_rtc_session_ids, camera)

    def _join_sfu(self, ice_servers=None, force=False):
        """Override of ``mail``: also not by changing how a call is carried."""
        self.channel_id._check_chat_open()
        return super()._join_sfu(ice_servers, force)

    def _rtc_sync_sessions(self, check_rtc_session_ids=None):
        """Override of ``mail``: a call that goes on past the end is ended here."""
        self.channel_id._end_closed_calls()
        return super()._rtc_sync_sessions(check_rtc_session_ids)

    def _notify_typing(self, is_typing):
        """Override of ``mail``: nobody types in a closed chat."""
        typing = self.filtered(lambda member: not member.channel_id._is_chat_closed())
        return super(DiscussChannelMember, typing)._notify_typing(is_typing)
