# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ErrandChatCommon


@tagged("post_install", "-at_install")
class TestChatPrivacy(ErrandChatCommon):
    """R0.10, R0.16: first names, and nothing by which somebody could be reached."""

    def setUp(self):
        super().setUp()
        self.room._join_chat("support", partner=self.dispatcher.partner_id)
        self.dispatcher.partner_id.write(
            {"email": "dora@support.example", "phone": "+8613700003333"}
        )
        self._say_as(self.dispatcher, "How can we help?")
        self._say_as(self.courier_user, "I am at the gate.")
        self._say_as(self.customer, "I am coming.")

    def _assert_discreet(self, answer, own):
        text = answer if isinstance(answer, str) else self._text_of(answer)
        secrets = {
            self.customer: ("Tester", "tessa@", "13700001111", "1370000"),
            self.courier_user: ("Carrier", "carl@", "13700002222"),
            self.dispatcher: ("Dispatcher", "dora@", "13700003333"),
        }
        for user, words in secrets.items():
            for word in words if user != own else ():
                self.assertNotIn(word, text)
        self.assertNotIn("13800005678", text)
        self.assertNotIn("13900001234", text)

    def test_members_learn_first_names_only(self):
        """R0.10: whatever Discuss is asked, as the page asks it."""
        for user in (self.customer, self.courier_user):
            self._sign_in(user)
            asked = {
                "/discuss/channel/messages": {},
                "/discuss/channel/members": {"known_member_ids": []},
                "/discuss/channel/attachments": {},
                "/discuss/channel/pinned_messages": {},
                "/discuss/channel/join": {},
            }
            answers = [
                self._call(route, channel_id=self.room.id, **params)
                for route, params in asked.items()
            ]
            answers.append(
                self._call(
                    "/mail/data",
                    fetch_params=[
                        "init_messaging",
                        "channels_as_member",
                        ["discuss.channel", [self.room.id]],
                        ["avatar_card", {"id": 1, "model": "res.partner"}],
                    ],
                )
            )
            answers.append(
                self._call("/mail/rtc/channel/join_call", channel_id=self.room.id)
            )
            names = self._text_of(answers)
            for name in ("Tessa", "Carl", "Dora"):
                self.assertIn(name, names)
            for answer in answers:
                self._assert_discreet(answer, user)

    def test_the_page_and_the_bus_are_as_discreet(self):
        """R0.10: what is sent to a room goes to everybody in it."""
        self._sign_in(self.customer)
        page = self.url_open(f"/errand/chat/{self.order.id}").text
        self._assert_discreet(page, self.customer)
        with self._bus_news() as sent:
            self._post_message("And a last word.")
            self._call("/mail/rtc/channel/join_call", channel_id=self.room.id)
        room_channel = f'"discuss.channel",{self.room.id}'
        to_room = [
            one.message for one in sent if room_channel in one.channel.replace(" ", "")
        ]
        self.assertTrue(to_room)
        for message in to_room:
            self._assert_discreet(message, None)

    def test_a_mention_sends_no_mail(self):
        """R0.10: a mail would carry an address and the family name."""
        mails = self.env["mail.mail"].search_count([])
        room = self.room.with_user(self.customer).sudo()

        message = room.message_post(
            body="Hey",
            message_type="comment",
            partner_ids=self.courier.partner_id.ids,
            special_mentions=["everyone"],
        )

        self.assertFalse(message.partner_ids)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_who_is_no_member_gets_nothing(self):
        """R0.10: reading, searching, writing, calling: the room is not there."""
        message = self.room.message_ids[:1]
        for user in (self.other, self.second_user, None):
            if user:
                self._sign_in(user)
            else:
                self.authenticate(None, None)
            routes = {
                "/discuss/channel/messages": {"channel_id": self.room.id},
                "/discuss/channel/members": {
                    "channel_id": self.room.id,
                    "known_member_ids": [],
                },
                "/discuss/channel/attachments": {"channel_id": self.room.id},
                "/discuss/channel/join": {"channel_id": self.room.id},
                "/discuss/channel/ping": {"channel_id": self.room.id},
                "/discuss/channel/notify_typing": {
                    "channel_id": self.room.id,
                    "is_typing": True,
                },
                "/mail/rtc/channel/join_call": {"channel_id": self.room.id},
                "/mail/message/post": self._message("I am in"),
                "/mail/message/reaction": {
                    "message_id": message.id,
                    "content": "x",
                    "action": "add",
                },
                "/mail/message/update_content": {
                    "message_id": message.id,
                    "update_data": {"body": "x"},
                },
                "/errand/chat/support": {"channel_id": self.room.id},
            }
            for route, params in routes.items():
                with self.subTest(user=user and user.login, route=route):
                    self.assertTrue(self._refused(route, **params))
            found = self._call("/discuss/search", term=self.order.name)
            self.assertNotIn(self.order.name, self._text_of(found))
            with mute_logger("odoo.http"):
                pages = (
                    f"/discuss/channel/{self.room.id}",
                    f"/chat/{self.room.id}/{self.room.uuid}",
                )
                for page in pages:
                    self.assertEqual(self.url_open(page).status_code, 404)
                self.assertEqual(self._upload("a.png", b"x").status_code, 404)
        self.assertEqual(len(self.room.channel_member_ids), 3)
