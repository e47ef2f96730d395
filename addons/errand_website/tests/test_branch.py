# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from odoo.addons.errand_base.tests.common import BINJIANG, WULIN_SQUARE

from .common import ErrandWebsiteCommon

#: Monday, 3 and 10 o'clock in Shanghai.
NIGHT, MORNING = datetime(2026, 3, 1, 19), datetime(2026, 3, 2, 2)


@tagged("post_install", "-at_install")
class TestBranch(ErrandWebsiteCommon):
    """An errand posted on the website belongs to exactly one branch (R2.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south = cls._create_branch(BINJIANG, name="Binjiang", radius_km=20)

    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def _close_at_night(self, branches, setting="accept"):
        branches.calendar_id = self.env["resource.calendar"].create(
            {
                "name": "By day",
                "company_id": self.company.id,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Open",
                                "dayofweek": str(day),
                                "hour_from": 9,
                                "hour_to": 18,
                                "day_period": "full_day",
                            }
                        )
                        for day in range(7)
                    ),
                ],
            }
        )
        self.company.errand_closed_orders = setting

    def test_any_branch_is_the_nearest(self):
        """R2.1: whoever does not choose gets the nearest, and why is kept."""
        self._post_form()

        order = self._orders()
        self.assertEqual(order.branch_id, self.branch)
        self.assertEqual(order.branch_reason, "nearest")

    def test_the_customer_chooses(self):
        """R2.1: a farther branch that serves the place too."""
        page = self.url_open(self.form_url).text
        self.assertIn('name="branch_id"', page)
        self.assertIn("Any branch", page)

        self._post_form(branch_id=str(self.south.id))

        order = self._orders()
        self.assertEqual(order.branch_id, self.south)
        self.assertEqual(order.branch_reason, "chosen")
        review = self.url_open(f"/my/errands/{order.id}/review").text
        self.assertIn("Binjiang", review)

    def test_a_draft_keeps_the_choice(self):
        """R2.1: the form of a draft shows what was chosen, and lets go of it."""
        self._post_form(branch_id=str(self.south.id))
        order = self._orders()
        edit = f"/my/errands/{order.id}/edit"
        self.assertRegex(
            self.url_open(edit).text, rf'value="{self.south.id}"\s+selected'
        )

        self._post_form(edit, branch_id="")

        self.assertEqual(order.branch_id, self.branch)
        self.assertEqual(order.branch_reason, "nearest")

    def test_a_branch_that_does_not_serve_the_place(self):
        """R2.1: said at the branch, not at the place: the place is fine."""
        self.south.radius_km = 0.5
        self._assert_refused(
            "branch_id", "Binjiang does not serve", branch_id=str(self.south.id)
        )

    def test_garbage_instead_of_a_branch(self):
        """R2.1: no server error, and nobody else's branch."""
        other = self._create_cny_company("Other Errands")
        theirs = self._create_branch(name="Theirs", company_id=other.id)
        for text in (str(theirs.id), "-1", "x", "9" * 30, "1e3", "\x00"):
            with self.subTest(text):
                answer = self._post_form(branch_id=text)
                if "errors" in answer:
                    self.assertEqual(list(answer["errors"]), ["branch_id"])
        self.assertNotIn(theirs, self._orders().branch_id)

    def test_one_branch_is_no_choice(self):
        """R2.1: nothing is asked where there is nothing to choose."""
        self.south.action_archive()
        self.assertNotIn('name="branch_id"', self.url_open(self.form_url).text)
        self._post_form(branch_id=str(self.south.id))
        self.assertEqual(self._orders().branch_reason, "only")

    def test_a_company_that_does_not_ask(self):
        """R2.1: with the rule switched off the customer does not choose."""
        self.env.ref("errand_base.branch_rule_chosen").active = False

        self.assertNotIn('name="branch_id"', self.url_open(self.form_url).text)
        self._post_form(branch_id=str(self.south.id))
        self.assertEqual(self._orders().branch_id, self.branch)

    def test_the_price_is_of_the_chosen_branch(self):
        """R0.4: a quote for another branch is not the price."""
        points = {
            "pickup": [str(part) for part in WULIN_SQUARE],
            "dropoff": [str(part) for part in BINJIANG],
        }
        result = self.make_jsonrpc_request(
            "/errand/quote",
            {
                "category_id": str(self.category.id),
                "points": points,
                "details": {"branch_id": str(self.south.id)},
            },
        )
        quote = self.env["errand.quote"].browse(result["id"])
        self.assertEqual(quote.branch_id, self.south)

    def test_a_closed_branch_says_when_it_opens(self):
        """R2.1: in the list to choose from, and before paying."""
        self._close_at_night(self.branch | self.south)
        with freeze_time(NIGHT):
            self._sign_in(self.customer)
            self.assertIn("closed until", self.url_open(self.form_url).text)
            self._post_form()
            order = self._orders()
            review = self.url_open(f"/my/errands/{order.id}/review").text

        self.assertIn("West Lake is closed then. It opens on Mon, Mar 2, 09:00", review)

    def test_closed_branches_may_refuse(self):
        """R2.1: a setting; another time is always possible."""
        self._close_at_night(self.branch | self.south, "refuse")
        with freeze_time(NIGHT):
            self._sign_in(self.customer)
            self._assert_refused("when", "It opens on Mon")
            answer = self._post_form(
                when="slot",
                slot_date="2026-03-02",
                slot_from="10:00",
                slot_until="11:00",
            )
            self.assertIn("url", answer)

    def test_the_open_one_before_the_nearer_one(self):
        """R2.1: else the nearest open one, at the wanted time."""
        self._close_at_night(self.branch)
        with freeze_time(NIGHT):
            self._sign_in(self.customer)
            self._post_form()
            self.assertEqual(self._orders().branch_id, self.south)
            self.assertEqual(self._orders().branch_reason, "open")
            self._post_form(
                f"/my/errands/{self._orders().id}/edit",
                when="slot",
                slot_date="2026-03-02",
                slot_from="10:00",
                slot_until="11:00",
            )
        self.assertEqual(self._orders().branch_id, self.branch)

    def test_placing_asks_again(self):
        """R2.1: a draft that was written by day is not placed at night."""
        self._close_at_night(self.branch | self.south, "refuse")
        order = self._create_order(partner_id=self.customer.partner_id.id)
        with freeze_time(NIGHT), self.assertRaisesRegex(Exception, "closed then"):
            order.with_user(self.customer)._place_for_customer()
        with freeze_time(MORNING):
            order.with_user(self.customer)._place_for_customer()
        self.assertEqual(order.state, "placed")

    def test_a_drawn_area_is_on_the_map(self):
        """R2.1: customers see where a branch serves."""
        corners = [[30.2, 120.1], [30.2, 120.3], [30.3, 120.3], [30.3, 120.1]]
        self.south.write({"area_kind": "polygon", "area_polygon": corners})
        page = self.url_open(self.form_url).text
        self.assertIn("[[30.2, 120.1]", page)
