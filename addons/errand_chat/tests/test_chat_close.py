# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ErrandChatCommon


@tagged("post_install", "-at_install")
class TestChatClose(ErrandChatCommon):
    """R0.10: read-only some hours after the end, without waiting for a sweep."""

    def test_the_chat_stays_open_for_the_category_s_hours(self):
        """R0.10: 24 hours by default, others where staff chose them."""
        self.assertFalse(self.room._chat_closes_at())
        self._end(hours_ago=23)
        self.assertFalse(self.room._is_chat_closed())
        self._say_as(self.customer, "Thank you!")

        self.order.category_id.chat_hours = 22

        self.assertTrue(self.room._is_chat_closed())

    def test_a_closed_chat_takes_nothing_and_can_be_read(self):
        """R0.10: enforced at the moment of the request."""
        message = self._say_as(self.courier_user, "At the door.")
        self._end(hours_ago=25)

        for user in (self.customer, self.courier_user):
            with self.assertRaisesRegex(UserError, "closed"):
                self._say_as(user, "Too late")
            room = self.room.with_user(user)
            self.assertIn("At the door", room.message_ids[:1].body)
        room = self.room.with_user(self.courier_user)
        with self.assertRaisesRegex(UserError, "closed"):
            room._message_update_content(message, body="Never said")
        with self.assertRaisesRegex(UserError, "closed"):
            room._ask_support()
        with self.assertRaisesRegex(UserError, "closed"):
            room.self_member_id.sudo()._rtc_join_call()

    def test_staff_change_nothing_over_rpc_after_the_end(self):
        """R0.10: their rights on messages do not go past the closing."""
        self.room._join_chat("support", partner=self.dispatcher.partner_id)
        message = self._say_as(self.dispatcher, "We are looking into it.")
        self._end(hours_ago=25)
        mine = message.with_user(self.dispatcher)

        with self.assertRaisesRegex(UserError, "closed"):
            mine.write({"body": "We said nothing."})
        with self.assertRaises(AccessError):
            mine.unlink()

    def test_the_sweep_ends_calls_and_turns_the_uuid(self):
        """R0.10: due rooms only; said twice, it is the same."""
        member = self.room._chat_member(self.customer.partner_id)
        sessions = self.env["discuss.channel.rtc.session"]
        sessions.create({"channel_member_id": member.id})
        running = self._open_room(self._create_task("open").order_id)
        uuids = self.room.uuid, running.uuid
        self._end(hours_ago=25)

        closed = self.env["discuss.channel"]._close_due_chats()
        again = self.env["discuss.channel"]._close_due_chats()

        self.assertEqual((closed, again), (1, 0))
        self.assertFalse(self.room.rtc_session_ids)
        self.assertNotEqual(self.room.uuid, uuids[0])
        self.assertEqual(running.uuid, uuids[1])
        self.assertFalse(running.errand_closed_at)

    def test_a_call_past_the_end_stops_at_the_next_sign_of_life(self):
        """R0.10: before the sweep comes."""
        member = self.room._chat_member(self.customer.partner_id)
        session = self.env["discuss.channel.rtc.session"].create(
            {"channel_member_id": member.id}
        )
        self._end(hours_ago=25)

        member._rtc_sync_sessions()

        self.assertFalse(session.exists())

    def test_a_call_s_notices_stay_in_the_room(self):
        """R0.10: sessions of other rooms are not reached by their number."""
        elsewhere = self._open_room(self._create_task("assigned").order_id)
        sessions = self.env["discuss.channel.rtc.session"]
        mine = sessions.create(
            {"channel_member_id": self.room._chat_member(self.customer.partner_id).id}
        )
        theirs = sessions.create(
            {"channel_member_id": elsewhere._chat_member(self.courier.partner_id).id}
        )
        own = sessions.create(
            {"channel_member_id": self.room._chat_member(self.courier.partner_id).id}
        )

        with self._bus_news() as sent:
            mine._notify_peers([([theirs.id, own.id], "hello")])

        peers = [one for one in sent if "peer_notification" in one.message]
        self.assertEqual(len(peers), 1)
        self.assertIn(f'"res.partner",{self.courier.partner_id.id}', peers[0].channel)

    def test_a_failed_or_cancelled_order_closes_its_chat_too(self):
        """R0.10: whatever the end is."""
        task = self._create_task("open")
        room = self._open_room(task.order_id)
        task.order_id._move_to("cancelled", actor=self.staff_actor)
        failed = self._create_task("assigned")
        failed_room = self._open_room(failed.order_id)
        failed._move_to("failed", actor=self.staff_actor)
        now = fields.Datetime.now()

        for one in (room, failed_room):
            self.assertGreater(one._chat_closes_at(), now)
        self.category.chat_hours = 0
        for one in (room, failed_room):
            self.assertTrue(one._is_chat_closed())

    def test_leaving_a_closed_chat_says_nothing(self):
        """R0.10: staff who tidy their list write nothing into it."""
        self.room._join_chat("support", partner=self.dispatcher.partner_id)
        self._end(hours_ago=25)
        count = len(self.room.message_ids)

        self.room.with_user(self.dispatcher).action_unfollow()

        self.assertEqual(len(self.room.message_ids), count)
