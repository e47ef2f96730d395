# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..engine.actor import SYSTEM_ACTOR
from ..exceptions import MoveLost, MoveRefused, OfferChanged
from .common import ErrandCommon


class EndingCommon(ErrandCommon):
    def _taken(self, state="assigned", **values):
        """Return a task in a courier's hands, and its courier as an actor."""
        return self._create_task(state, **values), self.courier._actor()

    def _after(self, minutes):
        """Let time pass, from this moment."""
        return freeze_time(fields.Datetime.now() + timedelta(minutes=minutes))

    def _customer_cancels(self, order, key="cancel", seen=None):
        actor = order.with_user(self.customer)._customer_actor()
        token = order._cancel_offer().token if seen is None else seen
        return order._cancel(actor, key, token)

    def _at_the_door(self, **values):
        """Return a task whose courier stands at the drop-off."""
        task, actor = self._taken("picked_up", **values)
        task._reach("dropoff", actor, "reach-dropoff")
        return task, actor


@tagged("post_install", "-at_install")
class TestCancelling(EndingCommon):
    def test_the_shipped_rules_grow_with_the_courier_s_way(self):
        """R0.2: all back, then a few free minutes, then part, then the way back."""
        task, actor = self._taken(fee=10)
        order = task.order_id

        with self._after(2):
            self.assertEqual(order._cancel_offer().cost, 0)
        with self._after(3):
            self.assertEqual(order._cancel_offer().cost, 2)
        task._reach("pickup", actor, "reach")
        self.assertEqual(order._cancel_offer().cost, 5)
        task._pick_up(actor, "pick")
        offer = order._cancel_offer()
        self.assertEqual((offer.cost, offer.needs_return), (15, True))

    def test_the_offer_says_until_when_it_holds(self):
        """R0.2: the free minutes are shown with their end."""
        task, _actor = self._taken()

        offer = task.order_id._cancel_offer()

        self.assertEqual(offer.until, task.assigned_at + timedelta(minutes=3))
        self.assertTrue(offer.reason)

    def test_customer_cancels_within_the_free_minutes(self):
        """R0.2: order and task end together, with the customer's name on it."""
        task, actor = self._taken()

        self._customer_cancels(task.order_id)

        self.assertEqual(task.order_id.state, "cancelled")
        self.assertEqual(task.state, "cancelled")
        self.assertEqual(task.order_id.kept_amount, 0)
        event = task.order_id.event_ids.filtered(
            lambda event: not event.task_id and event.to_state == "cancelled"
        )
        self.assertEqual(event.actor_role, "customer")
        self.assertEqual(event.why, "Cancelled by the customer")
        with self.assertRaisesRegex(MoveRefused, "Do not go on"):
            task._pick_up(actor, "pick-up-after")

    def test_what_was_never_placed_is_called_off_for_nothing(self):
        """R0.2: there is no task yet, and so nobody to punish."""
        order = self._create_order()

        self._customer_cancels(order)

        self.assertEqual((order.state, order.kept_amount), ("cancelled", 0))
        self.assertFalse(order.task_ids)

    def test_the_same_request_twice_cancels_once(self):
        """R0.8: a second tap is harmless, another person's is told."""
        task, _actor = self._taken()
        token = task.order_id._cancel_offer().token

        self._customer_cancels(task.order_id, seen=token)
        self._customer_cancels(task.order_id, seen=token)

        with self.assertRaises(MoveLost):
            self._customer_cancels(task.order_id, key="another", seen=token)
        self.assertEqual(
            len(
                task.order_id.event_ids.filtered(
                    lambda event: not event.task_id and event.to_state == "cancelled"
                )
            ),
            1,
        )

    def test_nobody_is_charged_more_than_they_saw(self):
        """R0.2: the cost rose since it was shown: it is shown again."""
        task, actor = self._taken(fee=10)
        order = task.order_id
        seen = order._cancel_offer().token

        with self._after(5), self.assertRaisesRegex(OfferChanged, "2.00"):
            self._customer_cancels(order, seen=seen)
        task._reach("pickup", actor, "reach")
        dear = order._cancel_offer().token
        task._pick_up(actor, "pick")
        for garbage in (seen, dear, "", "nan/return", "x/end", "1e9", None, "99/end"):
            with self.subTest(garbage), self.assertRaises(OfferChanged):
                self._customer_cancels(order, seen=garbage or "")

        self.assertEqual(order.state, "in_progress")
        self.assertFalse(order.ending_cause)

    def test_a_lower_cost_than_seen_is_taken(self):
        """R0.2: it never costs more than was seen; less is fine."""
        task, _actor = self._taken(fee=10)

        self._customer_cancels(task.order_id, seen="9.00/end")

        self.assertEqual(task.order_id.kept_amount, 0)

    def test_cancelling_after_the_pick_up_becomes_a_way_back(self):
        """R0.2: the same courier brings it back; then the order is cancelled."""
        task, actor = self._taken("picked_up", fee=10)
        order = task.order_id

        self._customer_cancels(order)

        back = order._return_task()
        self.assertEqual((task.state, back.state), ("cancelled", "picked_up"))
        self.assertEqual(back.worker_id, self.courier)
        self.assertEqual(order.state, "in_progress")
        self.assertEqual((back.return_fee, back.worker_pay), (5, 4.5))
        with self.assertRaisesRegex(UserError, "on its way back already"):
            self._customer_cancels(order, key="again", seen="99/return")

        back._reach("dropoff", actor, "back")
        self.assertTrue(back._try_code(back._delivery_code(), actor))
        back._deliver(actor, "handed back")
        self.assertEqual(order.state, "cancelled")
        self.assertEqual(back.assignment_ids.outcome, "done")

    def test_staff_see_the_cost_and_may_waive_it(self):
        """R0.2: in the back office too it is shown before it is confirmed."""
        task, actor = self._taken(fee=10)
        task._reach("pickup", actor, "reach")
        order = task.order_id
        action = order.with_user(self.clerk).action_cancel()
        wizards = self.env["errand.cancel.wizard"].with_user(self.clerk)
        form = Form(wizards.with_context(**action["context"]))
        self.assertEqual((form.cost, form.courier_amount), (5, 4.5))
        form.is_waived = True
        self.assertEqual(form.cost, 0)
        with self.assertRaises(AssertionError):
            form.save()  # the reason is required
        form.waiver_reason = "Our mistake at the counter"

        form.save().action_confirm()

        self.assertEqual(order.state, "cancelled")
        self.assertEqual((order.kept_amount, order.courier_amount), (0, 4.5))
        self.assertEqual(order.waiver_reason, "Our mistake at the counter")

    def test_staff_are_shown_a_cost_that_rose(self):
        """R0.2: what staff saw counts as well."""
        task, actor = self._taken(fee=10)
        wizards = self.env["errand.cancel.wizard"].with_user(self.clerk)
        wizard = wizards.create({"order_id": task.order_id.id})
        self.env.flush_all()
        task._reach("pickup", actor, "reach")
        wizard.invalidate_recordset()

        action = wizard.action_confirm()

        self.assertEqual(task.order_id.state, "in_progress")
        fresh = wizards.browse(action["res_id"])
        self.assertIn("5.00", fresh.notice)
        fresh.action_confirm()
        self.assertEqual(task.order_id.state, "cancelled")

    def test_a_waiver_without_a_reason_is_refused(self):
        """R0.2: a screen that is bypassed changes nothing."""
        task, _actor = self._taken()
        wizard = (
            self.env["errand.cancel.wizard"]
            .with_user(self.clerk)
            .create({"order_id": task.order_id.id, "is_waived": True})
        )

        with self.assertRaisesRegex(UserError, "say why"):
            wizard.action_confirm()

    def test_strangers_do_not_cancel(self):
        """R0.2: a clerk of another branch, a customer, another company."""
        task, _actor = self._taken()
        stranger = self._create_staff(
            "clerk", "Sue Stranger", branch=None, login="errand_stranger"
        )
        other_company = self._create_cny_company("Errands of Elsewhere")
        outsider = self._create_staff(
            "dispatcher", "Otto Outsider", None, other_company, "errand_outsider"
        )
        for user in (stranger, outsider, self.customer, self.finance):
            with self.subTest(user.login), self.assertRaises(AccessError):
                wizards = self.env["errand.cancel.wizard"].with_user(user)
                wizards.create({"order_id": task.order_id.id}).action_confirm()
        self.assertEqual(task.order_id.state, "in_progress")

    def test_our_own_fault_costs_the_customer_nothing(self):
        """R0.2: the courier who stands at the pick-up is paid by us."""
        task, actor = self._taken(fee=10)
        task._reach("pickup", actor, "reach")
        order = task.order_id
        offer = order._cancel_offer("platform")

        order._cancel(self.staff_actor, "ours", offer.token, side="platform")

        self.assertEqual((order.kept_amount, order.courier_amount), (0, 4.5))
        self.assertEqual(order.ending_reason, "cancelled_by_us")

    def test_without_rules_only_what_nobody_took_is_cancelled(self):
        """R0.2: the fallback is written: all back, or support."""
        self.env["errand.cancel.rule"].search([("id", ">", 0)]).action_archive()
        task, _actor = self._taken()

        self.assertFalse(task.order_id._cancel_offer().is_allowed)
        with self.assertRaisesRegex(MoveRefused, "on the way already"):
            self._customer_cancels(task.order_id)
        free = self._create_order(placed=True)
        self._customer_cancels(free)
        self.assertEqual(free.state, "cancelled")


