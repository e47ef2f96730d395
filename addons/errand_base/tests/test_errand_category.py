# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .common import ErrandCommon


class TestErrandCategory(ErrandCommon):
    def test_six_categories_come_with_the_suite(self):
        """R0.3: collect, buy, deliver, print, answer, other."""
        xmlids = ("collect", "buy", "deliver", "print", "answer", "other")
        categories = [self.env.ref(f"errand_base.category_{xmlid}") for xmlid in xmlids]

        buy, answer = categories[1], categories[4]
        self.assertTrue(buy.has_goods_advance)
        self.assertEqual((answer.pickup, answer.dropoff), ("no", "no"))
        for category in categories:
            self.assertTrue(category.summary and category.icon)

    def test_own_fields_are_answered_in_an_order(self):
        """R0.3: a category of staff has its own form fields."""
        category = self._create_category(
            name="Walk my dog",
            property_definition=[
                {"name": "dog", "string": "Dog's name", "type": "char"},
                {"name": "hours", "string": "Hours", "type": "integer", "default": 1},
            ],
        )

        order = self._create_order(category_id=category.id, properties={"dog": "Bello"})

        self.assertEqual(order.properties["dog"], "Bello")
        self.assertEqual(order.properties["hours"], 1)

    def test_a_field_that_the_website_cannot_ask_is_refused(self):
        """R0.3: the text names the field."""
        with self.assertRaisesRegex(ValidationError, "“Friends” cannot be asked on"):
            self.category.property_definition = [
                {
                    "name": "friends",
                    "string": "Friends",
                    "type": "many2many",
                    "comodel": "res.partner",
                }
            ]

    def test_some_class_is_offered(self):
        """R0.4: a category nobody can order is no category."""
        with self.assertRaisesRegex(ValidationError, "Offer at least one service"):
            self.category.write(
                {"ordinary_offered": False, "professional_offered": False}
            )

    def test_one_price_rule_for_each_class(self):
        """R0.3: two rules for the same would contradict each other."""
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
        ):
            self._create_price_rules()

    def test_the_category_s_own_rule_goes_first(self):
        """R0.3: a category has its own price rule, else the general one holds."""
        find = self.env["errand.price.rule"]._find
        own = self.price_rules[0].copy({"category_id": self.category.id})

        self.assertEqual(find(self.company, self.category, "ordinary"), own)
        self.assertEqual(
            find(self.company, self.category, "professional"), self.price_rules[1]
        )

    def test_rules_of_another_company_do_not_count(self):
        """R0.3: the rule of another company does not price ours."""
        other = self._create_cny_company("Other Errands")
        self._create_price_rules(other, suggested_fee=20)

        rule = self.env["errand.price.rule"]._find(
            self.company, self.category, "ordinary"
        )

        self.assertEqual(rule.suggested_fee, 8)

    def test_bounds_of_a_rule(self):
        """R0.4: lowest, suggested and highest fee are in order; shares are shares."""
        rule = self.price_rules[0]
        for values in (
            {"suggested_fee": 2},
            {"maximum_fee": 7},
            {"commission_percent": 101},
            {"minimum_fee": -1},
        ):
            with (
                self.subTest(values),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                rule.write(values)
                self.env.flush_all()
            rule.invalidate_recordset()

    def test_shares_of_a_fee(self):
        """R0.12: the platform keeps its commission, rounded once."""
        share, commission = self.price_rules[0]._split_fee(8.05)

        self.assertEqual((share, commission), (7.24, 0.81))
