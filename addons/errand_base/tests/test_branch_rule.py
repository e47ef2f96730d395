# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..engine.geo import Point
from ..models.errand_branch_choice import BranchWish
from .common import BINJIANG, CITY_STATION, SHANGHAI, ErrandCommon

#: Monday, 3 and 10 o'clock in Shanghai.
NIGHT, MORNING = datetime(2026, 3, 1, 19), datetime(2026, 3, 2, 2)


# Rules of other add-ons are in a database that is updated, before their code is.
@tagged("post_install", "-at_install")
class TestBranchRule(ErrandCommon):
    """Two branches that both serve the city station; the first one is nearer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south = cls._create_branch(BINJIANG, name="Binjiang", radius_km=20)
        cls.station = Point(*CITY_STATION)
        cls.rules = cls.env["errand.branch.rule"]

    def _choose(self, **wish):
        wish = BranchWish(**{"point": self.station, **wish})
        return self.env["errand.branch"]._choose(self.company, wish)

    def _set_rules(self, *kinds):
        """Give the company rules of its own, in this order."""
        self.rules.create(
            [
                {"company_id": self.company.id, "kind": kind, "sequence": number}
                for number, kind in enumerate(kinds)
            ]
        )

    def test_the_rules_that_come_with_the_suite(self):
        """R2.1: site, choice, category, area, open, nearest."""
        kinds = self.rules._kinds_for(self.company)
        expected = ["site", "chosen", "category", "area", "open", "nearest"]
        self.assertEqual([kind for kind in kinds if kind in expected], expected)

    def test_the_nearest(self):
        """R2.1: else the nearest."""
        self.assertEqual(self._choose(), (self.branch, "nearest"))

    def test_the_nearest_open_one(self):
        """R2.1: at the wanted time, not now."""
        by_day = self.env["resource.calendar"].create(
            {"name": "By day", "company_id": self.company.id}
        )
        self.branch.calendar_id = by_day

        self.assertEqual(self._choose(wanted_at=NIGHT), (self.south, "open"))
        self.assertEqual(self._choose(wanted_at=MORNING), (self.branch, "nearest"))

    def test_the_customer_s_choice(self):
        """R2.1: a farther branch, because the customer says so."""
        self.assertEqual(self._choose(chosen=self.south), (self.south, "chosen"))

    def test_a_choice_that_does_not_serve_the_place(self):
        """R2.1: nobody gets an errand that they do not reach."""
        self.south.radius_km = 0.1
        self.assertEqual(self._choose(chosen=self.south), (self.branch, "only"))

    def test_the_branch_of_the_site(self):
        """R2.1: an order from a branch's own site stays with it."""
        branches = self.env.registry["errand.branch"]
        south = self.south
        self.startPatcher(patch.object(branches, "_of_site", lambda *_args: south))

        self.assertEqual(self._choose(), (self.south, "site"))
        self.assertEqual(self._choose(chosen=self.branch), (self.south, "site"))

    def test_the_category(self):
        """R2.1: who lists it goes before who takes everything; others never."""
        other = self._create_category(name="Print")
        self.south.category_ids = [Command.set(other.ids)]

        self.assertEqual(self._choose(category=other), (self.south, "category"))
        self.assertEqual(self._choose(category=self.category), (self.branch, "only"))

    def test_the_area_of_an_order_without_an_errand(self):
        """R2.1: goods that are sent go to the branch that serves the address."""
        self.branch.radius_km = 0.1

        choice = self._choose(must_serve=False)
        self.assertEqual(choice, (self.south, "area"))
        far_away = self._choose(point=Point(*SHANGHAI), must_serve=False)
        self.assertEqual(far_away[1], "nearest")

    def test_the_order_is_a_setting_of_each_company(self):
        """R2.1: a company with rules of its own follows those alone."""
        other = self._create_category(name="Print")
        self.south.category_ids = [Command.set((other | self.category).ids)]
        wish = {"category": self.category, "chosen": self.branch}
        self.assertEqual(self._choose(**wish), (self.branch, "chosen"))

        self._set_rules("category", "chosen")

        self.assertEqual(self._choose(**wish), (self.south, "category"))

    def test_a_rule_that_is_switched_off(self):
        """R2.1: without the nearest, the first in the list."""
        self._set_rules("open")
        self.south.sequence = 1

        self.assertEqual(self._choose(), (self.south, "first"))
        self.rules.search([("company_id", "=", self.company.id)]).active = False
        self.assertEqual(self._choose(chosen=self.branch), (self.south, "first"))

    def test_one_rule_of_a_kind(self):
        """R2.1: a rule that is there twice would not have one place in the order."""
        self._set_rules("open")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._set_rules("open")

    def test_every_rule_says_what_it_does(self):
        """R2.1: the setting explains itself."""
        for rule in self.rules.with_context(active_test=False).search([]):
            self.assertTrue(rule.explanation, rule.kind)

    def test_administrators_set_the_order(self):
        """R2.1: others read it at most."""
        rule = self.env.ref("errand_base.branch_rule_open")
        rule.with_user(self.admin).sequence = 5
        for role in ("clerk", "manager", "dispatcher", "finance", "customer"):
            with self.subTest(role), self.assertRaises(AccessError):
                rule.with_user(getattr(self, role)).sequence = 6

    def test_rules_of_another_company_are_hidden(self):
        """R2.1: companies apart."""
        other = self._create_cny_company("Other Errands")
        rule = self.rules.create({"company_id": other.id, "kind": "open"})

        self.assertNotIn(rule, self.rules.with_user(self.admin).search([]))
        self.assertIn("nearest", self.rules._kinds_for(self.company))
        self.assertEqual(self.rules._kinds_for(other), ["open"])

    def test_the_reason_is_kept_with_the_order(self):
        """R2.1: staff choose for themselves; nobody writes a reason by hand."""
        order = self._create_order(branch_reason="nearest")
        self.assertEqual(order.branch_reason, "nearest")

        order.with_user(self.dispatcher).branch_id = self.south

        self.assertEqual(order.branch_reason, "staff")
        with self.assertRaisesRegex(AccessError, "branch_reason"):
            order.with_user(self.dispatcher).branch_reason = "site"

    def test_a_branch_and_its_reason_are_written_together(self):
        """R2.1: a draft that is edited keeps why."""
        order = self._create_order()

        order.write({"branch_id": self.south.id, "branch_reason": "chosen"})

        self.assertEqual(order.branch_reason, "chosen")
