# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json
from contextlib import contextmanager

from odoo import fields
from odoo.tools import mute_logger

from odoo.addons.errand_website.tests.common import ErrandWebsiteCommon

#: The head of an MP3 with silence after it: what Discuss sends as a voice message.
VOICE = b"\xff\xfb\x90\x44" + bytes(400)


class ErrandChatCommon(ErrandWebsiteCommon):
    """An order that a courier carries, and the chat both have opened."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.partner_id.write(
            {"email": "tessa@customer.example", "phone": "+8613700001111"}
        )
        cls.courier_user.partner_id.write(
            {"email": "carl@courier.example", "phone": "+8613700002222"}
        )
        cls.task = cls._create_task("assigned")
        cls.order = cls.task.order_id
        cls.second_user = cls._create_portal_user("errand_second", "Sven Second")
        cls.second = cls._create_worker(cls.second_user.partner_id)

    def setUp(self):
        super().setUp()
        self.room = self._open_room()

    def _open_room(self, order=None):
        """Return the present room of an order, made as its customer makes it."""
        order = order or self.order
        claim = order._chat_claim()
        room = self.env["discuss.channel"].browse(order._open_chat(claim))
        self.env.flush_all()
        return room

    def _token(self, order=None):
        links = self.env["errand.public.link"]
        return links._token_for(order or self.order, "follow")

    def _end(self, hours_ago=0):
        """Deliver the errand, that many hours ago."""
        self._advance_on(self.task)
        self.order.sudo().done_at = fields.Datetime.subtract(
            fields.Datetime.now(), hours=hours_ago
        )
        self.env.flush_all()

    def _advance_on(self, task):
        actor = self.courier._actor()
        task._pick_up(actor, "pick-up-key")
        task._try_code(task._delivery_code(), actor)
        task._deliver(actor, "deliver-key")

    def _say_as(self, user, text, room=None):
        room = (room or self.room).with_user(user)
        return room.message_post(
            body=text, message_type="comment", subtype_xmlid="mail.mt_comment"
        )

    @contextmanager
    def _bus_news(self):
        """Give a list that holds, afterwards, what was sent over the bus."""
        news = []
        self.env.cr.precommit.run()
        last = self.env["bus.bus"].search([], order="id desc", limit=1).id
        yield news
        self.env.flush_all()
        self.env.cr.precommit.run()
        news.extend(self.env["bus.bus"].search([("id", ">", last)]))

    # === OVER HTTP === #

    def _call(self, route, **params):
        """Return what a JSON route answers."""
        self.env.flush_all()
        answer = self.make_jsonrpc_request(route, params)
        self.env.invalidate_all()
        return answer

    def _refused(self, route, **params):
        """Return what a JSON route says instead of an answer, None when it answers."""
        self.env.flush_all()
        request = {"jsonrpc": "2.0", "method": "call", "params": params}
        with mute_logger("odoo.http"):
            answer = self.url_open(
                route,
                data=json.dumps(request),
                headers={"Content-Type": "application/json"},
            ).json()
        self.env.invalidate_all()
        return answer["error"]["data"]["message"] if "error" in answer else None

    def _post_message(self, text="Hello", room=None, **post_data):
        return self._call(
            "/mail/message/post", **self._message(text, room, **post_data)
        )

    def _message(self, text="Hello", room=None, **post_data):
        return {
            "thread_model": "discuss.channel",
            "thread_id": (room or self.room).id,
            "post_data": {
                "body": text,
                "message_type": "comment",
                "subtype_xmlid": "mail.mt_comment",
                **post_data,
            },
        }

    def _upload(self, name, content, room=None, **values):
        self.env.flush_all()
        response = self.url_open(
            "/mail/attachment/upload",
            data={
                "csrf_token": self._csrf(),
                "thread_id": str((room or self.room).id),
                "thread_model": "discuss.channel",
                "is_pending": "true",
                **values,
            },
            files={"ufile": (name, content, "application/octet-stream")},
        )
        self.env.invalidate_all()
        return response

    def _text_of(self, answer):
        return json.dumps(answer, default=str, ensure_ascii=False)
