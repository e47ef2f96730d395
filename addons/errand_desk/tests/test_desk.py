# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.errand_support.tests.common import ErrandSupportCommon

PHONE = "+8613900007777"


@tagged("post_install", "-at_install")
class TestDesk(ErrandSupportCommon):
    """Staff on the phone look for the caller."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["errand.phone"]._bind(cls.customer.partner_id, PHONE)
        cls.customer.partner_id.email = "tessa@customer.example"
        cls.order, _payment = cls._create_paid_order()

    def _find(self, text, user=None):
        desk = self.env["errand.desk"].with_user(user or self.clerk)
        return desk.find(text)

    def _serve(self):
        task, actor = self._carry_to_the_door(self.order)
        task._deliver(actor, "deliver")

    def _names(self, text, user=None):
        return [row["name"] for row in self._find(text, user)["customers"]]

    def _create_stranger(self, branch, **values):
        """Return a clerk of a branch that has nothing to do with our customer."""
        return self._create_staff(
            "clerk", "Sue Stranger", login="errand_sue", branch=branch, **values
        )

    def test_whoever_answers_callers_begins_at_the_desk(self):
        """R2.5: the app opens with the desk, for finance with the orders."""
        start = self.env.ref("errand_base.errand_menu_root").action

        self.assertEqual(start.with_user(self.clerk).run()["tag"], "errand_desk")
        self.assertEqual(
            start.with_user(self.finance).run()["res_model"], "errand.order"
        )

    # === FINDING === #

    def test_visitors_without_an_account_are_each_their_own(self):
        """R2.5: they share a partner of the website, and never a page."""
        public = self.env.ref("base.public_user").partner_id
        contacts = self.env["errand.contact"].create(
            [
                {"name": f"Vera {name}", "company_id": self.company.id}
                for name in ("Visitor", "Voyager")
            ]
        )
        for contact in contacts:
            self._create_order(
                partner_id=public.id, dropoff_contact_id=contact.id, fee=8
            )

        found = self._find("vera v")

        self.assertFalse(found["customers"])
        self.assertEqual(
            {row["name"] for row in found["visitors"]}, {"Vera Visitor", "Vera Voyager"}
        )
        self.assertFalse(self._names(public.name))

    def test_what_is_no_text_finds_nobody(self):
        """R2.5: a program may send anything."""
        for text in (None, 7, [], {"a": 1}, "\x00\x00\x00"):
            self.assertFalse(self._find(text)["customers"])

    def test_one_box_finds_by_everything_a_caller_says(self):
        """R2.5: phone in any spelling, its end, name, mail, number of an order."""
        for text in (
            PHONE,
            "139 0000 7777",
            "(139) 0000-7777",
            "＋８６１３９００００７７７７",
            "７７７７",
            "7777",
            "tessa",
            "Tester",
            "tessa@customer.example",
            "TESSA@",
            self.order.name,
            self.order.name[-5:].lower(),
        ):
            with self.subTest(text=text):
                self.assertEqual(self._names(text), ["Tessa Tester"])

    def test_recipient_who_calls_is_found(self):
        """R2.5: by their own number and name, which lead to the sender's order."""
        contact = self.order.dropoff_contact_id
        contact.write({"phone": "13700001111", "name": "Rita Recipient"})

        for text in ("13700001111", "1111", "rita"):
            with self.subTest(text=text):
                self.assertEqual(self._names(text), ["Tessa Tester"])

    def test_row_says_what_tells_people_apart(self):
        """R2.5, R0.10: a masked phone, mail, how many orders."""
        [row] = self._find("tessa")["customers"]

        self.assertEqual(row["phone"], "+86139****7777")
        self.assertEqual(row["email"], "tessa@customer.example")
        self.assertEqual(row["order_count"], 1)
        self.assertTrue(row["last_at"])

    def test_caller_without_orders_is_found_by_the_whole_number_alone(self):
        """R2.5: accounts are not to be leafed through."""
        other = self._create_portal_user("errand_desk_new", "Nora Newcomer")
        self.env["errand.phone"]._bind(other.partner_id, "+8613900008888")
        other.partner_id.email = "nora@customer.example"

        self.assertEqual(self._names("13900008888"), ["Nora Newcomer"])
        self.assertEqual(self._names("NORA@customer.example"), ["Nora Newcomer"])
        for text in (
            "8888",
            "nora",
            "nora@",
            "%@customer.example",
            "____@customer.example",
        ):
            with self.subTest(text=text):
                self.assertEqual(self._names(text), [])

    def test_staff_are_no_customers(self):
        """R2.5: a mail address of staff finds nobody."""
        self.manager.partner_id.email = "max@staff.example"

        self.assertEqual(self._names("max@staff.example"), [])

    def test_unknown_number_may_become_a_caller(self):
        """R2.5: the answer says that it is a number."""
        self.assertEqual(self._find("13900009999")["number"], "+8613900009999")
        self.assertFalse(self._find("1390000")["number"])

    def test_garbage_finds_nobody(self):
        """R2.5: whatever is typed."""
        for text in (
            "",
            " ",
            "a",
            None,
            "\x00\x00",
            "%%",
            "__",
            "\\\\",
            "'; --",
            "x" * 9999,
        ):
            with self.subTest(text=text):
                self.assertEqual(self._names(text), [])

    def test_many_are_cut_and_said_so(self):
        """R2.5: the latest first, and a word that there are more."""
        for number in range(22):
            user = self._create_portal_user(f"errand_desk_{number}", f"Zed {number}")
            self._create_order(partner_id=user.partner_id.id)

        found = self._find("Zed")
        self.assertEqual(len(found["customers"]), 20)
        self.assertTrue(found["is_more"])

    # === RIGHTS === #

    def test_clerk_finds_customers_of_their_branch(self):
        """R2.10: orders of another branch are not theirs."""
        other = self._create_branch(name="Other Branch")
        stranger = self._create_stranger(other)

        self.assertEqual(self._names("tessa", stranger), [])
        self.assertEqual(self._names(self.order.name, stranger), [])
        [row] = self._find(PHONE, stranger)["customers"]
        self.assertEqual(row["order_count"], 0)
        page = self.env["errand.desk"].with_user(stranger).customer(row["id"])
        self.assertEqual(page["orders"], [])
        self.assertEqual(page["people"], [])

    def test_who_served_and_works_elsewhere_now_is_named(self):
        """R2.5: a worker's move to another branch does not shut their customers."""
        self._serve()
        self.courier.branch_id = self._create_branch(name="Other Branch")
        self.env.invalidate_all()

        desk = self.env["errand.desk"].with_user(self.clerk)
        page = desk.customer(self.customer.partner_id.id)

        self.assertEqual([row["name"] for row in page["people"]], [self.courier.name])

    def test_other_company_finds_nobody(self):
        """R2.10: nor by a phone."""
        company = self._create_cny_company("Other Errands")
        self.customer.partner_id.company_id = self.company
        branch = self._create_branch(name="There", company_id=company.id)
        stranger = self._create_stranger(branch, company=company)

        self.assertEqual(self._names("tessa", stranger), [])
        self.assertEqual(self._names(PHONE, stranger), [])

    def test_customers_couriers_and_finance_have_no_desk(self):
        """R2.5: it is for staff of orders."""
        partner_id = self.customer.partner_id.id
        for user in (self.customer, self.courier_user, self.finance):
            desk = self.env["errand.desk"].with_user(user)
            for name, arguments in (
                ("find", ["13900007777"]),
                ("customer", [partner_id]),
                ("new_order", [partner_id]),
                ("new_caller", ["13900009999", "Nora"]),
            ):
                with self.subTest(user=user.name, method=name):
                    with self.assertRaises(AccessError):
                        getattr(desk, name)(*arguments)

    # === THE PAGE === #

    def test_page_shows_orders_talks_complaints_and_people(self):
        """R2.5: all that is needed while somebody is on the phone."""
        self._serve()
        complaint = self._complain(self.order)

        page = (
            self.env["errand.desk"]
            .with_user(self.clerk)
            .customer(self.customer.partner_id.id)
        )

        self.assertEqual([row["name"] for row in page["orders"]], [self.order.name])
        self.assertEqual(page["orders"][0]["state_label"], "Delivered")
        self.assertEqual([row["name"] for row in page["complaints"]], [complaint.name])
        self.assertEqual([row["name"] for row in page["people"]], [self.courier.name])
        self.assertEqual([row["name"] for row in page["branches"]], [self.branch.name])

    # === POSTING === #

    def test_clerk_posts_for_a_known_customer(self):
        """R2.5: the order is the customer's own."""
        desk = self.env["errand.desk"].with_user(self.clerk)
        action = desk.new_order(self.customer.partner_id.id, branch_id=self.branch.id)

        self.assertEqual(action["res_model"], "errand.order")
        self.assertEqual(
            action["context"]["default_partner_id"], self.customer.partner_id.id
        )
        self.assertEqual(action["context"]["default_branch_id"], self.branch.id)

    def test_asked_for_person_must_have_served_them(self):
        """R2.5: a customer may pick a person who served them."""
        with self.assertRaisesRegex(ValidationError, "has not served this customer"):
            self._create_order(wished_worker_id=self.courier.id)

        self._serve()
        order = self._create_order(wished_worker_id=self.courier.id)
        self.assertEqual(order.wished_worker_id, self.courier)

        self.courier._set_verification("rejected")
        with self.assertRaises(ValidationError):
            self._create_order(wished_worker_id=self.courier.id)

    def test_new_caller_gets_an_account_once(self):
        """R2.5, R1.1: never a second one for a known number."""
        self.enterContext(self.enter_registry_test_mode())
        desk = self.env["errand.desk"].with_user(self.clerk)

        first = desk.new_caller("139 0000 9999", "Nora Newcomer")
        second = desk.new_caller("+8613900009999", "Nora Again")

        self.assertEqual(first, second)
        self.assertEqual(self._names("13900009999"), ["Nora Newcomer"])
        self.assertEqual(
            desk.new_caller(PHONE, "Somebody"), self.customer.partner_id.id
        )
        self.assertEqual(self.customer.partner_id.name, "Tessa Tester")

    def test_new_caller_needs_a_name(self):
        """R2.5: couriers and recipients are told it."""
        desk = self.env["errand.desk"].with_user(self.clerk)
        with self.assertRaisesRegex(UserError, "caller's name"):
            desk.new_caller("13900009999", "  ")
        with self.assertRaises(ValidationError):
            desk.new_caller("12", "Nora Newcomer")
