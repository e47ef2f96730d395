# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestSeventhCategory(ErrandWebsiteCommon):
    def test_category_made_in_the_web_client_is_posted_on_the_website(self):
        """R0.3: staff add a category by themselves, and customers use it at once."""
        self.start_tour(
            "/odoo/errand-categories", "errand_category_create", login="errand_admin"
        )
        seventh = self.env["errand.category"].search([("name", "=", "Walk my dog")])
        dog, size = seventh.property_definition
        large = next(code for code, label in size["selection"] if label == "Large")
        self._sign_in(self.customer)
        self.assertIn("Walk my dog", self.url_open("/errand").text)

        answer = self._post_form(
            f"/errand/{seventh.id}",
            fee="30",
            **{f"prop_{dog['name']}": "Made-up Rex", f"prop_{size['name']}": large},
        )

        order = self._orders()
        self.assertEqual(order.category_id, seventh)
        self.assertEqual(
            order._described_properties(),
            [
                {"label": "Dog's name", "value": "Made-up Rex"},
                {"label": "Size", "value": "Large"},
            ],
        )
        self.assertIn("Made-up Rex", self.url_open(answer["url"]).text)
