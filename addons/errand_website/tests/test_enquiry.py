# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re
from uuid import uuid4

from odoo.tests import tagged

from odoo.addons.errand_base.tests.common import BINJIANG

from .common import ErrandWebsiteCommon

PHONE = "13912345678"


@tagged("post_install", "-at_install")
class TestEnquiry(ErrandWebsiteCommon):
    """An enquiry from the website is handled by exactly one branch (R2.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south = cls._create_branch(BINJIANG, name="Binjiang", sequence=20)

    def _send(self, **typed):
        page = self.url_open("/enquiry").text
        token = re.search(r'csrf_token: "(\w+)"', page)[1]
        values = {
            "name": "Vera Visitor",
            "phone": PHONE,
            "text": "Do you print on cloth?",
            "key": str(uuid4()),
            **typed,
        }
        return self.url_open(
            "/enquiry", data={"csrf_token": token, **values}, allow_redirects=False
        )

    def _new(self):
        category = self.env.ref("errand_website.category_enquiry")
        return self.env["errand.order"].search([("category_id", "=", category.id)])

    def _assert_refused(self, message, **typed):
        response = self._send(**typed)
        self.assertEqual(response.status_code, 422)
        self.assertIn(message, response.text)
        self.assertFalse(self._new())

    def test_anyone_may_ask(self):
        """R2.1: without an account; the branch has one open task."""
        response = self._send()

        self.assertEqual(response.status_code, 303)
        order = self._new()
        self.assertEqual(order.state, "placed")
        self.assertEqual(order.task_ids.mapped("kind"), ["handle"])
        self.assertEqual(order.task_ids.state, "open")
        self.assertEqual(order.branch_id, self.branch)
        self.assertEqual(order.description, "Do you print on cloth?")
        self.assertEqual(order.partner_id, self.website.user_id.partner_id)
        self.assertEqual(order.dropoff_contact_id.name, "Vera Visitor")
        self.assertEqual(order.dropoff_contact_id._decrypted_phone(), f"+86{PHONE}")
        self.assertFalse(order.charge_ids)
        self.assertFalse(
            self.env["errand.notice"].search(
                [("order_id", "=", order.id), ("kind_id.audience", "=", "customer")]
            )
        )

    def test_the_clerk_of_the_branch_answers(self):
        """R2.1, R2.10: taken and closed there, hidden elsewhere."""
        self._send(branch_id=str(self.branch.id))
        task = self._new().task_ids
        elsewhere = self._create_staff(
            "clerk", "Else", branch=self.south, login="elsewhere"
        )
        self.assertFalse(
            self.env["errand.task"].with_user(elsewhere).search([("id", "=", task.id)])
        )
        task.with_user(self.clerk).action_take()
        self._end_desk_task(task.with_user(self.clerk))
        self.assertEqual(self._new().state, "done")

    def test_a_member_asks_as_themselves(self):
        """R2.1: it stands among their own orders."""
        self._sign_in(self.customer)
        self.assertIn("Tessa Tester", self.url_open("/enquiry").text)
        self._send()
        order = self._new()
        self.assertEqual(order.partner_id, self.customer.partner_id)
        self.assertIn("With the branch", self.url_open("/my/errands").text)
        self.assertEqual(self.url_open(f"/my/errands/{order.id}").status_code, 200)
        self.assertEqual(
            self.url_open(f"/my/errands/{order.id}/review").status_code, 200
        )

    def test_its_page_speaks_of_the_branch_and_of_no_courier(self):
        """R2.1: stages, who sees to it, rating; neither money nor a way."""
        self._sign_in(self.customer)
        self._send(branch_id=str(self.branch.id))
        order = self._new()
        page = self._live(order)
        self.assertIn("With the branch", page)
        self.assertIn("Cancel the errand", page)

        task = order.task_ids.with_user(self.clerk)
        task.action_take()
        page = self._live(order)
        self.assertIn("Being seen to", page)
        self.assertIn(self.branch.name, page)
        self._end_desk_task(task)
        page = self._live(order)
        self.assertIn("How were you served?", page)

    def _live(self, order):
        """Return the customer's page; none of its kind speaks as of an errand."""
        page = self.url_open(f"/my/errands/{order.id}").text
        page = page[page.index("o_errand_live") : page.index("<footer")]
        for word in (
            "Looking for a courier",
            "Total",
            "Raise",
            "Drop-off",
            "recipient",
        ):
            self.assertNotIn(word, page)
        return page

    def test_a_wished_branch(self):
        """R2.1: the visitor's choice, and why is kept."""
        self.assertIn("Binjiang", self.url_open("/enquiry").text)
        self._send(branch_id=str(self.south.id))
        self.assertEqual(self._new().branch_id, self.south)
        self.assertEqual(self._new().branch_reason, "chosen")

    def test_mail_instead_of_a_phone(self):
        """R2.1: one of the two is enough, none is not."""
        self._send(phone="", email=" Vera@Example.com ")
        self.assertEqual(self._new().dropoff_contact_id.email, "vera@example.com")

    def test_nothing_to_answer_to(self):
        self._assert_refused("leave a phone number", phone="")

    def test_what_is_wrong_is_said_and_nothing_is_lost(self):
        """R2.1: each error at its field, what was typed stays."""
        self._assert_refused("tell us your name", name=" ")
        self._assert_refused("what we can do for you", text="")
        self._assert_refused("not a phone number", phone="12")
        self._assert_refused("not an e-mail address", email="vera at home")
        self._assert_refused("Do you print on cloth?", name="")
        self._assert_refused("choose one of these", branch_id="999999")

    def test_garbage(self):
        """R2.1: long texts, script, bytes, keys that are none: never a server error."""
        self._assert_refused("shorten", text="x" * 3000)
        self._assert_refused("shorten", name="n" * 300)
        self._assert_refused("choose one of these", branch_id="1e9")
        response = self._send(text="<script>alert(1)</script>\x00", key="../../etc")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(self._new().description, "<script>alert(1)</script>")
        again = self._send(name="<script>alert(2)</script>", text="")
        self.assertNotIn("<script>alert(2)", again.text)

    def test_a_program_that_fills_in_everything(self):
        """R2.1: the field that people do not see."""
        response = self._send(homepage="https://spam.example")
        self.assertEqual(response.status_code, 303)
        self.assertFalse(self._new())

    def test_sent_twice_is_one(self):
        """R2.1: a double tap, and a reload of the answer."""
        key = str(uuid4())
        self._send(key=key)
        self._send(key=key)
        self.assertEqual(len(self._new()), 1)
        other = self._send(key=key, text="Something else")
        self.assertEqual(other.status_code, 422)
        self.assertIn("sent already", other.text)

    def test_not_too_many(self):
        """R0.10: one address does not flood a branch."""
        for _number in range(10):
            self.assertEqual(self._send().status_code, 303)
        self.assertEqual(self._send().status_code, 429)
        self.assertEqual(len(self._new()), 10)

    def test_without_a_token_of_the_page(self):
        """R0.10: another site cannot send it."""
        response = self.url_open("/enquiry", data={"name": "x"})
        self.assertEqual(response.status_code, 400)

    def test_switched_off(self):
        """R2.1: a company that takes none archives the category."""
        self.env.ref("errand_website.category_enquiry").active = False
        self.assertEqual(self.url_open("/enquiry").status_code, 404)

    def test_without_a_branch(self):
        """R2.1: a clear word instead of an order of nobody."""
        (self.branch | self.south).action_archive()
        self._assert_refused("do not serve any area yet")