@tagged("post_install", "-at_install")
class TestNobodyThere(EndingCommon):
    def test_a_courier_waits_before_they_go(self):
        """R0.2: nobody at the pick-up: first the waiting time, then the end."""
        task, actor = self._taken()
        with self.assertRaisesRegex(MoveRefused, "arrived"):
            task._begin_wait(actor, "early")
        task._reach("pickup", actor, "reach")
        with self.assertRaisesRegex(MoveRefused, "Nobody here"):
            task._end_no_show(actor, "too-early")
        task._begin_wait(actor, "wait")
        since = task.pickup_wait_at
        with self._after(4):
            task._begin_wait(actor, "again")
            self.assertEqual(task.pickup_wait_at, since)
            with self.assertRaisesRegex(MoveRefused, "6 more minutes"):
                task._end_no_show(actor, "too-early")

        with self._after(10):
            task._end_no_show(actor, "gone")
            task._end_no_show(actor, "gone")

        order = task.order_id
        self.assertEqual((task.state, order.state), ("failed", "failed"))
        self.assertEqual(order.ending_reason_text, "Nobody at the pick-up")
        self.assertEqual((order.kept_amount, order.courier_amount), (4, 3.6))

    def test_the_category_says_how_long(self):
        """R0.3: its own waiting time before the company's."""
        self.category.waiting_minutes = 2
        task, actor = self._taken()
        task._reach("pickup", actor, "reach")
        task._begin_wait(actor, "wait")

        with self._after(2):
            task._end_no_show(actor, "gone")

        self.assertEqual(task.state, "failed")

    def test_a_courier_does_not_just_fail_an_errand(self):
        """R0.9: the door itself asks for a rule."""
        task, actor = self._taken()

        with self.assertRaisesRegex(MoveRefused, "cannot become"):
            task._move_to("failed", actor=actor, key="lazy")

    def test_another_courier_ends_nothing(self):
        """R0.8: only the holder waits, gives back or gives up."""
        task, _actor = self._at_the_door()
        other = self._create_worker()._actor()

        for act in (
            lambda: task._begin_wait(other, "x"),
            lambda: task._end_no_show(other, "x"),
            lambda: task._hand_back(other, "x", "too_far"),
            lambda: task._cannot_deliver(other, "x", "refused"),
        ):
            with self.assertRaises(MoveLost):
                act()

    def test_undeliverable_becomes_a_way_back(self):
        """R0.9: nobody there after waiting: the same courier brings it back."""
        task, actor = self._at_the_door(fee=10)
        order = task.order_id
        with self.assertRaisesRegex(MoveRefused, "Nobody here"):
            task._cannot_deliver(actor, "k1", "nobody_there")
        task._begin_wait(actor, "wait")

        with self._after(10):
            task._cannot_deliver(actor, "k2", "nobody_there", "Rang three times")

        back = order._return_task()
        self.assertEqual((order.state, task.state), ("in_progress", "failed"))
        self.assertEqual((back.return_to, back.worker_id), ("pickup", self.courier))
        self.assertEqual(order.ending_note, "Rang three times")
        self.assertNotEqual(back._delivery_code(), task._delivery_code())
        with self.assertRaisesRegex(UserError, "code"):
            back._deliver(actor, "without")
        back._try_code(back._delivery_code(), actor)
        back._deliver(actor, "home")
        self.assertEqual(order.state, "failed")
        self.assertEqual((order.kept_amount, order._return_fee()), (10, 5))

    def test_refused_needs_no_waiting(self):
        """R0.9: who says no at the door has said it."""
        for cause in ("refused", "wrong_address", "undeliverable_other"):
            task, actor = self._at_the_door()
            task._cannot_deliver(actor, "k", cause)
            self.assertEqual(task.order_id.ending_reason, cause)

    def test_goods_go_to_the_branch_where_the_category_says_so(self):
        """R0.3: and the branch's people know the code, nobody else's."""
        self.category.returns_to = "branch"
        task, actor = self._at_the_door()

        task._cannot_deliver(actor, "k", "refused")

        back = task.order_id._return_task()
        self.assertEqual(back.return_to, "branch")
        self.assertEqual(back.with_user(self.clerk).return_code, back._delivery_code())

    def test_a_way_back_is_not_turned_back(self):
        """R0.9: it is delivered, or staff end it."""
        task, actor = self._at_the_door()
        task._cannot_deliver(actor, "k", "refused")
        back = task.order_id._return_task()
        back._reach("dropoff", actor, "there")

        with self.assertRaises(MoveRefused):
            back._cannot_deliver(actor, "k2", "refused")
        back.with_user(self.dispatcher).action_fail()
        self.assertEqual(task.order_id.state, "failed")
        self.assertEqual(task.order_id._return_fee(), 0)

    def test_unknown_causes_are_refused(self):
        """R0.9: a cause is one of the list."""
        task, actor = self._at_the_door()

        for cause in (None, "", "bad", 7, "too_far"):
            with self.assertRaisesRegex(UserError, "choose a reason"):
                task._cannot_deliver(actor, "k", cause)


