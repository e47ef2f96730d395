# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.mail.tools.discuss import Store

#: How many rooms one transaction of the sweep closes.
CLOSE_BATCH = 100
ASK_LIMIT, ASK_SECONDS = 3, 600


class DiscussChannel(models.Model):
    """The chat of an order: one room for each claim on it (R0.10).

    A courier's room begins with their claim. Who lost the task leaves the room, which
    closes; the next courier has a new one and reads nothing of the old. What is talked
    about before a courier is there (with support) stays in a room without a claim.
    """

    _inherit = "discuss.channel"

    errand_order_id = fields.Many2one(
        "errand.order", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    errand_assignment_id = fields.Many2one(
        "errand.assignment", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    errand_closed_at = fields.Datetime("Chat Closed At", readonly=True)
    errand_support_asked_at = fields.Datetime("Support Asked At", readonly=True)

    # The last guard of "one room", however many open it at once.
    _errand_one_room = models.UniqueIndex(
        "(errand_order_id, COALESCE(errand_assignment_id, 0))"
        " WHERE errand_order_id IS NOT NULL",
        "This errand has its chat already.",
    )

    # === CLOSING === #

    def _chat_closes_at(self):
        """Return when nobody writes any more, False while the end is not known.

        Computed from the order whenever somebody asks; the sweep only tidies up.
        """
        self.ensure_one()
        claim = self.errand_assignment_id
        if claim.ended_at and claim.outcome == "open":
            return claim.ended_at
        ended_at = self.errand_order_id._chat_ended_at()
        if not ended_at:
            return False
        hours = self.errand_order_id.category_id.chat_hours
        return fields.Datetime.add(ended_at, hours=hours)

    def _is_chat_closed(self):
        """Tell whether this is an order's chat in which nobody may write now."""
        self.ensure_one()
        room = self.sudo()  # customers and guests have no rights on orders
        if not room.errand_order_id:
            return False
        closes_at = room._chat_closes_at()
        return bool(
            room.errand_closed_at or (closes_at and closes_at <= fields.Datetime.now())
        )

    def _check_chat_open(self):
        """Refuse what changes a closed chat, or comes from who may only read it.

        :raise UserError: says since when
        """
        for room in self:
            if room._is_chat_closed():
                raise UserError(self.env._("This chat is closed. It can be read only."))
            link = room.sudo().self_member_id.errand_link_id
            if link and link.expires_at < fields.Datetime.now():
                raise UserError(self.env._("Your link has expired."))

    def _close_chat(self):
        """Make the rooms read-only for good: calls end, links into them are void."""
        for room in self.sudo():  # nobody has the right to do it by hand
            room.rtc_session_ids.unlink()
            room.write(
                {
                    "errand_closed_at": fields.Datetime.now(),
                    "uuid": room._generate_random_token(),
                }
            )
            room._tell_chat_info()

    def _end_closed_calls(self):
        """End the calls of a room that closed since the last sweep; tell whether."""
        closed = bool(self) and self._is_chat_closed()
        if closed:
            self.sudo().rtc_session_ids.unlink()  # whoever notices it ends them
        return closed

    @api.model
    def _cron_close_chats(self):
        """Tidy up every room whose time is over."""
        while True:
            closed = self._close_due_chats()
            if not self.env["ir.cron"]._commit_progress(closed) or not closed:
                return

    @api.model
    def _close_due_chats(self):
        """Close one batch of rooms; return how many. Others' locks are left alone."""
        rooms = self.sudo().search(
            [
                ("errand_order_id.state", "in", ("done", "failed", "cancelled")),
                ("errand_closed_at", "=", False),
            ],
            order="id",
        )
        due = rooms.filtered(lambda room: room._is_chat_closed())[:CLOSE_BATCH]
        due = due.try_lock_for_update(allow_referencing=True)
        due._close_chat()
        return len(due)

    # === MEMBERS === #

    def _join_chat(self, role, partner=None, guest=None, link=None):
        """Make somebody a member in a role; once in, they stay what they are.

        :param role: customer, courier, recipient or support
        :param link: the public link that let a recipient in
        """
        self.ensure_one()
        member = self._chat_member(partner, guest)
        if not member:
            self.sudo()._add_members(
                partners=partner, guests=guest, post_joined_message=False
            )
            member = self._chat_member(partner, guest)
        if not member.errand_role:
            member.write({"errand_role": role, "errand_link_id": link and link.id})
        return member

    def _chat_member(self, partner=None, guest=None):
        """Return one person's membership as superuser, or an empty one."""
        self.ensure_one()
        members = self.env["discuss.channel.member"].sudo()  # asked about others too
        if not partner and not guest:
            return members.browse()
        who = (
            ("partner_id", "=", partner.id) if partner else ("guest_id", "=", guest.id)
        )
        return members.search([("channel_id", "=", self.id), who])

    def _remove_chat_members(self, members):
        """Take people out: from this moment they read nothing here."""
        for member in members.sudo():
            Store(bus_channel=member._bus_channel()).add(
                self, {"close_chat_window": True}
            ).bus_send()
        members.sudo().unlink()

    def _chat_unread(self, partner=None, guest=None):
        """Return how many messages wait for somebody; 0 without a room."""
        if not self or not (partner or guest):
            return 0
        return self._chat_member(partner, guest).message_unread_counter or 0

    # === ERASURE === #

    def _erase_guests(self):
        """Take out recipients without an account: names, words, and the way in.

        They were named by the customer who is erased, and cannot ask themselves.
        """
        guests = self.sudo().channel_member_ids.guest_id
        messages = self.env["mail.message"].sudo()  # nobody may delete them by rights
        said = messages.search(
            [("author_guest_id", "in", guests.ids), ("model", "=", self._name)]
        )
        said.attachment_ids.unlink()
        said.unlink()
        a_moment_ago = fields.Datetime.subtract(fields.Datetime.now(), seconds=1)
        guests.errand_link_id.expires_at = a_moment_ago
        guests.write({"name": self.env._("Erased recipient")})

    # === SUPPORT === #

    def _ask_support(self):
        """Let support in, for everybody to see. Asked twice, it is the same.

        :raise UserError: closed, asked too often, or there is nobody
        """
        self.ensure_one()
        self._check_chat_open()
        room = self.sudo()  # members have no rights on staff or orders
        if room.errand_support_asked_at:
            return
        if not self.env["errand.rate.limit"]._is_allowed(
            "chat.support", f"room-{room.id}", ASK_LIMIT, ASK_SECONDS
        ):
            raise UserError(self.env._("Please wait a few minutes."))
        staff = room.errand_order_id._chat_support_users()
        if not staff:
            raise UserError(
                self.env._("Nobody of our support can be reached. Please call us.")
            )
        for user in staff:
            room._join_chat("support", partner=user.partner_id)
        room.errand_support_asked_at = fields.Datetime.now()
        self._say(self.env._("I have asked support to join this chat."), "comment")
        room._tell_chat_info()

    def _say(self, text, message_type="notification"):
        """Post a line in the name of whoever is signed in."""
        self.sudo().message_post(  # members post through their rights as such
            body=Markup('<div class="o_mail_notification">%s</div>') % text
            if message_type == "notification"
            else text,
            message_type=message_type,
            subtype_xmlid="mail.mt_comment",
        )

    # === SCREEN === #

    def _chat_info(self):
        """Return what the page shows of the room itself; nothing personal."""
        self.ensure_one()
        room = self.sudo()  # members have no rights on orders
        order = room.errand_order_id
        iso = self.env["errand.task"]._iso
        return {
            "order_id": order.id,
            "number": order.name,
            "is_closed": room._is_chat_closed(),
            "closes_at": iso(room._chat_closes_at() or None),
            "is_current": order._chat_claim() == room.errand_assignment_id,
            "is_support_asked": bool(room.errand_support_asked_at),
        }

    def _chat_page_url(self, member):
        """Return where a member finds this room, False when they lead nowhere."""
        order = self.errand_order_id
        if member.errand_role == "courier":
            return f"/courier/chat/{self.errand_assignment_id.task_id.id}"
        if member.errand_role == "customer":
            return f"/errand/chat/{order.id}"
        link = member.errand_link_id
        return f"/t/{link._token()}/chat" if link else False

    def _chat_info_field(self):
        return Store.Attr(
            "errand_chat",
            lambda room: room._chat_info(),
            predicate=lambda room: room.sudo().errand_order_id,
        )

    def _tell_chat_info(self):
        """Tell open pages that the room changed."""
        for room in self:
            Store(bus_channel=room).add(room, [room._chat_info_field()]).bus_send()

    def _to_store_defaults(self, target):
        return [*super()._to_store_defaults(target), self._chat_info_field()]
