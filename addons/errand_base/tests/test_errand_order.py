# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time
from odoo.tools import mute_logger

from ..engine.actor import CUSTOMER, Actor
from ..exceptions import MoveLost, MoveRefused
from .common import SHANGHAI, ErrandCommon
from .moves import MovesByTheTable


class TestErrandOrderGuards(ErrandCommon):
    def _refused(self, text, **values):
        order = self._create_order(**values)
        with self.assertRaisesRegex(UserError, text):
            order.with_user(self.dispatcher).action_place()
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.task_ids)

    def test_a_complete_order_is_placed(self):
        """R0.1: placing makes the work, and a line in the log."""
        order = self._create_order(placed=True)

        self.assertEqual(order.state, "placed")
        self.assertTrue(order.placed_at)
        self.assertRecordValues(
            order.task_ids,
            [{"kind": "carry", "state": "open", "worker_pay": 7.2, "has_start": True}],
        )

    def test_archived_category(self):
        """R0.3: what is not offered any more is refused."""
        self.category.action_archive()
        self._refused("This kind of errand is not offered any more.")

    def test_category_of_another_company(self):
        """R0.3: what another company offers is refused."""
        self.category.company_id = self._create_cny_company("Other Errands")
        self._refused("This kind of errand is not offered any more.")

    def test_class_not_offered(self):
        """R0.4: a category may offer one class only."""
        self.category.ordinary_offered = False
        self._refused("This service class is not offered for Carry it for me.")

    def test_missing_ends(self):
        """R0.1: pick-up and drop-off are filled in where the category needs them."""
        self._refused("Please fill in the pick-up.", pickup_contact_id=False)
        self._refused("Please fill in the drop-off.", dropoff_contact_id=False)

    def test_end_without_a_point(self):
        """R0.1: a point is set on the map."""
        contact = self._create_contact(point=None)
        self._refused("Please set the pick-up point", pickup_contact_id=contact.id)

    def test_end_without_address_or_phone(self):
        """R0.1: a courier finds and reaches the recipient."""
        for missing in ("address", "phone"):
            contact = self._create_contact(**{missing: False})
            self._refused(
                "The drop-off needs an address and a phone.",
                dropoff_contact_id=contact.id,
            )

    def test_outside_the_service_area(self):
        """R2.1: an errand starts where its branch serves."""
        contact = self._create_contact(SHANGHAI)
        self._refused(
            "outside the area we serve: at most 10 km from West Lake",
            pickup_contact_id=contact.id,
        )

    def test_wanted_time_is_over(self):
        """R0.1: a slot lies in the future."""
        self._refused(
            "The wanted time is over. Please choose a later one.",
            wanted_from=self._later(hours=-2),
            wanted_until=self._later(hours=-1),
        )

    def test_fee_out_of_bounds(self):
        """R0.4: the customer's fee lies within the rule's bounds."""
        for fee in (2.99, 50.01):
            self._refused("Please offer a fee between .*3.00.* and .*50.00", fee=fee)

    def test_category_without_a_price(self):
        """R0.3: no price rule, no order."""
        self.price_rules.unlink()
        self._refused("Carry it for me has no price yet")

    def test_professional_order_needs_a_quote(self):
        """R0.4: the platform prices the professional class."""
        self._refused("Please ask for the price first.", service_class="professional")

    def test_quote_has_run_out(self):
        """R0.4: a price holds for a set time."""
        order = self._create_professional_order()
        with (
            freeze_time(self._later(minutes=16)),
            self.assertRaisesRegex(ValidationError, "has run out. Please ask again."),
        ):
            order.with_user(self.dispatcher).action_place()

    def test_quote_of_another_errand(self):
        """R0.4: a price holds for the errand that it was made for."""
        for values in ({"fee": 1}, {"category_id": self._create_category(name="B").id}):
            order = self._create_professional_order()
            order.write(values)
            with self.assertRaisesRegex(ValidationError, "The errand changed since"):
                order.with_user(self.dispatcher).action_place()

    def test_quoted_order_is_placed(self):
        """R0.4: the quote shows its breakdown, and is what the customer pays."""
        order = self._create_professional_order()

        order.with_user(self.dispatcher).action_place()

        self.assertEqual(order.state, "placed")
        self.assertEqual(order.fee, order.quote_id.amount)
        self.assertIn("Base fee", order.quote_breakdown)
        self.assertIn("Distance · ", order.quote_breakdown)

    def test_errand_without_a_trip(self):
        """R0.3: "answer / help me" has no ends and one task of another kind."""
        category = self._create_category(name="Advice", pickup="no", dropoff="no")
        order = self._create_order(
            placed=True,
            category_id=category.id,
            pickup_contact_id=False,
            dropoff_contact_id=False,
        )

        self.assertRecordValues(
            order.task_ids, [{"kind": "answer", "state": "open", "has_start": False}]
        )

    def test_slot_order_waits(self):
        """R0.1: an order for later is offered in time for its slot, not at once."""
        order = self._create_order(
            placed=True,
            wanted_from=self._later(days=1),
            wanted_until=self._later(days=1, hours=2),
        )

        self.assertEqual(order.task_ids.state, "waiting")
        self.assertLess(order.task_ids.next_action_at, order.wanted_from)
        with freeze_time(order.task_ids.next_action_at + timedelta(seconds=1)):
            self.env["errand.task"]._sweep()
        self.assertEqual(order.task_ids.state, "open")

    def test_figures_are_sane(self):
        """R0.6: range, fee and slot are checked by the database."""
        for values in (
            {"range_km": 0},
            {"range_km": 101},
            {"fee": -1},
            {"goods_cap": -1},
            {"wanted_from": self._later(hours=2), "wanted_until": self._later(hours=1)},
        ):
            with (
                self.subTest(values),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self._create_order(**values)
                self.env.flush_all()


class TestErrandOrderMoves(MovesByTheTable, ErrandCommon):
    model = "errand.order"

    def _in_state(self, state):
        """Return an order in a state that its door leads to."""
        if state in ("draft", "placed"):
            return self._create_order(placed=state == "placed")
        if state == "cancelled":
            order = self._create_order()
            order._move_to("cancelled")
            return order
        task_state = {"in_progress": "picked_up", "done": "done", "failed": "failed"}
        return self._create_task(task_state[state]).order_id

    def test_a_move_is_written_to_the_log(self):
        """R0.9: when, who, from, to, why."""
        order = self._create_order()

        order.with_user(self.clerk).action_place()

        self.assertRecordValues(
            order.event_ids.filtered(lambda event: not event.task_id),
            [
                {
                    "kind": "move",
                    "from_state": "draft",
                    "to_state": "placed",
                    "actor_role": "staff",
                    "user_id": self.clerk.id,
                    "label": "Order placed",
                    "who": "Clara Clerk (Staff)",
                }
            ],
        )

    def test_the_same_tap_twice_is_harmless(self):
        """R0.8: the same actor with the same key moves once."""
        order = self._create_order()

        order.with_user(self.clerk).action_place()
        order.with_user(self.clerk).action_place()

        self.assertEqual(len(order.task_ids), 1)

    def test_another_person_is_told(self):
        """R0.8: whoever comes second is told in plain words."""
        order = self._create_order()
        order.with_user(self.clerk).action_place()

        with self.assertRaisesRegex(MoveLost, "Somebody else was faster."):
            order.with_user(self.dispatcher).action_place()

    def test_one_refused_order_refuses_the_batch(self):
        """R0.9: a batch moves as a whole."""
        good, bad = self._create_order(), self._create_order(fee=1)

        with self.assertRaises(ValidationError):
            (good | bad).with_user(self.dispatcher).action_place()

        self.assertEqual(good.state, "draft")

    def test_cancelling_cancels_the_work(self):
        """R0.2: before the grab an order is cancelled with its tasks."""
        order = self._create_order(placed=True)

        order.with_user(self.clerk).action_cancel()

        self.assertEqual(order.state, "cancelled")
        self.assertEqual(order.task_ids.state, "cancelled")
        self.assertTrue(order.cancelled_at)

    def test_an_order_on_its_way_is_cancelled_by_its_rule_alone(self):
        """R0.2: after the grab staff see what it costs first; nothing goes around."""
        order = self._create_task("assigned").order_id

        action = order.with_user(self.clerk).action_cancel()

        self.assertEqual(action["res_model"], "errand.cancel.wizard")
        self.assertEqual(order.state, "in_progress")
        with self.assertRaisesRegex(MoveRefused, "A courier is on the way already"):
            order._move_to("cancelled", actor=self.staff_actor, key="around")

    def test_only_the_owner_is_the_customer(self):
        """R0.2: nobody acts as the customer of another's order."""
        order = self._create_order()

        actor = order.with_user(self.customer)._customer_actor()
        self.assertEqual(actor, Actor(CUSTOMER, user_id=self.customer.id))
        with self.assertRaisesRegex(UserError, "This is not your order."):
            order.with_user(self.courier_user)._customer_actor()

    def test_the_state_follows_the_tasks(self):
        """R0.9: what several tasks add up to."""
        cases = [
            (["open"], "placed"),
            (["waiting", "open"], "placed"),
            (["assigned"], "in_progress"),
            (["done", "waiting"], "in_progress"),
            (["done", "done"], "done"),
            (["done", "cancelled"], "done"),
            (["done", "failed"], "failed"),
            (["cancelled"], "cancelled"),
        ]
        for states, expected in cases:
            self.assertEqual(
                self.env["errand.order"]._state_of_tasks(states), expected, states
            )

    def test_placed_orders_are_kept(self):
        """R0.2: only drafts are deleted."""
        order = self._create_order(placed=True)

        with self.assertRaisesRegex(UserError, "An order that was placed is kept."):
            order.with_user(self.admin).unlink()
        self._create_order().with_user(self.admin).unlink()

    def test_customers_do_not_write(self):
        """R0.1: the portal acts through checked methods only."""
        order = self._create_order()
        for method in ("action_place", "action_cancel", "action_quote"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(order.with_user(self.customer), method)()
        with self.assertRaises(AccessError):
            order.with_user(self.customer).write({"fee": 3})


class TestErrandOrderScreen(ErrandCommon):
    def test_the_form_proposes_the_fee(self):
        """R0.4: the suggested fee of the class is filled in."""
        form = Form(self.env["errand.order"].with_user(self.clerk))
        form.partner_id = self.customer.partner_id
        form.branch_id = self.branch
        form.category_id = self.category

        self.assertEqual(form.fee, 8)

    def test_only_professional_drafts_are_priced(self):
        """R0.4: the price is asked for in one place only."""
        with self.assertRaisesRegex(UserError, "Only a draft of the professional"):
            self._create_order().with_user(self.clerk).action_quote()

    def test_currency_is_the_branch_company_s(self):
        """R0.4: the currency is fixed in the draft, by its branch."""
        usd = self._enable_currency("USD")
        other = self.env["res.company"].create(
            {"name": "Elsewhere", "currency_id": usd.id}
        )
        branch = self._create_branch(company_id=other.id)

        order = self._create_order(
            branch_id=branch.id, pickup_contact_id=False, dropoff_contact_id=False
        )

        self.assertEqual(order.company_id, other)
        self.assertEqual(order.currency_id, usd)

    def test_late_orders_are_found(self):
        """R2.11: late is: its wanted time is over, and it is not delivered."""
        order = self._create_order(
            placed=True,
            wanted_from=self._later(hours=1),
            wanted_until=self._later(hours=2),
        )
        orders = self.env["errand.order"].with_user(self.clerk)
        self.assertFalse(orders.search([("is_late", "=", True)]))

        with freeze_time(self._later(hours=3)):
            order.invalidate_recordset(["is_late"])
            self.assertTrue(order.is_late)
            self.assertEqual(orders.search([("is_late", "=", True)]), order)
            self.assertNotIn(order, orders.search([("is_late", "=", False)]))

    def test_smart_buttons_lead_to_tasks_and_events(self):
        """R2.11: from an order to its work and its log."""
        order = self._create_order(placed=True).with_user(self.clerk)

        self.assertEqual(order.task_count, 1)
        self.assertEqual(order.action_open_tasks()["res_id"], order.task_ids.id)
        self.assertEqual(
            order.action_open_events()["domain"], [("order_id", "=", order.id)]
        )
        self.assertEqual(order.event_count, len(order.event_ids))

    def test_orders_are_found_by_their_worker(self):
        """R2.11: by worker, through the tasks."""
        task = self._create_task("assigned")
        orders = self.env["errand.order"].with_user(self.clerk)

        self.assertEqual(
            orders.search([("task_ids.worker_id.name", "ilike", "Carl")]), task.order_id
        )
        self.assertEqual(task.order_id.with_user(self.clerk).worker_ids, self.courier)
