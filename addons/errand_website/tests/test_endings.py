# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from html import unescape

from odoo import fields
from odoo.tests import tagged

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestEndings(ErrandWebsiteCommon):
    """What the customer sees and does when an errand is not simply delivered."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def _taken(self, state="assigned"):
        order, _payment = self._create_paid_order(fee=10)
        self._advance(order.task_ids, state, self.courier)
        return order, order.task_ids, self.courier._actor()

    def _page(self, order):
        self.env.flush_all()
        text = unescape(self.url_open(f"/my/errands/{order.id}").text)
        return text.replace("\N{NO-BREAK SPACE}", " ")

    def _age(self, task, minutes):
        """Let the grab be some minutes ago."""
        task.assigned_at = fields.Datetime.now() - timedelta(minutes=minutes)

    def test_the_cost_is_shown_and_taken(self):
        """R0.2: after the free minutes part of the fee is kept, the rest goes back."""
        order, task, _actor = self._taken()
        self._age(task, 5)
        page = self._page(order)
        self.assertIn("Yes, cancel it for ¥ 2.00", " ".join(page.split()))
        self.assertIn("¥ 8.00", page)

        self._post(f"/my/errands/{order.id}/cancel", seen=order._cancel_offer().token)

        self.assertEqual(order.state, "cancelled")
        self.assertEqual(order.refund_ids.amount, 8)
        self.assertIn("¥ 2.00 is kept", self._page(order))

    def test_a_cost_that_rose_is_shown_again(self):
        """R0.2: the customer confirms the new one."""
        order, task, _actor = self._taken()
        seen = order._cancel_offer().token
        self._age(task, 5)

        for token in (seen, "", "garbage", "-1/end", "nan/end"):
            page = self._post(f"/my/errands/{order.id}/cancel", seen=token).text
            self.assertIn("has changed", page)
            self.assertIn('open="open"', page)

        self.assertEqual(order.state, "in_progress")

    def test_the_way_back_is_told_with_its_code(self):
        """R0.9, R0.10: to the sender; the recipient never sees the return code."""
        order, task, actor = self._taken("picked_up")
        task._reach("dropoff", actor, "there")
        task._cannot_deliver(actor, "no", "refused")
        back = order._return_task()

        page = self._page(order)

        self.assertIn("Could not be delivered: it was not accepted", page)
        self.assertIn("On the way back", page)
        self.assertIn(back._delivery_code(), page)
        token = self.env["errand.public.link"]._token_for(order, "follow")
        self.env.flush_all()
        followed = self.url_open(f"/t/{token}").text
        self.assertIn("On the way back", followed)
        self.assertNotIn(back._delivery_code(), followed)
        self.assertNotIn(task._delivery_code(), followed)

        back._try_code(back._delivery_code(), actor)
        back._deliver(actor, "home")
        page = self._page(order)
        self.assertIn("Returned", page)
        self.assertIn("¥ 15.00 is kept", page)

    def test_who_owes_pays_before_posting_again(self):
        """R0.2: the form says so, and the server insists."""
        order, task, actor = self._taken("picked_up")
        task._reach("dropoff", actor, "there")
        task._cannot_deliver(actor, "no", "refused")
        back = order._return_task()
        back._try_code(back._delivery_code(), actor)
        back._deliver(actor, "home")
        link = f"/my/errands/{order.id}/pay"

        self.assertIn(link, self._page(order))
        self.assertIn(link, self.url_open(self.form_url).text)
        answer = self._post_form()
        draft = self._orders()[0]
        self.assertIn(link, self.url_open(answer["url"]).text)
        self.env.flush_all()
        refused = self.make_jsonrpc_request_error(draft)
        self.assertIn("still to be paid", refused)
        self.assertEqual(draft.state, "draft")

    def make_jsonrpc_request_error(self, draft):
        """Return why the draft cannot be placed."""
        body = {
            "jsonrpc": "2.0",
            "method": "call",
            "params": {
                "provider_id": self.provider.id,
                "payment_method_id": self.payment_method.id,
                "token_id": None,
                "flow": "redirect",
                "tokenization_requested": False,
                "landing_route": "/",
            },
        }
        answer = self.url_open(f"/my/errands/{draft.id}/transaction", json=body).json()
        return answer["error"]["data"]["message"]

    def test_a_courier_who_does_not_come_is_replaced(self):
        """R0.2: the customer chooses another one, or cancels for nothing."""
        order, task, _actor = self._taken()
        url = f"/my/errands/{order.id}/another-courier"
        self.assertNotIn("another-courier", self._page(order))
        self.assertIn("still has time", self._post(url).text)
        self._age(task, 41)
        self.assertIn("another-courier", self._page(order))

        page = self._post(url, follow=True).text

        self.assertIn("We look for another courier.", page)
        self.assertIn("had to give the errand back", page)
        self.assertEqual(task.state, "open")

    def test_the_customer_sees_that_the_courier_waits(self):
        """R0.9: nobody at the pick-up, until when."""
        order, task, actor = self._taken()
        task._reach("pickup", actor, "there")
        task._begin_wait(actor, "wait")

        self.assertIn("finds nobody at the pick-up", self._page(order))
        self.assertIn("The courier waits until", self._page(order))

    def test_strangers_change_nothing(self):
        """R0.1: others' errands are not there."""
        order, task, _actor = self._taken()
        self._age(task, 60)
        for user in (self.other, self.courier_user, self.clerk):
            self._sign_in(user)
            for what in ("cancel", "another-courier"):
                response = self._post(f"/my/errands/{order.id}/{what}", seen="99/end")
                self.assertEqual(response.status_code, 404)
        self.assertEqual(task.state, "assigned")
