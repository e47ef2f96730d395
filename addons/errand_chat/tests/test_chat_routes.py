# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_website.tests.common import PNG

from .common import ErrandChatCommon


@tagged("post_install", "-at_install")
class TestChatRoutes(ErrandChatCommon):
    """R0.10: every route of Discuss that writes, before and after the closing."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)
        answer = self._post_message("Hello")
        self.message = self.env["mail.message"].browse(answer["message_id"])

    def _writes(self):
        """Map each writing route to parameters that are right while it is open."""
        channel, message = self.room.id, self.message.id
        return {
            "/mail/message/post": self._message("More"),
            "/mail/message/update_content": {
                "message_id": message,
                "update_data": {"body": "Hello!"},
            },
            "/mail/message/reaction": {
                "message_id": message,
                "content": "👍",
                "action": "add",
            },
            "/mail/rtc/channel/join_call": {"channel_id": channel},
            "/mail/rtc/channel/upgrade_connection": {"channel_id": channel},
            "/errand/chat/support": {"channel_id": channel},
        }

    def test_open_the_routes_work_and_closed_they_refuse(self):
        """R0.10: the same requests, a day later, change nothing."""
        for route, params in self._writes().items():
            with self.subTest(route=route, open=True):
                self.assertIsNone(self._refused(route, **params))
        self._end(hours_ago=25)
        body, count = self.message.body, len(self.room.message_ids)

        for route, params in self._writes().items():
            with self.subTest(route=route, open=False):
                self.assertIn("closed", self._refused(route, **params) or "")

        self.assertEqual(self.message.body, body)
        self.assertEqual(len(self.room.message_ids), count)

    def test_files_are_neither_added_nor_removed_after_the_closing(self):
        """R0.10: uploads and deletions too."""
        upload = self._upload("door.png", PNG).json()["data"]
        [file] = upload["store_data"]["ir.attachment"]
        self._post_message(
            "",
            attachment_ids=[upload["attachment_id"]],
            attachment_tokens=[file["ownership_token"]],
        )
        self._end(hours_ago=25)

        self.assertIn("closed", self._upload("late.png", PNG).json()["error"])
        refusal = self._refused(
            "/mail/attachment/delete",
            attachment_id=upload["attachment_id"],
            access_token=file["ownership_token"],
        )

        self.assertIn("closed", refusal)
        self.assertTrue(self.env["ir.attachment"].browse(file["id"]).exists())

    def test_a_closed_chat_is_still_read(self):
        """R0.10: read-only, not gone."""
        self._end(hours_ago=25)
        answer = self._call("/discuss/channel/messages", channel_id=self.room.id)

        self.assertIn("Hello", self._text_of(answer))
        [room] = [
            one
            for one in self._call(
                "/mail/data", fetch_params=[["discuss.channel", [self.room.id]]]
            )["discuss.channel"]
            if one["id"] == self.room.id
        ]
        self.assertTrue(room["errand_chat"]["is_closed"])

    def test_calls_and_typing_end_with_the_chat(self):
        """R0.10: a call that is still on is ended by its own sign of life."""
        answer = self._call("/mail/rtc/channel/join_call", channel_id=self.room.id)
        session_id = answer["Rtc"]["localSession"]
        self._end(hours_ago=25)

        self._call(
            "/discuss/channel/ping",
            channel_id=self.room.id,
            rtc_session_id=session_id,
        )
        with self._bus_news() as sent:
            self._call(
                "/discuss/channel/notify_typing",
                channel_id=self.room.id,
                is_typing=True,
            )

        self.assertFalse(self.room.sudo().rtc_session_ids)
        self.assertFalse(sent)

    def test_nobody_posts_odoo_s_own_notices(self):
        """R0.10: "support joined" is not for a browser to say."""
        answer = self._post_message(
            "joined as support",
            message_type="notification",
            subtype_xmlid="mail.mt_note",
        )
        message = self.env["mail.message"].browse(answer["message_id"])

        self.assertEqual(message.message_type, "comment")
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))

    def test_rooms_cannot_be_changed_by_routes(self):
        """R0.10: no picture, no thread; not as staff either."""
        self.room._join_chat("support", partner=self.clerk.partner_id)
        for user in (self.customer, self.clerk):
            self._sign_in(user)
            for route, params in {
                "/discuss/channel/update_avatar": {
                    "channel_id": self.room.id,
                    "data": "aGVsbG8=",
                },
                "/discuss/channel/sub_channel/create": {
                    "parent_channel_id": self.room.id
                },
            }.items():
                with self.subTest(user=user.login, route=route):
                    self.assertTrue(self._refused(route, **params))

    def test_garbage_is_refused_in_words(self):
        """R0.10: no page and no route fails on what a browser may send."""
        for channel_id in (None, True, -1, 0, 2**40, 1.5, "1", [], {}):
            with self.subTest(channel_id=channel_id):
                refusal = self._refused("/errand/chat/support", channel_id=channel_id)
                self.assertTrue(refusal)
