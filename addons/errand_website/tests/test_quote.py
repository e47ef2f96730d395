# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import JsonRpcException, tagged

from .common import ErrandWebsiteCommon

POINTS = {"pickup": ["30.25", "120.15"], "dropoff": ["30.2741", "120.1636"]}


@tagged("post_install", "-at_install")
class TestQuote(ErrandWebsiteCommon):
    """The price that a form shows while it is filled in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category.write({"weight": "optional", "weight_max_kg": 10})
        cls.price_rules[1].per_kg = 1.5

    def _ask(self, **params):
        params = {"category_id": str(self.category.id), "points": POINTS, **params}
        return self.make_jsonrpc_request("/errand/quote", params)

    def test_weight_and_slot_are_priced(self):
        """R0.4: what was typed so far decides, before anything is written."""
        day = str(self._later(days=2).date())
        slot = {"when": "slot", "slot_date": day}
        hours = {"slot_from": "09:00", "slot_until": "10:00"}

        answer = self._ask(details={"weight_kg": "3", **slot, **hours})

        quote = self.env["errand.quote"].browse(answer["id"])
        self.assertEqual(quote.weight_kg, 3)
        self.assertEqual(str(quote.wanted_from), f"{day} 01:00:00")
        self.assertIn("Weight · 2 kg", answer["html"])

    def test_details_are_garbage(self):
        """R0.4: whatever is sent, the answer is a price or an error."""
        for details in (
            None,
            [],
            "x",
            {"weight_kg": {}},
            {"weight_kg": ["1"]},
            {"z": 1},
        ):
            with self.subTest(details=details):
                self.assertTrue(self._ask(details=details)["id"])
        for details in (
            {"weight_kg": "nan"},
            {"weight_kg": "-1"},
            {"weight_kg": "1e9"},
            {"weight_kg": "11"},
            {"when": "slot"},
            {"when": "slot", "slot_date": "x", "slot_from": "25:00", "slot_until": ""},
        ):
            with self.subTest(details=details):
                self.assertTrue(self._ask(details=details)["errors"])
        for service_class in (None, [], "royal", 7):
            with self.subTest(service_class=service_class):
                answer = self._ask(service_class=service_class)
                self.assertIn("quote", answer["errors"])

    def test_ordinary_errands_get_a_suggestion(self):
        """R0.4: with its reason, and no quote."""
        answer = self._ask(service_class="ordinary")

        self.assertEqual(answer["fee"], "8.00")
        self.assertIn("Usual for this kind of errand", answer["hint"])
        self.assertFalse(self.env["errand.quote"].search([]))

    def test_asking_is_limited(self):
        """R5.4: nobody tries prices without end."""
        for _time in range(120):
            self.env["errand.rate.limit"].create(
                {"scope": "website.quote", "subject": "127.0.0.1"}
            )
        with self.assertRaisesRegex(JsonRpcException, "TooManyRequests"):
            self._ask()

    def test_weight_is_written_and_shown(self):
        """R0.3: asked on the form, kept on the order, shown on the review."""
        self.assertIn('name="weight_kg"', self.url_open(self.form_url).text)
        self._sign_in(self.customer)

        answer = self._post_form(weight_kg="2.5")

        order = self._orders()
        self.assertEqual(order.weight_kg, 2.5)
        self.assertEqual((order.suggested_fee, order.suggested_from), (8, 0))
        self.assertIn("2.5 kg", self.url_open(answer["url"]).text)
        edit = self.url_open(f"/my/errands/{order.id}/edit").text
        self.assertIn('value="2.5"', edit)

    def test_weight_is_checked(self):
        """R0.3: too heavy, no number, or missing where it is needed."""
        self._sign_in(self.customer)
        for text in ("10.01", "0", "-1", "nan", "heavy"):
            with self.subTest(text=text):
                self._assert_refused("weight_kg", "at most 10 kg", weight_kg=text)
        self.category.weight = "required"
        self._assert_refused("weight_kg", "what it weighs")

    def test_no_weight_is_asked_where_it_does_not_count(self):
        """R0.3: what the category does not ask for is not taken."""
        self.category.weight = "no"
        self.assertNotIn('name="weight_kg"', self.url_open(self.form_url).text)
        self._sign_in(self.customer)

        self._post_form(weight_kg="9999")

        self.assertEqual(self._orders().weight_kg, 0)

    def test_price_of_another_weight_is_refused(self):
        """R0.4: a quote holds for the weight it was made for."""
        self._sign_in(self.customer)
        quote = self._ask(details={"weight_kg": "2"})["id"]

        heavy = self._post_form(
            service_class="professional", quote_id=quote, weight_kg="9"
        )
        self.assertIn("new", heavy["errors"]["quote"])

        self._post_form(service_class="professional", quote_id=quote, weight_kg="2")
        self.assertEqual(self._orders().quote_id.id, quote)
