# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .common import ErrandCommon


class TestErrandContact(ErrandCommon):
    def test_the_phone_is_encrypted_at_rest(self):
        """R0.10: no column of the table holds the number."""
        contact = self._create_contact(phone="138 0000 5678")
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM errand_contact WHERE id = %s", [contact.id])
        row = str(self.env.cr.fetchall())

        self.assertNotIn("0000", row)
        self.assertNotIn("13800005678", row)
        self.env.cr.execute(
            "SELECT phone_encrypted, phone_masked FROM errand_contact WHERE id = %s",
            [contact.id],
        )
        encrypted, masked = self.env.cr.fetchone()
        self.assertGreater(len(encrypted), 80)
        self.assertEqual(masked, "+86138****5678")

    def test_the_same_phone_is_never_encrypted_alike(self):
        """R0.10: equal numbers cannot be seen to be equal by their ciphers."""
        first, second = self._create_contact(), self._create_contact()

        self.assertNotEqual(first.sudo().phone_encrypted, second.sudo().phone_encrypted)

    def test_screens_show_the_mask(self):
        """R0.10: who reads the contact reads a masked number."""
        contact = self._create_contact()
        self._create_order(dropoff_contact_id=contact.id)

        self.assertEqual(contact.with_user(self.clerk).phone, "+86138****5678")

    def test_nobody_reads_the_cipher(self):
        """R0.10: not even administrators read what is hidden."""
        contact = self._create_contact()
        for name in ("phone_encrypted", "phone_digest"):
            with self.assertRaises(AccessError):
                contact.with_user(self.admin).read([name])

    def test_saving_the_form_keeps_the_number(self):
        """R0.10: the mask that a form sends back does not replace the number."""
        contact = self._create_contact()
        with Form(contact.with_user(self.dispatcher)) as form:
            form.address = "3 New Road"
        contact.with_user(self.dispatcher).phone = contact.phone_masked

        order = self._create_order(dropoff_contact_id=contact.id)
        phone = contact._reveal_phone(order, self.staff_actor, "test")
        self.assertEqual(phone, "+8613800005678")

    def test_a_phone_can_be_changed_and_removed(self):
        """R0.10: staff correct a number, or erase it."""
        contact = self._create_contact()

        contact.with_user(self.dispatcher).phone = "13900001234"
        self.assertEqual(contact.phone_masked, "+86139****1234")

        contact.with_user(self.dispatcher).phone = False
        self.assertFalse(contact.phone_masked)
        self.assertFalse(contact.sudo().phone_encrypted)

    def test_what_is_no_phone_is_refused(self):
        """R0.1: the form says which number is wrong."""
        with self.assertRaisesRegex(ValidationError, "“12” is not a phone number"):
            self._create_contact(phone="12")

    def test_every_look_is_logged(self):
        """R0.10: showing a number writes who looked, and nothing of the number."""
        order = self._create_order()

        action = order.with_user(self.clerk).action_show_dropoff_phone()

        self.assertEqual(action["params"]["message"], "+8613800005678")
        event = order.event_ids[0]
        self.assertRecordValues(
            event,
            [
                {
                    "kind": "look",
                    "actor_role": "staff",
                    "user_id": self.clerk.id,
                    "reason": "shown_to_staff",
                    "label": "Contact looked at",
                    "who": "Clara Clerk (Staff)",
                    "why": "Phone shown to staff",
                }
            ],
        )
        self.assertNotIn("5678", str(event.read()))

    def test_who_may_not_read_the_contact_sees_no_number(self):
        """R0.10: customers, couriers, finance and other branches are refused."""
        order = self._create_order()
        elsewhere = self._create_branch(name="Elsewhere")
        stranger = self._create_staff(
            "clerk", "Otto Other", branch=elsewhere, login="errand_other_clerk"
        )
        for user in (self.customer, self.courier_user, self.finance, stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                order.with_user(user).action_show_pickup_phone()
        self.assertFalse(order.event_ids)

    def test_a_contact_is_found_by_its_full_number(self):
        """R2.5: a caller is found by phone, written in any way."""
        contact = self._create_contact(phone="+86 139-0000-7777")
        contacts = self.env["errand.contact"].with_user(self.clerk)

        self.assertEqual(contacts._search_by_phone("139 0000 7777").ids, contact.ids)
        self.assertFalse(contacts._search_by_phone("139 0000 7778"))
        self.assertFalse(contacts.search([("phone", "=", "nobody")]))
        found = self.env["errand.contact"].search([("phone", "=", "139 0000 7777")])
        self.assertEqual(found, contact)
        nameless = self._create_contact(phone=False)
        found = self.env["errand.contact"].search([("phone", "=", False)])
        self.assertIn(nameless, found)
        self.assertNotIn(contact, found)

    def test_orders_are_found_by_the_phone_of_either_end(self):
        """R2.11: the search of the order list takes a phone number."""
        order = self._create_order()
        orders = self.env["errand.order"].with_user(self.clerk)
        orders_of = {
            phone: orders.search([("contact_phone", "=", phone)])
            for phone in ("13800005678", "+86 139 0000 1234", "nobody", "13800005679")
        }

        self.assertEqual(orders_of["13800005678"], order)
        self.assertEqual(orders_of["+86 139 0000 1234"], order)
        self.assertFalse(orders_of["nobody"])
        self.assertFalse(orders_of["13800005679"])
