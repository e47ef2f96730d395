# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandWebsiteCommon

SHANGHAI = {"pickup_latitude": "31.2304", "pickup_longitude": "121.4737"}


@tagged("post_install", "-at_install")
class TestForm(ErrandWebsiteCommon):
    """Every field that can be wrong says so beside itself; nothing is written."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def test_description_is_needed(self):
        """R0.1: an errand without words is none."""
        self._assert_refused("description", description="  ")

    def test_description_is_limited(self):
        """R0.1: sizes are checked on the server."""
        self._assert_refused("description", "2000", description="x" * 2001)

    def test_wrong_phone(self):
        """R0.1: a wrong phone is told at the phone."""
        self._assert_refused("pickup_phone", "not a phone", pickup_phone="12")

    def test_missing_phone(self):
        """R0.1: the courier must be able to reach the recipient."""
        self._assert_refused("dropoff_phone", dropoff_phone="")

    def test_missing_address(self):
        """R0.1: an end without an address."""
        self._assert_refused("pickup_address", pickup_address="")

    def test_missing_point(self):
        """R0.1: an end without its point on the map."""
        self._assert_refused(
            "pickup_point", "map", pickup_latitude="", pickup_longitude=""
        )

    def test_half_a_point(self):
        """R0.1: garbage instead of coordinates."""
        self._assert_refused("pickup_point", pickup_latitude="north")

    def test_outside_the_area(self):
        """R0.1: an errand that starts where no branch serves."""
        self._assert_refused("pickup_point", "outside the area", **SHANGHAI)

    def test_fee_below_the_bounds(self):
        """R0.4: a customer cannot offer less than the lowest fee."""
        self._assert_refused("fee", "between", fee="2.99")

    def test_fee_above_the_bounds(self):
        """R0.4: nor more than the highest."""
        self._assert_refused("fee", "between", fee="50.01")

    def test_fee_that_is_no_number(self):
        """R0.4: "nan" is neither below nor above anything."""
        self._assert_refused("fee", "between", fee="nan")

    def test_range_out_of_bounds(self):
        """R0.6: the range lies between 0.5 and 100 km."""
        for text in ("0", "101", "far", "-5"):
            with self.subTest(text=text):
                self._assert_refused("range_km", range_km=text)

    def test_slot_that_is_over(self):
        """R0.1: the wanted time lies in the future."""
        self._assert_refused(
            "slot_date",
            "over",
            when="slot",
            slot_date="2020-01-01",
            slot_from="09:00",
            slot_until="10:00",
        )

    def test_slot_that_ends_before_it_begins(self):
        """R0.1: the end comes after the start."""
        self._assert_refused(
            "slot_until",
            when="slot",
            slot_date=str(self._later(days=2).date()),
            slot_from="10:00",
            slot_until="09:00",
        )

    def test_slot_without_a_day(self):
        """R0.1: garbage instead of a day."""
        self._assert_refused(
            "slot_date",
            when="slot",
            slot_date="soon",
            slot_from="09:00",
            slot_until="10:00",
        )

    def test_class_that_is_not_offered(self):
        """R0.4: the category says which classes there are."""
        self.category.professional_offered = False

        self._assert_refused("service_class", service_class="professional")

    def test_class_of_nowhere(self):
        """R0.4: a class that does not exist."""
        self._assert_refused("service_class", service_class="royal")

    def test_goods_cap_is_needed_where_goods_are_bought(self):
        """R0.3: buying for someone needs a cap."""
        self.category.has_goods_advance = True

        for text in ("", "0", "-1", "inf"):
            with self.subTest(text=text):
                self._assert_refused("goods_cap", goods_cap=text)

    def test_all_errors_are_told_at_once(self):
        """R0.1: a form is not sent back once for each mistake."""
        answer = self._post_form(fee="1", pickup_phone="12", range_km="0")

        self.assertEqual(set(answer["errors"]), {"fee", "pickup_phone", "range_km"})

    def test_category_without_a_price(self):
        """R0.4: what has no price cannot be posted."""
        self.price_rules.unlink()

        self._assert_refused("form", "no price")

    def test_page_comes_back_filled_in_without_scripts(self):
        """R0.1: nothing typed is lost, scripts or not."""
        response = self._post(self.form_url, **self._typed(fee="1"))

        self.assertEqual(response.status_code, 422)
        self.assertIn("Please carry the made-up folder.", response.text)
        self.assertIn("Please offer a fee between", response.text)
        self.assertIn("13900001234", response.text)
