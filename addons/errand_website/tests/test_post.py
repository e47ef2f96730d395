# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re
from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from .common import ErrandWebsiteCommon

PROPERTIES = [
    {"name": "dog", "string": "Dog's name", "type": "char"},
    {"name": "habits", "string": "Habits", "type": "text"},
    {"name": "kilos", "string": "Weight", "type": "float"},
    {"name": "walks", "string": "Walks", "type": "integer"},
    {"name": "tame", "string": "Tame", "type": "boolean"},
    {"name": "birthday", "string": "Birthday", "type": "date"},
    {"name": "fed", "string": "Fed at", "type": "datetime"},
    {
        "name": "size",
        "string": "Size",
        "type": "selection",
        "selection": [["s", "Small"], ["l", "Large"]],
    },
]


@tagged("post_install", "-at_install")
class TestPost(ErrandWebsiteCommon):
    # === LOOKING === #

    def test_anyone_sees_the_categories(self):
        """R0.3: categories are public."""
        page = self.url_open("/errand").text

        self.assertIn("Carry it for me", page)

    def test_archived_and_foreign_categories_are_not_offered(self):
        """R0.3: what is not offered here answers like what is not there."""
        other = self._create_cny_company("Errands of Ningbo")
        foreign = self._create_category(name="Only in Ningbo", company_id=other.id)
        self.category.active = False

        page = self.url_open("/errand").text

        self.assertNotIn("Only in Ningbo", page)
        self.assertNotIn("Carry it for me", page)
        for url in (f"/errand/{foreign.id}", self.form_url):
            self.assertEqual(self.url_open(url).status_code, 404)

    def test_garbage_in_the_address_is_not_found(self):
        """R0.3: whatever stands for the category."""
        for slug in ("zzz", "-1", "0", "9" * 30, "a-99999999", "'--"):
            with self.subTest(slug=slug):
                self.assertEqual(self.url_open(f"/errand/{slug}").status_code, 404)

    def test_anyone_sees_a_form(self):
        """R0.1: one may look before one signs up."""
        page = self.url_open(self.form_url).text

        self.assertIn("o_errand_form", page)
        self.assertIn(f"/web/signup?redirect={self.form_url[:7]}", page)

    def test_every_category_of_the_suite_has_its_form(self):
        """R0.3: all six; what branches do at their desks is posted in other ways."""
        for category in self.env["errand.category"].search(
            [("company_id", "=", False)]
        ):
            with self.subTest(category=category.name):
                response = self.url_open(f"/errand/{category.id}")
                if category.is_desk:
                    self.assertEqual(response.status_code, 404)
                    continue
                self.assertEqual(response.status_code, 200)
                self.assertIn("o_errand_form", response.text)

    def test_posting_needs_a_login(self):
        """R0.1: nobody posts without an account, and comes back to the form."""
        answer = self._post_form()

        self.assertEqual(answer["login"], f"/web/login?redirect={self.form_url}")
        self.assertFalse(self._orders(self.env.ref("base.public_user")))

    # === POSTING === #

    def test_customer_posts(self):
        """R0.1: all that was typed is in the draft, with its branch."""
        self._sign_in(self.customer)

        answer = self._post_form(range_km="7.5")

        order = self._orders()
        self.assertEqual(answer, {"url": f"/my/errands/{order.id}/review"})
        self.assertRecordValues(
            order,
            [
                {
                    "state": "draft",
                    "branch_id": self.branch.id,
                    "company_id": self.company.id,
                    "currency_id": self.company.currency_id.id,
                    "fee": 8.0,
                    "range_km": 7.5,
                    "service_class": "ordinary",
                }
            ],
        )
        self.assertRecordValues(
            order.pickup_contact_id | order.dropoff_contact_id,
            [
                {"phone_masked": "+86139****1234", "has_point": True},
                {"phone_masked": "+86138****5678", "has_point": True},
            ],
        )
        self.assertGreater(order.distance_km, 0)

    def test_nearest_branch_gets_it(self):
        """R0.1: of two branches that serve the start, the nearer one."""
        self.env["errand.branch"].search([]).radius_km = 50
        near = self._create_branch((30.2001, 120.2001), name="Near", radius_km=50)
        self._sign_in(self.customer)

        self._post_form(pickup_latitude="30.2", pickup_longitude="120.2")

        self.assertEqual(self._orders().branch_id, near)

    def test_slot_is_on_the_branch_clock(self):
        """R0.1: nine o'clock is nine o'clock where the branch is."""
        day = (fields.Datetime.now() + timedelta(days=2)).date()
        self._sign_in(self.customer)

        self._post_form(
            when="slot", slot_date=str(day), slot_from="09:00", slot_until="11:30"
        )

        order = self._orders()
        self.assertEqual(str(order.wanted_from), f"{day} 01:00:00")
        self.assertEqual(str(order.wanted_until), f"{day} 03:30:00")

    def test_goods_cap(self):
        """R0.3: what the courier may spend on the goods."""
        self.category.has_goods_advance = True
        self._sign_in(self.customer)

        self._post_form(goods_cap="120.50")

        self.assertEqual(self._orders().goods_cap, 120.5)

    def test_errand_without_a_trip(self):
        """R0.3: help that needs no trip asks for no place."""
        answer_me = self._create_category(name="Answer", pickup="no", dropoff="no")
        self._sign_in(self.customer)

        self._post_form(f"/errand/{answer_me.id}")

        order = self._orders()
        self.assertFalse(order.pickup_contact_id | order.dropoff_contact_id)
        self.assertEqual(order.branch_id, self.branch)

    def test_optional_end_may_be_left_out(self):
        """R0.3: the category says which ends there are."""
        self.category.pickup = "optional"
        self._sign_in(self.customer)

        empty = dict.fromkeys(self._typed_end("pickup", ("", ""), ""), "")
        self._post_form(**empty)

        order = self._orders()
        self.assertFalse(order.pickup_contact_id)
        self.assertTrue(order.dropoff_contact_id)

    def test_second_submit_is_the_same_order(self):
        """R0.1: a double tap, or a lost answer, posts once."""
        self._sign_in(self.customer)
        typed = self._typed()

        first = self._post(self.form_url, as_json="1", **typed).json()
        second = self._post(self.form_url, as_json="1", **typed).json()

        self.assertEqual(first, second)
        self.assertEqual(len(self._orders()), 1)

    def test_key_of_another_form_is_refused(self):
        """R0.1: a key stands for one form."""
        self._sign_in(self.customer)
        typed = self._typed()
        self._post(self.form_url, as_json="1", **typed)

        answer = self._post(self.form_url, as_json="1", **{**typed, "fee": "9"}).json()

        self.assertIn("sent already", answer["errors"]["form"])
        self.assertEqual(len(self._orders()), 1)

    def test_too_many_posts_have_to_wait(self):
        """R0.1: nobody floods the shop."""
        self._sign_in(self.customer)
        limits = self.env["errand.rate.limit"].sudo()
        who = f"user-{self.customer.id}"
        limits.create([{"scope": "website.post", "subject": who}] * 60)

        response = self._post(self.form_url, as_json="1", **self._typed())

        self.assertEqual(response.status_code, 429)
        self.assertFalse(self._orders())

    # === OWN CATEGORIES === #

    def test_seventh_category_works_on_the_website(self):
        """R0.3: staff add a category with fields of every type; customers post it."""
        seventh = (
            self.env["errand.category"]
            .with_user(self.admin)
            .create(
                {
                    "name": "Walk my dog",
                    "pickup": "required",
                    "dropoff": "no",
                    "property_definition": PROPERTIES,
                }
            )
        )
        self._sign_in(self.customer)
        page = self.url_open(f"/errand/{seventh.id}").text
        for definition in PROPERTIES:
            self.assertIn(f'name="prop_{definition["name"]}"', page)

        answer = self._post_form(
            f"/errand/{seventh.id}",
            prop_dog="Rex <b>",
            prop_habits="Barks.\nBites.",
            prop_kilos="12.5",
            prop_walks="2",
            prop_tame="on",
            prop_birthday="2020-05-04",
            prop_fed="2026-03-01T09:30",
            prop_size="l",
        )

        order = self._orders()
        stored = order.read(["properties"])[0]["properties"]
        self.assertEqual(
            {field["name"]: field["value"] for field in stored},
            {
                "dog": "Rex <b>",
                "habits": "Barks.\nBites.",
                "kilos": 12.5,
                "walks": 2,
                "tame": True,
                "birthday": "2020-05-04",
                "fed": "2026-03-01 01:30:00",
                "size": "l",
            },
        )
        review = self.url_open(answer["url"]).text
        self.assertIn("Rex &lt;b&gt;", review)
        self.assertIn("Large", review)
        self.assertRegex(review, r"3/1/26, 9:30")

    def test_wrong_properties_are_told_at_their_field(self):
        """R0.3: types are checked on the server."""
        self.category.property_definition = PROPERTIES
        self._sign_in(self.customer)

        answer = self._post_form(prop_walks="two", prop_size="huge", prop_fed="never")

        self.assertEqual(set(answer["errors"]), {"prop_walks", "prop_size", "prop_fed"})
        self.assertFalse(self._orders())

    # === EDITING === #

    def test_customer_edits_a_draft(self):
        """R0.1: the filled form comes back, and is written over the draft."""
        self.category.property_definition = PROPERTIES
        self._sign_in(self.customer)
        self._post_form(prop_dog="Rex", prop_fed="2026-03-01T09:30", prop_size="l")
        order = self._orders()
        edit = f"/my/errands/{order.id}/edit"
        page = self.url_open(edit).text
        self.assertIn('value="+86139****1234"', page)
        self.assertIn('value="2026-03-01T09:30"', page)
        kept = self.env["errand.contact"].search_count([])
        far = {"dropoff_latitude": "30.4", "dropoff_longitude": "120.3"}

        # The mask is sent back, as the browser does with an untouched field.
        self._post_form(edit, pickup_phone="+86139****1234", fee="12", **far)

        self.assertEqual(len(self._orders()), 1)
        self.assertEqual(order.fee, 12)
        self.assertEqual(order.pickup_contact_id.phone_masked, "+86139****1234")
        self.assertEqual(self.env["errand.contact"].search_count([]), kept)
        self.assertAlmostEqual(
            order.distance_km,
            self.company._errand_route_km(*order._points()),
            places=2,
        )

    def test_placed_order_is_not_edited(self):
        """R0.1: what was promised stays."""
        order = self._create_order(placed=True)
        self._sign_in(self.customer)

        page = self.url_open(f"/my/errands/{order.id}/edit", allow_redirects=False)
        answer = self._post_form(f"/my/errands/{order.id}/edit", fee="12")

        self.assertEqual(page.status_code, 303)
        self.assertIn("placed already", answer["errors"]["form"])
        self.assertEqual(order.fee, 8)

    def test_nobody_edits_anothers_draft(self):
        """R0.1: another customer's order answers like one that is not there."""
        order = self._create_order()
        self._sign_in(self.other)

        for order_id in (order.id, 2**31 - 1, "abc", "1" * 40):
            url = f"/my/errands/{order_id}/edit"
            with self.subTest(url=url):
                self.assertEqual(self.url_open(url).status_code, 404)
                self.assertEqual(self._post(url, **self._typed()).status_code, 404)
        self.assertEqual(order.fee, 8)

    # === PROFESSIONAL === #

    def test_price_is_asked_for(self):
        """R0.4: the quote shows its breakdown, for visitors too."""
        answer = self.make_jsonrpc_request(
            "/errand/quote",
            {
                "category_id": str(self.category.id),
                "points": {
                    "pickup": ["30.25", "120.15"],
                    "dropoff": ["30.2741", "120.1636"],
                },
            },
        )

        quote = self.env["errand.quote"].browse(answer["id"])
        self.assertEqual(quote.company_id, self.company)
        self.assertIn("Base fee", answer["html"])
        self.assertTrue(re.search(r'data-seconds="\d+"', answer["html"]))

    def test_price_of_garbage(self):
        """R0.4: whatever is sent instead of points, the answer is an error."""
        for points in (
            None,
            [],
            "x",
            {"pickup": "x"},
            {"pickup": ["nan", "inf"]},
            {"pickup": [1, 2, 3], "dropoff": [{}, []]},
            {"pickup": ["31.2304", "121.4737"], "dropoff": ["30.2", "120.1"]},
        ):
            with self.subTest(points=points):
                answer = self.make_jsonrpc_request(
                    "/errand/quote",
                    {"category_id": str(self.category.id), "points": points},
                )
                self.assertTrue(answer["errors"])
        self.assertFalse(self.env["errand.quote"].search([]))

    def test_professional_order_takes_the_price_it_was_shown(self):
        """R0.4: first the price, then the order at that price."""
        self._sign_in(self.customer)

        first = self._post_form(service_class="professional")
        self.assertEqual(list(first["errors"]), ["quote"])
        self._post_form(service_class="professional", quote_id=first["quote"]["id"])

        order = self._orders()
        self.assertEqual(order.quote_id.id, first["quote"]["id"])
        self.assertEqual(order.fee, order.quote_id.amount)

    def test_price_of_another_way_is_refused(self):
        """R0.4: a quote holds for the way it was made for."""
        self._sign_in(self.customer)
        first = self._post_form(service_class="professional")

        second = self._post_form(
            service_class="professional",
            quote_id=first["quote"]["id"],
            dropoff_latitude="30.3",
        )

        self.assertIn("new", second["errors"]["quote"])
        self.assertNotEqual(second["quote"]["id"], first["quote"]["id"])
        self.assertFalse(self._orders())

    def test_price_that_ran_out_is_refused(self):
        """R0.4: a quote holds for a set time."""
        self._sign_in(self.customer)
        first = self._post_form(service_class="professional")
        quote = self.env["errand.quote"].browse(first["quote"]["id"])
        quote.valid_until = self._later(minutes=-1)

        second = self._post_form(service_class="professional", quote_id=quote.id)

        self.assertIn("new", second["errors"]["quote"])
        self.assertFalse(self._orders())

    def test_file_types_of_a_category_without_files(self):
        """R0.3: no files are asked for where none are allowed."""
        self.category.file_type_ids = [Command.clear()]

        self.assertNotIn("errand_files", self.url_open(self.form_url).text)
