# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import HttpCase, tagged

from .common import ErrandCommon


@tagged("post_install", "-at_install")
class TestTours(ErrandCommon, HttpCase):
    def test_administrator_makes_a_seventh_category(self):
        """R0.3: staff add a category with its own form fields in the web client."""
        self.start_tour(
            "/odoo/errand-categories", "errand_category_create", login="errand_admin"
        )

        category = self.env["errand.category"].search([("name", "=", "Walk my dog")])
        self.assertRecordValues(
            category, [{"pickup": "required", "dropoff": "no", "icon": "fa-paw"}]
        )
        fields = [
            (field["string"], field["type"]) for field in category.property_definition
        ]
        self.assertEqual(fields, [("Dog's name", "char"), ("Size", "selection")])
        choices = category.property_definition[1]["selection"]
        self.assertEqual([label for _code, label in choices], ["Small", "Large"])
        self.assertRecordValues(
            category.price_rule_ids,
            [{"service_class": "ordinary", "suggested_fee": 30, "maximum_fee": 60}],
        )

    def test_clerk_works_on_an_order(self):
        """R2.11: a clerk finds an order, places it, and shows a phone."""
        order = self._create_order()

        self.start_tour("/odoo/errands", "errand_order_place", login="errand_clerk")

        self.assertEqual(order.state, "placed")
        self.assertIn("look", order.event_ids.mapped("kind"))
