# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.errand_base.tests.common import BINJIANG, WEST_LAKE, ErrandCommon


@tagged("post_install", "-at_install")
class TestShopOrder(ErrandCommon):
    """An order of the web shop is handled by exactly one branch (R2.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south = cls._create_branch(BINJIANG, name="Binjiang", radius_km=5)
        cls.website = cls.env["website"].get_current_website()
        cls.website.company_id = cls.company
        cls.salesman = cls._create_staff("clerk", "Sal", branch=None, login="salesman")
        cls.sales = cls.env.ref("sales_team.group_sale_salesman_all_leads")
        cls.salesman.group_ids += cls.sales
        cls.tea, cls.cake = cls._create_product("Tea"), cls._create_product("Cake")
        cls.buyer = cls.customer.partner_id
        cls.buyer.write({"street": "2 Made-up Square", "phone": "13800005678"})

    @classmethod
    def _create_product(cls, name, **values):
        return cls.env["product.product"].create(
            {"name": name, "list_price": 10, "type": "consu", **values}
        )

    def _create_sale(self, *products, **values):
        return self.env["sale.order"].create(
            {
                "partner_id": self.buyer.id,
                "company_id": self.company.id,
                "website_id": self.website.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": 2})
                    for product in products or [self.tea]
                ],
                **values,
            }
        )

    def _errands(self, sale):
        return self.env["errand.order"].search([("sale_order_id", "=", sale.id)])

    def _put_buyer(self, point):
        self.buyer.write({"partner_latitude": point[0], "partner_longitude": point[1]})

    def test_a_confirmed_order_is_one_handle_task(self):
        """R2.1: with what was bought, for whom, and nothing to pay."""
        sale = self._create_sale(self.tea, self.cake)
        self.assertFalse(self._errands(sale))

        sale.action_confirm()

        order = self._errands(sale)
        self.assertEqual(order.state, "placed")
        self.assertEqual(order.task_ids.mapped("kind"), ["handle"])
        self.assertEqual(order.task_ids.state, "open")
        self.assertIn("2 × Tea", order.description)
        self.assertIn(sale.name, order.description)
        self.assertEqual(order.partner_id, self.buyer)
        self.assertEqual(order.dropoff_contact_id.name, self.buyer.name)
        self.assertIn("2 Made-up Square", order.dropoff_contact_id.address)
        self.assertIn("5678", order.dropoff_contact_id.phone_masked)

    def test_no_double_money(self):
        """R2.1: paid in the shop: no charge, no ledger entry, from start to end."""
        sale = self._create_sale()
        sale.action_confirm()
        order = self._errands(sale)
        task = order.task_ids.with_user(self.clerk)
        order.branch_id.user_ids = [Command.link(self.clerk.id)]
        task.action_take()
        self._end_desk_task(task)
        order._confirm()

        self.assertEqual(order.state, "done")
        self.assertFalse(order.charge_ids)
        self.assertFalse(order.ledger_line_ids)
        self.assertFalse(order.refund_ids)
        self.assertFalse(order.sudo().task_ids.worker_pay)
        self.assertIn("has handled", sale.message_ids[:1].body)

    def test_confirmed_twice_is_one(self):
        """R2.1: exactly one branch."""
        sale = self._create_sale()
        sale.action_confirm()
        sale._action_confirm()
        self.assertEqual(len(self._errands(sale)), 1)

    def test_the_database_refuses_a_second_one(self):
        """R2.1: also when two confirm at once."""
        sale = self._create_sale()
        sale.action_confirm()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._errands(sale).copy({"sale_order_id": sale.id})

    def test_cancelling_the_sale_cancels_the_task(self):
        """R2.1: also when a clerk works on it; confirmed again, it is new work."""
        sale = self._create_sale()
        sale.action_confirm()
        first = self._errands(sale)
        first.branch_id.user_ids = [Command.link(self.clerk.id)]
        first.task_ids.with_user(self.clerk).action_take()

        sale._action_cancel()
        self.assertEqual(first.state, "cancelled")
        self.assertEqual(first.task_ids.state, "cancelled")

        sale.action_draft()
        sale.action_confirm()
        second = self._errands(sale) - first
        self.assertEqual(second.state, "placed")
        self.assertEqual(len(self._errands(sale)), 2)

    def test_the_customer_cancels_with_the_shop(self):
        """R2.1: the shop has the money; the page says whom to ask."""
        sale = self._create_sale()
        sale.action_confirm()

        offer = self._errands(sale)._cancel_offer()

        self.assertFalse(offer.is_allowed)
        self.assertIn(sale.name, offer.refusal)

    def test_what_is_done_stays_done(self):
        """R2.1: a sale cancelled afterwards does not undo the work, nor repeat it."""
        sale = self._create_sale()
        sale.action_confirm()
        order = self._errands(sale)
        order.branch_id.user_ids = [Command.link(self.clerk.id)]
        order.task_ids.with_user(self.clerk).action_take()
        self._end_desk_task(order.task_ids.with_user(self.clerk))

        sale._action_cancel()
        self.assertEqual(order.state, "done")
        sale.action_draft()
        sale.action_confirm()
        self.assertEqual(self._errands(sale), order)

    def test_orders_of_the_office_stay_in_the_office(self):
        """R2.1: only what a website sold is an online order."""
        sale = self._create_sale(website_id=False)
        sale.action_confirm()
        self.assertFalse(self._errands(sale))

    def test_by_address(self):
        """R2.1: the branch whose area holds the address."""
        self.branch.radius_km = 5
        self._put_buyer(BINJIANG)
        sale = self._create_sale()
        sale.action_confirm()
        self.assertEqual(self._errands(sale).branch_id, self.south)
        self.assertEqual(self._errands(sale).branch_reason, "area")

    def test_an_address_that_nobody_serves(self):
        """R2.1: the order is not lost: it goes to the nearest branch."""
        self.branch.radius_km = self.south.radius_km = 0.1
        self._put_buyer((30.20, 120.25))
        sale = self._create_sale()
        sale.action_confirm()
        self.assertEqual(self._errands(sale).branch_id, self.south)
        self.assertEqual(self._errands(sale).branch_reason, "nearest")

    def test_by_product_and_by_its_kind(self):
        """R2.1: the branch that sells most of it, although another one is nearer."""
        self._put_buyer(WEST_LAKE)
        drinks = self.env["product.category"].create({"name": "Drinks"})
        leaves = self.env["product.category"].create(
            {"name": "Leaves", "parent_id": drinks.id}
        )
        self.tea.categ_id = leaves
        self.south.product_categ_ids = drinks
        sale = self._create_sale(self.tea, self.cake)
        sale.action_confirm()
        self.assertEqual(self._errands(sale).branch_id, self.south)
        self.assertEqual(self._errands(sale).branch_reason, "product")

        self.branch.product_tmpl_ids = (self.tea | self.cake).product_tmpl_id
        both = self._create_sale(self.tea, self.cake)
        both.action_confirm()
        self.assertEqual(self._errands(both).branch_id, self.branch)

    def test_a_company_without_branches_sells(self):
        """R2.1: nothing of a shop breaks without branches."""
        (self.branch | self.south).action_archive()
        sale = self._create_sale()
        sale.action_confirm()
        self.assertEqual(sale.state, "sale")
        self.assertFalse(self._errands(sale))

    def test_branches_of_another_company_are_left_out(self):
        """R2.1: the company of the website's order."""
        other = self._create_cny_company("Other Errands")
        self._create_branch(name="Theirs", company_id=other.id, sequence=1)
        sale = self._create_sale()
        sale.action_confirm()
        self.assertEqual(self._errands(sale).company_id, self.company)

    def test_a_wrong_phone_does_not_stop_a_sale(self):
        """R2.1: whatever a shop lets its customers type."""
        self.buyer.phone = "call me maybe"
        sale = self._create_sale()
        sale.action_confirm()
        contact = self._errands(sale).dropoff_contact_id
        self.assertFalse(contact.phone_masked)

    def test_whoever_confirms(self):
        """R2.1: the visitor who pays, and a salesperson, without rights on branches."""
        public = self.env.ref("base.public_user")
        paid = self._create_sale()
        paid.with_user(public).sudo()._validate_order()
        self.assertEqual(len(self._errands(paid)), 1)

        plain = self._create_staff("clerk", "Pia", branch=None, login="plain_sales")
        plain.group_ids = self.sales
        sale = self._create_sale()
        sale.with_user(plain).action_confirm()
        self.assertEqual(len(self._errands(sale)), 1)
        sale.with_user(plain)._action_cancel()
        self.assertEqual(self._errands(sale).state, "cancelled")

    def test_both_sides_lead_to_the_other(self):
        """R2.1: a button on the sale, and one on the errand."""
        sale = self._create_sale()
        sale.action_confirm()
        order = self._errands(sale)
        order.branch_id.user_ids = [Command.link(self.salesman.id)]
        seen = sale.with_user(self.salesman)
        self.assertEqual(seen.errand_order_count, 1)
        self.assertEqual(seen.action_open_errands()["res_id"], order.id)
        back = order.with_user(self.salesman).action_open_sale()
        self.assertEqual(back["res_id"], sale.id)
        for view in ("form", "list"):
            seen.get_view(view_type=view)
            order.with_user(self.salesman).get_view(view_type=view)

    def test_clerks_read_no_sales(self):
        """R2.10: a clerk reads the work, not the shop's books."""
        sale = self._create_sale()
        sale.action_confirm()
        order = self._errands(sale)
        order.branch_id.user_ids = [Command.link(self.clerk.id)]
        seen = order.with_user(self.clerk)
        self.assertIn("Tea", seen.description)
        with self.assertRaises(AccessError):
            seen.read(["sale_order_id"])
        with self.assertRaises(AccessError):
            seen.write({"sale_order_id": False})

    def test_the_manager_hears_of_it_and_the_customer_does_not(self):
        """R2.1: the shop writes to its customers; the branch is told once."""
        self.south.action_archive()
        sale = self._create_sale()
        sale.action_confirm()
        notices = self.env["errand.notice"].search(
            [("order_id", "=", self._errands(sale).id)]
        )
        self.assertEqual(notices.kind_id.mapped("code"), ["staff_desk_work"])
        self.assertEqual(notices.partner_id, self.manager.partner_id)

    def test_shop_orders_are_not_posted_as_errands(self):
        """R2.1: the category is not on the website's list."""
        offered = self.env["errand.category"]._offered_on(self.website)
        self.assertNotIn(self.env.ref("errand_website_sale.category_shop"), offered)
