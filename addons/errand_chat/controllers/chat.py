# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The chat's page, for each who may enter it (R0.10)."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Datetime
from odoo.http import request
from odoo.tools.misc import get_lang

from odoo.addons.errand_base.tools.number import is_id, whole_number
from odoo.addons.errand_website.controllers.follow import ErrandFollow
from odoo.addons.mail.tools.discuss import Store, add_guest_to_context


class ErrandChat(ErrandFollow):
    # === DOORS === #

    @http.route(
        "/errand/chat/<string:order_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def chat(self, order_id):
        """Show the order's chat to its customer, or to the courier who carries it."""
        order = request.env["errand.order"]._own_order(order_id)
        if order:
            return self._chat_enter(
                order, order._chat_claim(), "customer", f"/my/errands/{order.id}"
            )
        order = self._order_by_number(order_id)
        claim = order and order._courier_claim(request.env.user)
        if not claim:
            raise NotFound()
        return request.redirect(f"/courier/chat/{claim.task_id.id}")

    @http.route(
        "/courier/chat/<string:task_id>",
        type="http",
        auth="user",
        methods=["GET"],
        sitemap=False,
    )
    def courier_chat(self, task_id):
        """Show the chat of a task to the courier who holds it, inside of their app."""
        worker = request.env["errand.worker"]._of_user(request.env.user)
        tasks = request.env["errand.task"].sudo()  # couriers have no rights on tasks
        task = tasks.browse(whole_number(task_id)).exists()
        claim = task and task._chat_assignment()
        if not worker or not claim or claim.worker_id != worker:
            raise NotFound()
        return self._chat_enter(task.order_id, claim, "courier", "/courier")

    @http.route(
        "/t/<string:token>/chat",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    @add_guest_to_context
    def recipient_chat(self, token):
        """Show the chat to the recipient, who has our link and perhaps no account."""
        link = request.env["errand.public.link"]._of_token(token, "follow")
        if not link:
            return self._refuse()
        order = link.order_id
        user = request.env.user
        if not user._is_public() and order.partner_id == user.partner_id:
            return request.redirect(f"/errand/chat/{order.id}")
        return self._chat_enter(
            order, order._chat_claim(), "recipient", f"/t/{token}", link=link
        )

    @http.route("/errand/chat/support", type="jsonrpc", auth="public")
    @add_guest_to_context
    def ask_support(self, channel_id):
        """Ask support into the room. Who is no member gets nothing."""
        room = request.env["discuss.channel"].search(
            [
                ("id", "=", channel_id if is_id(channel_id) else 0),
                ("is_member", "=", True),
            ]
        )
        if not room.sudo().errand_order_id:  # members have no rights on orders
            raise NotFound()
        room._ask_support()
        return room._chat_info()

    # === ENTER === #

    def _order_by_number(self, order_id):
        orders = request.env["errand.order"].sudo()  # only to find a courier's claim
        return orders.browse(whole_number(order_id)).exists()

    def _chat_enter(self, order, claim, role, back_url, link=None):
        """Show the room; make it, or join it, first.

        What is made here is made in a transaction of its own, which this request's
        snapshot does not see: so the page is asked for once more.
        """
        room = order._chat_room_of(claim)
        guest, partner = self._persona(link)
        if room and room._chat_member(partner, guest):
            return self._render_chat(room, role, back_url, guest, link)
        try:
            order._enter_chat(claim, role, partner, link, get_lang(request.env).code)
        except UserError:
            return request.redirect(back_url)
        return request.redirect(request.httprequest.path, code=303)

    def _persona(self, link):
        """Return (guest, partner) of whoever asks: a login goes before a link."""
        user = request.env.user
        if not user._is_public():
            return request.env["mail.guest"], user.partner_id
        guests = request.env["mail.guest"].sudo()  # the link's own guest
        guest = guests.search([("errand_link_id", "=", link.id)])
        return guest, request.env["res.partner"]

    def _render_chat(self, room, role, back_url, guest, link):
        lang = get_lang(request.env).code
        if guest:
            if guest.lang != lang:
                guest.lang = lang
            guest._set_auth_cookie()
        channel = room.sudo(False).with_context(guest=guest.sudo(False))
        store = Store().add_global_values(
            companyName=room.errand_order_id.company_id.name, inPublicPage=True
        )
        store.add_singleton_values("DiscussApp", {"thread": Store.One(channel)})
        session_info = channel.env["ir.http"].session_info()
        session_info["user_context"] = {
            **session_info.get("user_context", {}),
            "lang": lang,
        }
        response = request.render(
            "errand_chat.chat_page",
            {
                "html_lang": lang.replace("_", "-"),
                "room_title": room.name,
                "data": store.get_result(),
                "session_info": session_info,
                "chat": self._page_values(room, role, back_url),
            },
        )
        return self._keep_private(response)

    def _page_values(self, room, role, back_url):
        """Return what the page shows besides Discuss's own data."""
        order = room.errand_order_id
        call = order._chat_masked_call(role)
        return {
            "channelId": room.id,
            "role": role,
            "backUrl": back_url,
            "now": order.env["errand.task"]._iso(Datetime.now()),
            "call": call and {"label": call[0], "url": call[1]},
        }
