# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

ENDED = ("done", "failed", "cancelled")


class ErrandOrder(models.Model):
    """The chat of an order: which room, who enters it, and until when (R0.10)."""

    _inherit = "errand.order"

    chat_room_ids = fields.One2many(
        "discuss.channel", "errand_order_id", readonly=True, groups=fields.NO_ACCESS
    )
    chat_state = fields.Selection(
        [("none", "No chat"), ("open", "Open"), ("closed", "Closed")],
        string="Chat",
        compute="_compute_chat_state",
        compute_sudo=True,
    )
    chat_support_asked = fields.Boolean(
        "Support Asked",
        compute="_compute_chat_state",
        search="_search_chat_support_asked",
        compute_sudo=True,
    )

    def _compute_chat_state(self):
        for order in self:
            room = order._chat_room()
            order.chat_state = room and room._chat_info()["is_closed"] and "closed"
            order.chat_state = order.chat_state or ("open" if room else "none")
            order.chat_support_asked = bool(room.errand_support_asked_at)

    def _search_chat_support_asked(self, operator, value):
        if operator != "in":
            return NotImplemented
        rooms = self.env["discuss.channel"].sudo()  # orders are filtered by own rules
        asked = rooms.search(
            [
                ("errand_order_id", "!=", False),
                ("errand_support_asked_at", "!=", False),
                ("errand_closed_at", "=", False),
            ]
        )
        return [("id", "in" if True in value else "not in", asked.errand_order_id.ids)]

    # === ROOM === #

    def _chat_rooms(self):
        """Return all rooms of the orders as superuser."""
        rooms = self.env["discuss.channel"].sudo()  # nobody owns rooms by rights
        return rooms.search([("errand_order_id", "in", self.ids)])

    def _chat_room_of(self, claim):
        """Return the room of one claim (or of none, before the grab) as superuser."""
        self.ensure_one()
        return self._chat_rooms().filtered(
            lambda room: room.errand_assignment_id == claim
        )

    def _chat_claim(self):
        """Return the claim of whoever carries the order now, as superuser."""
        self.ensure_one()
        task = self._main_task()
        return task._chat_assignment() if task else task.assignment_ids

    def _chat_room(self):
        """Return the room that the order's own page leads to, if there is one."""
        self.ensure_one()
        return self._chat_room_of(self._chat_claim())

    def _chat_ended_at(self):
        """Return when the order ended, False while it goes on."""
        self.ensure_one()
        ends = {
            "done": self.done_at,
            "cancelled": self.cancelled_at,
            "failed": self._failed_at(),
        }
        # An end without its time, from an import, is long ago.
        return ends[self.state] or self.write_date if self.state in ends else False

    def _is_chat_offered(self):
        """Tell whether there is a chat to read, or one may be opened."""
        self.ensure_one()
        if self._chat_room():
            return True
        return self.state not in ("draft", *ENDED)

    def _open_chat(self, claim):
        """Return the id of the claim's room, made by whoever comes first.

        In a transaction of its own: the request's snapshot may be older than the
        room that the other person opened a moment ago.

        :raise UserError: the order has ended, or was never placed
        """
        self.ensure_one()
        order_id, claim_id = self.id, claim.id

        def find_or_create(env):
            order = env["errand.order"].browse(order_id)
            order._lock_rows(False)
            claim = env["errand.assignment"].browse(claim_id)
            return (order._chat_room_of(claim) or order._create_chat(claim)).id

        return in_fresh_transaction(self.sudo().env, find_or_create)

    def _create_chat(self, claim):
        """Make a room with the customer and the courier in it."""
        if self.state in ("draft", *ENDED) or (claim and claim.ended_at):
            raise UserError(self.env._("There is no chat for this errand any more."))
        room = self.env["discuss.channel"].create(
            {
                "channel_type": "group",
                "name": self.name,
                "errand_order_id": self.id,
                "errand_assignment_id": claim.id,
            }
        )
        # Discuss adds whoever is signed in; each comes in through their own role.
        room.channel_member_ids.unlink()
        room._join_chat("customer", partner=self.partner_id)
        if claim:
            room._join_chat("courier", partner=claim.worker_id.partner_id)
        return room

    def _enter_chat(self, claim, role, partner, link, lang):
        """Let one person into the claim's room, which is made when there is none.

        :param partner: who is signed in; empty for a recipient without an account
        :param link: the public link of a recipient
        :raise UserError: there is no room, and none may be made any more
        """
        room_id = self._open_chat(claim)
        order_id, partner_id, link_id = self.id, partner.id, link and link.id

        def join(env):
            order = env["errand.order"].browse(order_id)
            order._lock_rows(False)
            room = env["discuss.channel"].browse(room_id)
            link = env["errand.public.link"].browse(link_id or [])
            partner = env["res.partner"].browse(partner_id or [])
            guest = env["mail.guest"]
            if not partner:
                guest = guest.search([("errand_link_id", "=", link.id)])
                guest = guest or guest.create(order._prepare_guest_values(link, lang))
            room._join_chat(role, partner, guest, link)

        in_fresh_transaction(self.sudo().env, join)

    def _prepare_guest_values(self, link, lang):
        name = self._first_name(self.dropoff_contact_id.name)
        return {
            "name": name or self.env._("Recipient"),
            "lang": lang,
            "timezone": self.branch_id.tz,
            "errand_link_id": link.id,
        }

    # === WHO === #

    def _courier_claim(self, user):
        """Return the claim of the courier who holds or ended a task of the order."""
        self.ensure_one()
        worker = self.env["errand.worker"]._of_user(user)
        claims = self.sudo().task_ids.assignment_ids.filtered(
            lambda claim: claim.worker_id == worker and claim.outcome != "open"
        )
        return claims[:1] if worker else claims.browse()

    def _chat_support_users(self):
        """Return who of the staff is called in: the branch's, else dispatchers."""
        self.ensure_one()
        branch = self.branch_id
        staff = (branch.user_ids | branch.manager_id).filtered(
            lambda user: user.has_group("errand_base.group_clerk")
        )
        if not staff:
            dispatchers = self.env.ref("errand_base.group_dispatcher").all_user_ids
            staff = dispatchers.filtered(
                lambda user: self.company_id in user.company_ids
            )
        return staff.filtered(lambda user: user.active and not user.share)

    def action_open_chat(self):
        """Go into the order's chat as support; everybody there sees it."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("errand_base.group_clerk"):
            raise AccessError(self.env._("Only staff can do this."))
        partner_id, uid = self.env.user.partner_id.id, self.env.uid
        room_id = self.sudo()._open_chat(self._chat_claim())

        def join(env):
            room = env["discuss.channel"].browse(room_id)
            partner = env["res.partner"].browse(partner_id)
            if not room._chat_member(partner) and not room._is_chat_closed():
                room._join_chat("support", partner=partner)
                room.with_user(uid)._say(env._("joined the chat as support"))
            elif not room._chat_member(partner):
                room._join_chat("support", partner=partner)

        in_fresh_transaction(self.sudo().env, join)
        return {
            "type": "ir.actions.client",
            "tag": "mail.action_discuss",
            "context": {"active_id": f"discuss.channel_{room_id}"},
        }

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: an ended order's chat has its hour."""
        result = super()._on_moved(target, actor, before)
        if target in ENDED:
            self._chat_rooms()._tell_chat_info()
        return result

    def _chat_masked_call(self, role):
        """Hook: return (label, url) of a call to a real phone, None without one.

        The joint for the add-on with masked calls: the chat's page shows it in its
        bar, and where a call in the browser finds no route.

        :param role: of who asks: customer, courier, recipient or support
        """
        return None