@tagged("post_install", "-at_install")
class TestHandingBack(EndingCommon):
    def test_handing_back_opens_it_for_others(self):
        """R0.8: with a cause; the claim keeps it, and the worker's history."""
        task, actor = self._taken()

        task._hand_back(actor, "back", "accident", "Flat tyre")

        self.assertEqual((task.state, task.order_id.state), ("open", "placed"))
        self.assertFalse(task.worker_id)
        self.assertRecordValues(
            task.assignment_ids,
            [
                {
                    "worker_id": self.courier.id,
                    "outcome": "hand_back",
                    "cause_text": "Accident",
                    "note": "Flat tyre",
                    "penalty": 0,
                }
            ],
        )
        self.assertEqual(self.courier.hand_back_count, 1)
        other = self._create_worker()
        task._assign(other, other._actor(), "grab-2")
        self.assertEqual(task.order_id.state, "in_progress")

    def test_a_penalty_after_the_free_minutes(self):
        """R0.8: only where the cause lies with the courier."""
        task, _actor = self._taken(fee=10)

        with self._after(5):
            self.assertEqual(float(task._hand_back_outcome("too_far").penalty), 0.9)
            self.assertEqual(task._hand_back_outcome("accident").penalty, 0)
            self.assertEqual(task._hand_back_outcome("not_as_described").penalty, 0)
        self.assertEqual(task._hand_back_outcome("too_far").penalty, 0)

    def test_goods_in_hand_are_not_given_back(self):
        """R0.8: support helps, and the text says so."""
        task, actor = self._taken("picked_up")

        with self.assertRaisesRegex(MoveRefused, "support"):
            task._hand_back(actor, "back", "too_far")

    def test_reaching_the_pick_up_again_is_a_new_stage(self):
        """R0.9: nothing of the first courier stays."""
        task, actor = self._taken()
        task._reach("pickup", actor, "reach")
        task._begin_wait(actor, "wait")

        task._hand_back(actor, "back", "customer_unreachable")

        self.assertFalse(task.at_pickup_at or task.pickup_wait_at)


