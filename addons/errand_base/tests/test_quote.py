# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from dataclasses import replace
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import BINJIANG, SHANGHAI, ErrandCommon


@tagged("post_install", "-at_install")
class TestQuote(ErrandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.professional = cls.price_rules[1]
        cls.professional.per_kg = 1.5
        cls.category.weight = "optional"

    def _amounts(self, quote):
        return {line["code"]: line["amount"] for line in quote.lines}

    # === PROMISED === #

    def test_price_is_honoured_when_rules_change(self):
        """R0.4: what was promised holds, whatever staff change meanwhile."""
        order = self._create_professional_order(weight_kg=3)
        fee = order.fee
        self.professional.write({"base_fee": 99, "per_km": 9, "per_kg": 9})
        rain = self.env["errand.surcharge"].create(
            {"name": "Rain", "company_id": self.company.id, "amount": 5, "reason": "x"}
        )
        rain.action_switch_on()

        order.with_user(self.dispatcher).action_place()

        self.assertEqual((order.state, order.fee), ("placed", fee))
        self.assertEqual(order.quote_id.amount, fee)

    def test_price_is_of_all_that_made_it(self):
        """R0.4: another weight, slot, branch, class or place asks for another price."""
        contact = self._create_contact(BINJIANG)
        branch = self._create_branch(name="Second")
        changes = [
            {"weight_kg": 4},
            {
                "wanted_from": self._later(hours=5),
                "wanted_until": self._later(hours=6),
            },
            {"branch_id": branch.id},
            {"dropoff_contact_id": contact.id},
            {"category_id": self._create_category(name="B").id},
        ]
        for values in changes:
            order = self._create_professional_order(weight_kg=3)
            order.write(values)
            with (
                self.subTest(values),
                self.assertRaisesRegex(ValidationError, "changed since its price"),
            ):
                order.with_user(self.dispatcher).action_place()

    def test_moved_pin_asks_for_another_price(self):
        """R0.4: the same contact at another place is another errand."""
        order = self._create_professional_order()
        order.dropoff_contact_id.write({"latitude": SHANGHAI[0]})

        with self.assertRaisesRegex(ValidationError, "changed since its price"):
            order.with_user(self.dispatcher).action_place()

    def test_quote_of_another_company(self):
        """R0.4, R2.10: a price is the company's that made it."""
        order = self._create_professional_order()
        other = self._create_cny_company("Other Errands")
        branch = self._create_branch(name="Theirs", company_id=other.id)
        asked = replace(order._asked(), branch=branch)

        self.assertTrue(order.quote_id._fits(order._asked()))
        self.assertFalse(order.quote_id._fits(asked))

    def test_points_are_not_kept(self):
        """R0.10: a quote is bound to places, and does not tell them."""
        quote = self._create_professional_order().quote_id

        with self.assertRaises(AccessError):
            quote.with_user(self.dispatcher).read(["points_digest"])
        self.assertRegex(quote.sudo().points_digest, "^[0-9a-f]{64}$")

    def test_weight_is_a_line(self):
        """R0.4: 3.2 kg, the first included: 3 further ones at 1.5."""
        quote = self._create_professional_order(weight_kg=3.2).quote_id

        self.assertEqual(self._amounts(quote)["weight"], 4.5)
        self.assertIn("Weight · 3 kg", quote.breakdown)

    # === WEIGHT === #

    def test_weight_is_asked_for(self):
        """R0.3: the category says whether, and how heavy it may be."""
        self.category.write({"weight": "required", "weight_max_kg": 10})

        for weight, message in ((0, "what it weighs"), (10.5, "too heavy")):
            order = self._create_order(weight_kg=weight)
            with self.assertRaisesRegex(ValidationError, message):
                order.with_user(self.dispatcher).action_place()
        order.weight_kg = 10
        order.with_user(self.dispatcher).action_place()
        self.assertEqual(order.state, "placed")

    def test_weight_is_promised(self):
        """R0.4: nobody makes the parcel heavier once it is placed."""
        order = self._create_order(placed=True)

        with self.assertRaises(AccessError):
            order.with_user(self.admin).weight_kg = 19

    # === KEPT === #

    def test_why_this_price(self):
        """R5.3: staff read what made a price, after everything has changed."""
        self.env["errand.price.band"].create(
            {
                "rule_id": self.professional.id,
                "name": "Always",
                "hour_from": 0,
                "hour_until": 0,
                "percent": 10,
            }
        )
        order = self._create_professional_order()
        quote = order.quote_id.with_user(self.clerk)
        self.professional.band_ids.unlink()
        self.professional.unlink()

        self.assertIn("Always 00:00–00:00", quote.breakdown)
        self.assertEqual(quote.route_source, "straight")
        self.assertFalse(quote.wanted_from)
        self.assertEqual(quote.valid_until - quote.priced_for, timedelta(minutes=15))
        action = order.with_user(self.clerk).action_open_quote()
        self.assertEqual(action["res_id"], quote.id)

    def test_names_are_kept_in_every_language(self):
        """R0.4: the breakdown reads in the customer's language."""
        self.env["res.lang"]._activate_lang("zh_CN")
        rain = self.env["errand.surcharge"].create(
            {"name": "Heavy rain", "company_id": self.company.id, "amount": 5}
        )
        rain.with_context(lang="zh_CN").name = "大雨"
        rain.reason = "x"
        rain.action_switch_on()
        quote = self._create_professional_order().quote_id
        rain.name = "Something else"

        def labels(lang):
            lines = quote.with_context(lang=lang)._described_lines()
            return [line["label"] for line in lines]

        self.assertIn("大雨", labels("zh_CN"))
        self.assertIn("Heavy rain", labels("en_US"))

    def test_quotes_that_nobody_took_are_cleared(self):
        """R0.4: a price that was only looked at is not kept for ever."""
        taken = self._create_professional_order().quote_id
        left = self.env["errand.quote"]._make(taken.order_ids._asked())
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE errand_quote SET create_date = create_date - interval '8 days'"
        )
        self.env.invalidate_all()

        self.env["errand.quote"]._gc_quotes()

        self.assertTrue(taken.exists())
        self.assertFalse(left.exists())

    # === DRY RUN === #

    def test_price_is_tried(self):
        """R0.4: staff see what a rule makes of an errand, and nothing is written."""
        action = self.professional.with_user(self.admin).action_try()
        trials = self.env["errand.price.trial"].with_user(self.admin)
        form = Form(trials.with_context(**action["context"]))
        form.distance_km = 3.5
        form.weight_kg = 2.5
        form.at = fields.Datetime.now()

        self.assertEqual(form.amount, 6 + 2.5 * 2 + 2 * 1.5)
        self.assertIn("Distance · 2.5 km", form.breakdown)
        self.assertFalse(self.env["errand.quote"].search([]))
