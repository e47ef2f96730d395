# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from .common import ErrandChatCommon


@tagged("post_install", "-at_install")
class TestChatRoom(ErrandChatCommon):
    """R0.10: which room an order has, who is in it, and who is not."""

    def _members(self, room=None):
        members = (room or self.room).channel_member_ids
        return {member.errand_role: member.partner_id for member in members}

    def test_customer_and_courier_are_in_the_room(self):
        """R0.10: they are the two who talk; whoever opened it is no third."""
        self.assertEqual(
            self._members(),
            {
                "customer": self.customer.partner_id,
                "courier": self.courier.partner_id,
            },
        )

    def test_a_room_is_made_once(self):
        """R0.10: opening it twice leads to the same room."""
        self.assertEqual(self._open_room(), self.room)
        self.assertEqual(len(self.order._chat_rooms()), 1)

    def test_the_next_courier_reads_nothing_of_the_former(self):
        """R0.10: a task that was taken back begins a new room; the old one closes."""
        self._say_as(self.customer, "The key is under the mat.")
        uuid = self.room.uuid
        self.task._unassign(self.staff_actor, None, "test")
        self.task._assign(self.second, self.second._actor(), "second-grab")
        new = self._open_room()

        self.assertNotEqual(new, self.room)
        self.assertTrue(self.room._is_chat_closed())
        self.assertNotEqual(self.room.uuid, uuid)
        self.assertNotIn("courier", self._members())
        self.assertEqual(self._members(new)["courier"], self.second.partner_id)
        for user in (self.courier_user, self.second_user):
            with self.assertRaises(AccessError):
                self.room.with_user(user).read(["name"])
        self.assertEqual(self.room.with_user(self.customer).name, self.order.name)
        with self.assertRaises(AccessError):
            new.with_user(self.courier_user).read(["name"])

    def test_before_the_grab_there_is_a_room_without_a_courier(self):
        """R0.10: who waits for a courier can ask support; no courier reads it later."""
        task = self._create_task("open")
        early = self._open_room(task.order_id)
        task._assign(self.courier, self.courier._actor(), "late-grab")
        late = self._open_room(task.order_id)

        self.assertNotEqual(early, late)
        self.assertEqual(list(self._members(early)), ["customer"])
        self.assertFalse(early._chat_info()["is_current"])
        self.assertTrue(late._chat_info()["is_current"])

    def test_drafts_and_ended_orders_open_no_room(self):
        """R0.10: a chat begins while the errand goes on."""
        draft = self._create_order()
        ended = self._create_task("done").order_id

        for order in (draft, ended):
            self.assertFalse(order._is_chat_offered())
            with self.assertRaises(UserError):
                order._open_chat(order._chat_claim())

    def test_members_cannot_bring_in_others(self):
        """R0.10: neither by hand, nor by mail, nor by a group of their own."""
        member = {"channel_id": self.room.id, "partner_id": self.other.partner_id.id}
        self.room._join_chat("support", partner=self.dispatcher.partner_id)

        for user in (self.customer, self.courier_user, self.dispatcher):
            with self.assertRaises(AccessError):
                self.env["discuss.channel.member"].with_user(user).create(member)
            with self.assertRaises(AccessError):
                self.room.with_user(user).add_members(self.other.partner_id.ids)
        self.assertFalse(self.room.with_user(self.dispatcher)._allow_invite_by_email())
        with self.assertRaises(UserError):
            self.room.with_user(self.dispatcher).invite_by_email(["a@b.example"])

    def test_nobody_changes_the_room_or_their_role(self):
        """R0.10: no name, no picture, no thread, no pin, no false support."""
        self.room._join_chat("support", partner=self.dispatcher.partner_id)
        room = self.room.with_user(self.dispatcher)
        message = self._say_as(self.customer, "Hello")

        self.assertFalse(room.is_editable)
        with self.assertRaises(AccessError):
            room.channel_rename("Another name")
        with self.assertRaises(UserError):
            room._create_sub_channel()
        with self.assertRaises(UserError):
            room.set_message_pin(message.id, True)
        for user in (self.customer, self.dispatcher):
            own = self.room.with_user(user).self_member_id
            with self.assertRaises(AccessError):
                own.write({"errand_role": "support"})

    def test_the_link_of_discuss_lets_nobody_in(self):
        """R0.10: who knows the room's uuid is still a stranger."""
        with self.assertRaises(UserError):
            self.room.with_user(self.other).sudo()._find_or_create_persona_for_channel(
                guest_name="Guest", timezone=False, country_code=False
            )

    def test_support_comes_when_it_is_asked_and_everybody_sees_it(self):
        """R0.10: the branch's staff get the room, with a line in it."""
        room = self.room.with_user(self.customer)
        room._ask_support()
        room._ask_support()

        support = self.room.channel_member_ids.filtered(
            lambda member: member.errand_role == "support"
        )
        self.assertEqual(support.partner_id, (self.clerk | self.manager).partner_id)
        asked = self.room.message_ids.filtered(
            lambda message: "support" in message.body
        )
        self.assertEqual(asked.author_id, self.customer.partner_id)
        self.assertEqual(len(asked), 1)
        orders = self.env["errand.order"].with_user(self.dispatcher)
        found = orders.search([("chat_support_asked", "=", True)])
        self.assertEqual(found, self.order)
        self.assertTrue(found.chat_support_asked)

    def test_without_staff_of_the_branch_dispatchers_are_asked(self):
        """R0.10: of the order's company only."""
        self.branch.write({"user_ids": [Command.clear()], "manager_id": False})
        other_company = self._create_cny_company("Errands of Elsewhere")
        stranger = self._create_staff(
            "dispatcher", "Stu Stranger", None, other_company, "errand_stranger"
        )

        staff = self.order._chat_support_users()

        self.assertIn(self.dispatcher, staff)
        self.assertNotIn(stranger, staff)

    def test_staff_open_the_chat_from_the_order_for_all_to_see(self):
        """R0.10: with a line in the room; others' orders stay shut."""
        action = self.order.with_user(self.clerk).action_open_chat()
        self.order.with_user(self.clerk).action_open_chat()

        self.assertEqual(
            action["context"]["active_id"], f"discuss.channel_{self.room.id}"
        )
        self.assertEqual(self._members()["support"], self.clerk.partner_id)
        lines = self.room.message_ids.filtered(
            lambda message: "as support" in message.body
        )
        self.assertEqual(lines.author_id, self.clerk.partner_id)
        self.assertEqual(len(lines), 1)

    def test_other_staff_do_not_get_in(self):
        """R0.10: not finance, not another branch, not another company."""
        other_company = self._create_cny_company("Errands of Elsewhere")
        strangers = (
            self.finance,
            self._create_staff("clerk", "Olaf Other", None, login="errand_clerk_2"),
            self._create_staff(
                "dispatcher", "Stu Stranger", None, other_company, "errand_stranger"
            ),
            new_test_user(self.env, "errand_nobody", groups="base.group_user"),
        )

        for user in strangers:
            with self.assertRaises(AccessError):
                self.order.with_user(user).action_open_chat()
            with self.assertRaises(AccessError):
                self.room.with_user(user).read(["name"])


@tagged("post_install", "-at_install")
class TestChatHours(TransactionCase):
    def test_the_hours_of_a_category_are_sane(self):
        """R0.10: 24 hours unless staff choose others."""
        category = self.env["errand.category"].create({"name": "Made up"})

        self.assertEqual(category.chat_hours, 24)