@tagged("post_install", "-at_install")
class TestCourierMissing(EndingCommon):
    def test_the_customer_may_choose_another_courier(self):
        """R0.2: not before the time is over."""
        task, _actor = self._taken()
        order = task.order_id
        actor = order.with_user(self.customer)._customer_actor()
        with self.assertRaisesRegex(MoveRefused, "still has time"):
            order._replace_courier(actor, "another")

        with self._after(40):
            order._replace_courier(actor, "another")

        self.assertEqual((task.state, order.state), ("open", "placed"))
        self.assertEqual(task.assignment_ids.outcome, "no_show")
        self.assertEqual(task.assignment_ids.penalty, 1.44)

    def test_or_cancel_for_nothing(self):
        """R0.2: who was let down pays nothing."""
        task, _actor = self._taken()

        with self._after(41):
            self.assertEqual(task.order_id._cancel_offer().cost, 0)
            self._customer_cancels(task.order_id)

        self.assertEqual(task.order_id.state, "cancelled")
        self.assertEqual(task.order_id.kept_amount, 0)
        self.assertEqual(task.assignment_ids.penalty, 1.44)

    def test_the_sweep_acts_after_the_limit(self):
        """R0.8: nobody has to look; staff are told."""
        task, _actor = self._taken()
        self.branch.manager_id = self.manager
        self.assertEqual(task.next_action_at, task._arrival_at())

        with self._after(89):
            task._take_step()
            self.assertEqual(task.state, "assigned")
            self.assertEqual(task.next_action_at, task._arrival_at(is_limit=True))
        with self._after(91):
            self.env["errand.task"]._sweep()

        self.assertEqual(task.state, "open")
        activity = task.order_id.activity_ids
        self.assertEqual(activity.user_id, self.manager)
        why = task.order_id.event_ids.mapped("why")
        self.assertIn("The courier did not come", why)

    def test_who_arrived_is_not_missing(self):
        """R0.8: the pick-up was reached in time."""
        task, actor = self._taken()
        task._reach("pickup", actor, "reach")

        with self._after(91):
            self.assertFalse(task._is_courier_missing())
            self.env["errand.task"]._sweep()

        self.assertEqual(task.state, "assigned")

    def test_a_slot_counts_from_its_start(self):
        """R0.6: a courier who grabbed early is not late."""
        order = self._create_order(
            placed=True,
            wanted_from=self._later(hours=3),
            wanted_until=self._later(hours=4),
        )
        task = order.task_ids
        task._move_to("open", actor=SYSTEM_ACTOR)
        task._assign(self.courier, self.courier._actor(), "grab")

        with self._after(60):
            self.assertFalse(task._is_courier_missing())


