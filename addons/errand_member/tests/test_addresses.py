# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.errand_base.tests.common import WEST_LAKE

from ..models.errand_address import ADDRESS_LIMIT
from .common import ErrandMemberCommon

LIST = "/my/address-book"


@tagged("post_install", "-at_install")
class TestAddressBook(ErrandMemberCommon):
    """Saved addresses: chosen when posting, nobody else's (R1.2)."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)
        self.addresses = self.env["errand.address"]

    def _book(self, user=None):
        return self.addresses._of((user or self.customer).partner_id)

    def _add(self, **values):
        return self._post(
            f"{LIST}/new",
            **{**self._typed_end("dropoff", WEST_LAKE, "13800005678"), **values},
        )

    def _keep(self, user=None, **values):
        user = user or self.customer
        return self.addresses._keep(
            user.partner_id,
            self.company,
            {
                "name": "Rita Recipient",
                "phone": "+8613800005678",
                "address": "2 Made-up Square",
                "latitude": WEST_LAKE[0],
                "longitude": WEST_LAKE[1],
                "has_point": True,
                **values,
            },
        )

    def test_customer_keeps_changes_and_deletes_an_address(self):
        """R1.2: The whole life of an address."""
        self._add()
        address = self._book()
        self.assertTrue(address.is_default)
        self.assertEqual(address.contact_id.phone, "+86138****5678")

        self._post(
            f"{LIST}/{address.id}",
            **{
                **self._typed_end("dropoff", WEST_LAKE, "+86138****5678"),
                "dropoff_detail": "Gate 9",
            },
        )
        contact = address.contact_id
        self.assertEqual(contact.address_detail, "Gate 9")
        self.assertEqual(contact._decrypted_phone(), "+8613800005678")

        self._post(f"{LIST}/{address.id}/delete")
        self.assertFalse(self._book())
        self.assertFalse(contact.exists())

    def test_another_address_is_made_the_default(self):
        first, second = self._keep(), self._keep(name="Second")

        self._post(f"{LIST}/{second.id}/default")

        self.assertTrue(second.is_default)
        self.assertFalse(first.is_default)

    def test_wrong_address_is_refused_with_words(self):
        answer = self._add(dropoff_phone="x", dropoff_name="")

        self.assertEqual(answer.status_code, 422)
        self.assertIn("is not a phone number", answer.text)
        self.assertFalse(self._book())

    def test_the_same_address_is_kept_once(self):
        self._keep()
        self._keep()

        self.assertEqual(len(self._book()), 1)

    def test_a_full_book_says_so(self):
        for number in range(ADDRESS_LIMIT):
            self._keep(name=f"Person {number}")

        answer = self._add()

        self.assertIn("holds 20 addresses", answer.text)

    def test_nobody_else_finds_it(self):
        """R1.2: Another's address is as unknown as one that does not exist."""
        address = self._keep(user=self.other)

        for url in (f"{LIST}/{address.id}", f"{LIST}/0", f"{LIST}/x", f"{LIST}/-1"):
            self.assertEqual(self.url_open(url).status_code, 404, url)
        for action in ("default", "delete", "steal"):
            answer = self._post(f"{LIST}/{address.id}/{action}")
            self.assertEqual(answer.status_code, 404, action)
        self.assertTrue(address.exists())
        for user in (self.customer, self.dispatcher):
            with self.assertRaises(AccessError):
                address.with_user(user).read(["is_default"])

    # === POSTING === #

    def test_form_shows_the_book_of_its_customer(self):
        self._keep(name="Mine At Home")
        self._keep(user=self.other, name="Not Mine")

        page = self.url_open(self.form_url).text

        self.assertIn("Mine At Home", page)
        self.assertNotIn("Not Mine", page)
        self.assertNotIn("13800005678", page)

    def test_chosen_address_carries_its_number(self):
        """R1.2, R0.10: The form holds the mask, the order gets the number."""
        address = self._keep()

        answer = self._post_form(
            dropoff_saved=str(address.id), dropoff_phone="+86138****5678"
        )

        self.assertIn("url", answer)
        contact = self._orders().dropoff_contact_id
        self.assertNotEqual(contact, address.contact_id)
        self.assertEqual(contact._decrypted_phone(), "+8613800005678")

    def test_mask_of_anothers_address_is_no_number(self):
        address = self._keep(user=self.other)

        answer = self._post_form(
            dropoff_saved=str(address.id), dropoff_phone="+86138****5678"
        )

        self.assertIn("dropoff_phone", answer["errors"])

    def test_own_bound_number_is_filled_in_masked(self):
        self._bind(self.customer)
        self.assertIn('data-phone="+86139****4321"', self.url_open(self.form_url).text)

        self._post_form(pickup_phone="+86139****4321")

        contact = self._orders().pickup_contact_id
        self.assertEqual(contact._decrypted_phone(), "+8613900004321")

    def test_ticked_address_is_saved(self):
        """R1.2: A tick while posting fills the book, once."""
        self._post_form(dropoff_save="on")

        self.assertEqual(len(self._book()), 1)
        self.assertEqual(self._book().contact_id.name, "Rita Recipient")
        self.assertNotEqual(self._book().contact_id, self._orders().dropoff_contact_id)

    def test_full_book_does_not_stop_an_errand(self):
        for number in range(ADDRESS_LIMIT):
            self._keep(name=f"Person {number}")

        self.assertIn("url", self._post_form(dropoff_save="on"))
