# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ErrandChatCommon

GARBAGE = ("0", "-1", "x", "9" * 30, "1.5", "²")


@tagged("post_install", "-at_install")
class TestChatPages(ErrandChatCommon):
    """R0.10: the page, for each who may enter, by the way they come."""

    def _open(self, url, status=200):
        self.env.flush_all()
        with mute_logger("odoo.http"):
            response = self.url_open(url)
        self.env.invalidate_all()
        self.assertEqual(response.status_code, status, url)
        return response

    def _guest(self):
        return self.env["mail.guest"].search([("errand_link_id", "!=", False)])

    def test_customer_and_courier_open_the_same_room(self):
        """R0.10: each by their own address."""
        self._sign_in(self.customer)
        page = self._open(f"/errand/chat/{self.order.id}").text
        self.assertIn(f'"channelId": {self.room.id}', page)
        self.assertIn('"role": "customer"', page)

        self._sign_in(self.courier_user)
        page = self._open(f"/courier/chat/{self.task.id}").text
        self.assertIn(f'"channelId": {self.room.id}', page)
        self.assertIn('"role": "courier"', page)
        led = self._open(f"/errand/chat/{self.order.id}")
        self.assertTrue(led.url.endswith(f"/courier/chat/{self.task.id}"))

    def test_the_first_to_come_makes_the_room(self):
        """R0.10: it is made when it is opened, not before."""
        order = self._create_task("assigned").order_id
        self.assertFalse(order._chat_rooms())
        self._sign_in(self.customer)

        self._open(f"/errand/chat/{order.id}")

        self.assertEqual(len(order._chat_rooms()), 1)

    def test_others_find_nothing(self):
        """R0.10: not another customer, not the courier who lost it, not garbage."""
        self._sign_in(self.other)
        self._open(f"/errand/chat/{self.order.id}", 404)
        self._open(f"/courier/chat/{self.task.id}", 404)
        for text in GARBAGE:
            self._open(f"/errand/chat/{text}", 404)
            self._open(f"/courier/chat/{text}", 404)
        self.task._unassign(self.staff_actor, None, "test")
        self._sign_in(self.courier_user)
        self._open(f"/errand/chat/{self.order.id}", 404)
        self._open(f"/courier/chat/{self.task.id}", 404)

    def test_a_recipient_chats_by_link_alone(self):
        """R0.10: without an account, as a guest of this one link."""
        self.authenticate(None, None)
        token = self._token()
        page = self._open(f"/t/{token}/chat").text
        guest = self._guest()

        self.assertIn('"role": "recipient"', page)
        self.assertEqual(guest.name, "Rita")
        self.assertEqual(page.count("Recipient"), 0, "no family name")
        message_id = self._post_message("I am at home")["message_id"]
        message = self.env["mail.message"].browse(message_id)
        self.assertEqual(message.author_guest_id, guest)
        self._open(f"/t/{token}/chat")
        self.assertEqual(self._guest(), guest)

    def test_wrong_links_set_no_cookie(self):
        """R0.10: a guest begins with a good link."""
        self.authenticate(None, None)
        for token in ("x", "1-abc", self._token()[:-1]):
            response = self._open(f"/t/{token}/chat", 404)
            self.assertNotIn("dgid", response.cookies)
        self.assertFalse(self._guest())

    def test_a_guest_ends_with_the_link(self):
        """R0.10: the cookie lives longer than what it opens."""
        self.authenticate(None, None)
        self._open(f"/t/{self._token()}/chat")
        link = self._guest().errand_link_id
        link.expires_at = fields.Datetime.subtract(fields.Datetime.now(), hours=1)

        self._open(f"/t/{self._token()}/chat", 404)
        self.assertTrue(self._refused("/mail/message/post", **self._message("Hi")))
        self.assertTrue(
            self._refused("/discuss/channel/messages", channel_id=self.room.id)
        )

    def test_a_guest_reaches_no_other_room_and_no_other_name(self):
        """R0.10: the link is for one order."""
        elsewhere = self._open_room(self._create_task("assigned").order_id)
        self.authenticate(None, None)
        self._open(f"/t/{self._token()}/chat")

        self.assertTrue(
            self._refused("/discuss/channel/messages", channel_id=elsewhere.id)
        )
        refusal = self._refused(
            "/mail/guest/update_name", guest_id=self._guest().id, name="Support"
        )
        self.assertIn("name", refusal)

    def test_a_recipient_with_an_account_comes_in_by_the_link(self):
        """R0.10: as themselves, for as long as the link lives."""
        self._sign_in(self.other)
        token = self._token()
        self._open(f"/t/{token}/chat")
        member = self.room._chat_member(self.other.partner_id)

        self.assertEqual(member.errand_role, "recipient")
        self.assertFalse(self._guest())
        self._post_message("I am at home")
        link = member.errand_link_id
        link.expires_at = fields.Datetime.subtract(fields.Datetime.now(), hours=1)
        refusal = self._refused("/mail/message/post", **self._message("Hi"))
        self.assertIn("expired", refusal)

    def test_the_customer_with_their_own_link_stays_the_customer(self):
        """R0.10: whoever tries the link before sending it."""
        self._sign_in(self.customer)

        led = self._open(f"/t/{self._token()}/chat")

        self.assertTrue(led.url.endswith(f"/errand/chat/{self.order.id}"))

    def test_discuss_s_own_address_leads_to_ours(self):
        """R0.10: a push notice opens the page that belongs to the order."""
        self._sign_in(self.customer)

        led = self._open(f"/discuss/channel/{self.room.id}")

        self.assertTrue(led.url.endswith(f"/errand/chat/{self.order.id}"))

    def test_the_buttons_count_what_is_new(self):
        """R0.10: on the customer's page, the recipient's and in the courier's app."""
        self._say_as(self.courier_user, "At the gate")
        self._say_as(self.customer, "Coming")
        self._sign_in(self.customer)
        page = self._open(f"/my/errands/{self.order.id}").text
        self.assertIn(f'href="/errand/chat/{self.order.id}"', page)
        self.assertIn('data-unread="0"', page)
        self._say_as(self.courier_user, "Still here")
        live = self._open(f"/my/errands/{self.order.id}/live").text
        self.assertIn('data-unread="1"', live)

        summary = self.task._job_summary()
        self.assertEqual(
            summary["chat"], {"url": f"/courier/chat/{self.task.id}", "unread": 0}
        )
        self._say_as(self.customer, "One minute")
        self.assertEqual(self.task._job_summary()["chat"]["unread"], 1)

        self.authenticate(None, None)
        token = self._token()
        page = self._open(f"/t/{token}").text
        self.assertIn(f'href="/t/{token}/chat"', page)

    def test_the_courier_s_phone_is_told_and_no_text_is(self):
        """R0.10: a message rings in the app; what it says stays in the room."""
        with self._bus_news() as sent:
            self._say_as(self.customer, "Behind the blue door")
        told = [one.message for one in sent if "errand/chat" in one.message]

        self.assertEqual(len(told), 1)
        self.assertNotIn("blue", told[0])

    def test_nothing_said_is_in_the_log(self):
        """R0.10: events hold ids and codes only."""
        self._say_as(self.customer, "Behind the blue door")
        reasons = self.order.event_ids.mapped("reason")

        self.assertNotIn("blue", " ".join(filter(None, reasons)))