@tagged("post_install", "-at_install")
class TestCancelRules(EndingCommon):
    def test_only_administrators_change_rules(self):
        """R0.2: clerks and finance read them, customers do not."""
        rules = self.env["errand.cancel.rule"]
        rule = rules.with_user(self.admin).create(
            {"company_id": self.company.id, "stage": "grabbed", "percent": 5}
        )
        for user in (self.clerk, self.dispatcher, self.finance):
            self.assertIn("5%", rule.with_user(user).summary)
            with self.assertRaises(AccessError):
                rule.with_user(user).percent = 100
        for user in (self.customer, self.courier_user):
            with self.assertRaises(AccessError):
                rule.with_user(user).read(["percent"])

    def test_rules_of_another_company_are_not_seen_nor_used(self):
        """R0.2: a second company."""
        other = self._create_cny_company("Errands of Elsewhere")
        rule = self.env["errand.cancel.rule"].create(
            {"company_id": other.id, "stage": "grabbed", "percent": 77}
        )
        task, _actor = self._taken()

        self.assertEqual(task.order_id._cancel_offer().cost, 0)
        with self.assertRaises(AccessError):
            rule.with_user(self.admin).read(["percent"])

    def test_one_case_has_one_rule(self):
        """R0.2: a second rule for the same case is refused."""
        values = {"company_id": self.company.id, "stage": "grabbed"}
        self.env["errand.cancel.rule"].create(values)

        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env["errand.cancel.rule"].create({**values, "percent": 9})

    def test_a_category_s_own_rule_decides(self):
        """R0.3: most specific first."""
        self.env["errand.cancel.rule"].create(
            {"category_id": self.category.id, "stage": "grabbed", "percent": 50}
        )
        task, _actor = self._taken(fee=10)

        self.assertEqual(task.order_id._cancel_offer().cost, 5)

    def test_each_shipped_rule_reads_as_a_sentence(self):
        """R0.2: staff understand what they edit."""
        rule = self.env["errand.cancel.rule"].create(
            {
                "company_id": self.company.id,
                "stage": "at_pickup",
                "after_minutes": 5,
                "percent": 30,
                "fixed": 1,
                "cap": 6,
            }
        )

        self.assertEqual(
            rule.summary.replace("\N{NO-BREAK SPACE}", " "),
            "Cancelled (Customer), At the pick-up, after 5 minutes: "
            "30% + ¥ 1.00, at most ¥ 6.00 of the fee is kept",
        )


@tagged("post_install", "-at_install")
class TestDrafts(EndingCommon):
    def test_old_drafts_go_with_their_contacts(self):
        """R0.10: what was never placed does not keep names and addresses."""
        old, fresh = self._create_order(), self._create_order()
        shared = self._create_order(pickup_contact_id=fresh.pickup_contact_id.id)
        contacts = old.pickup_contact_id | old.dropoff_contact_id
        self.env["ir.attachment"].create(
            {"name": "a", "raw": b"a", "res_model": old._name, "res_id": old.id}
        )
        self._age(old | shared)

        self.env["errand.order"]._gc_drafts()

        self.assertFalse((old | shared).exists())
        self.assertTrue(fresh.exists() and fresh.pickup_contact_id.exists())
        self.assertFalse(contacts.exists())

    def test_placed_orders_stay(self):
        """R0.10: whatever their age."""
        order = self._create_order(placed=True)
        self._age(order)

        self.env["errand.order"]._gc_drafts()

        self.assertTrue(order.exists())

    def _age(self, orders):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE errand_order SET write_date = write_date - interval '15 days'"
            " WHERE id IN %s",
            [tuple(orders.ids)],
        )
        self.env.invalidate_all()
