# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestPerson(ErrandWebsiteCommon):
    """A returning customer asks for who served them."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def _serve(self):
        order, _payment = self._create_paid_order()
        task, actor = self._carry_to_the_door(order)
        task._deliver(actor, "deliver")

    def _new_order(self):
        return self._orders().filtered(lambda order: order.state == "draft")

    def test_new_customer_is_not_asked(self):
        """R2.5: nobody has served them."""
        self.assertNotIn("wished_worker_id", self.url_open(self.form_url).text)

    def test_returning_customer_asks_for_a_person(self):
        """R2.5: by first name; a draft keeps it, and lets go of it."""
        self._serve()
        page = self.url_open(self.form_url).text
        self.assertIn('name="wished_worker_id"', page)
        self.assertIn("Carl", page)
        self.assertNotIn("Carrier", page)

        self._post_form(wished_worker_id=str(self.courier.id))

        order = self._new_order()
        self.assertEqual(order.wished_worker_id, self.courier)
        self.assertIn("Carl", self.url_open(f"/my/errands/{order.id}/review").text)
        edit = f"/my/errands/{order.id}/edit"
        self.assertRegex(
            self.url_open(edit).text, rf'value="{self.courier.id}"\s+selected'
        )
        self._post_form(edit, wished_worker_id="")
        self.assertFalse(order.wished_worker_id)

    def test_strangers_cannot_be_asked_for(self):
        """R2.5: nor garbage, nor who does not work for us any more."""
        for text in (str(self.courier.id), "-1", "x", "9" * 30):
            with self.subTest(text=text):
                self._assert_refused("wished_worker_id", wished_worker_id=text)

        self._serve()
        self.courier._set_verification("rejected")
        answer = self._post_form(wished_worker_id=str(self.courier.id))
        self.assertEqual(list(answer["errors"]), ["wished_worker_id"])

    def test_person_sees_the_errand_first(self):
        """R2.5, R0.6: their list begins with it and says why; others see it too."""
        self._serve()
        other = self._create_worker(
            self._create_portal_user("errand_other_courier", "Otto Other").partner_id
        )
        near = self._create_open_task()
        wished = self._create_open_task(wished_worker_id=self.courier.id)
        for worker in (self.courier, other):
            self._put_on_duty(worker)

        cards = [task._pool_card(km, self.courier) for task, km in self.courier._pool()]
        self.assertEqual([card["id"] for card in cards], [wished.id, near.id])
        self.assertEqual([card["is_asked_for"] for card in cards], [True, False])
        cards = [task._pool_card(km, other) for task, km in other._pool()]
        self.assertEqual({card["id"] for card in cards}, {wished.id, near.id})
        self.assertFalse(any(card["is_asked_for"] for card in cards))
