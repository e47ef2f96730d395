# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.errand_base.exceptions import MoveLost, MoveRefused

from .common import ErrandPayoutCommon


@tagged("post_install", "-at_install")
class TestPayout(ErrandPayoutCommon):
    def test_courier_is_paid_what_they_ask_for(self):
        """R0.12: Asked, approved, sent: the ledger and the books follow."""
        self._deliver_and_confirm(fee=50)
        payout = self._request(40)
        self.assertEqual(self.courier._money()["available"], 5)
        self.assertEqual(self.courier._money()["in_flight"], 40)

        payout.with_user(self.finance).action_approve()
        payment = payout.payment_id
        self.assertEqual((payout.state, payment.state), ("approved", "draft"))
        payout.with_user(self.finance).action_pay()
        self._post()

        self.assertEqual(payout.state, "paid")
        self.assertEqual(self.courier._money()["in_flight"], 0)
        self.assertEqual(payment.move_id.state, "posted")
        self.assertEqual(self._book("courier_payable"), -5)
        self.assertEqual(self._check().state, "ok")

    def test_paid_payout_is_linked_to_its_payment(self):
        """R0.12: The payment carries the entry; it is not booked twice."""
        self._deliver_and_confirm(fee=50)
        payout = self._request(45)
        payout.with_user(self.finance).action_approve()
        payout.with_user(self.finance).action_pay()

        links = self._post()

        link = links.filtered(lambda link: link.entry_id.key.endswith(":paid"))
        self.assertEqual(link.move_id, payout.payment_id.move_id)
        account = payout.payment_id.destination_account_id
        lines = self.env["account.move.line"].search([("account_id", "=", account.id)])
        self.assertTrue(all(lines.mapped("reconciled")))

    def test_only_what_is_confirmed_can_be_asked_for(self):
        """R0.12: Earnings of an errand that waits for its confirmation stay."""
        order, _payment = self._create_paid_order(fee=50)
        self._deliver(order)
        self.assertEqual(self.courier._money()["pending"], 45)

        with self.assertRaisesRegex(UserError, "Not more than"):
            self._request(20)

    def test_least_payout_is_a_setting(self):
        """R0.12: Small sums wait."""
        self._deliver_and_confirm(fee=50)

        for amount in (9.99, 0, -5):
            with self.assertRaisesRegex(UserError, "The least to be paid out"):
                self._request(amount)
        self.company.errand_payout_minimum = 0
        with self.assertRaisesRegex(UserError, "The least to be paid out"):
            self._request(0)

    def test_second_open_request_is_refused(self):
        """R0.12: One request is checked at a time."""
        self._deliver_and_confirm(fee=50)
        self._request(10)

        with self.assertRaisesRegex(UserError, "asked for a payout already"):
            self._request(10)

    def test_rejected_money_comes_back_with_the_reason(self):
        """R0.12: The courier reads why, and may ask again."""
        self._deliver_and_confirm(fee=50)
        payout = self._request(45)

        payout.with_user(self.finance)._reject("The holder's name is another.")

        self.assertEqual(payout.state, "rejected")
        self.assertEqual(payout._card()["reason"], "The holder's name is another.")
        self.assertEqual(self.courier._money()["available"], 45)
        self.assertEqual(self._request(45, key="again").state, "requested")

    def test_rejecting_an_approved_payout_cancels_its_payment(self):
        """R0.12: A payment that was prepared is not sent any more."""
        self._deliver_and_confirm(fee=50)
        payout = self._request(45)
        payout.with_user(self.finance).action_approve()

        payout.with_user(self.finance)._reject("The bank refuses.")

        self.assertEqual(payout.payment_id.state, "canceled")
        self.assertEqual(self.courier._money()["available"], 45)
        self._post()
        self.assertEqual(self._check().state, "ok")

    def test_rejecting_needs_a_reason(self):
        """R0.12: Nobody is refused without a word."""
        self._deliver_and_confirm(fee=50)

        with self.assertRaisesRegex(UserError, "Write why"):
            self._request(45).with_user(self.finance)._reject("  ")

    def test_courier_cancels_until_it_is_approved(self):
        """R0.12: A wish can be taken back, an approval cannot."""
        self._deliver_and_confirm(fee=50)
        first = self._request(45)
        first._move_to("cancelled", actor=self.courier._actor(), key="cancel-1")
        self.assertEqual(self.courier._money()["available"], 45)

        second = self._request(45, key="payout-2")
        second.with_user(self.finance).action_approve()
        with self.assertRaises(MoveRefused):
            second._move_to("cancelled", actor=self.courier._actor(), key="cancel-2")

    def test_many_are_approved_at_once_and_never_twice(self):
        """R0.12: Batch approval; the second who approves is told."""
        self._deliver_and_confirm(fee=50)
        other = self._create_worker()
        self._deliver_and_confirm(worker=other, fee=30)
        payouts = self._request(45) | self._request(20, worker=other)

        payouts.with_user(self.finance).action_approve()

        self.assertEqual(payouts.mapped("state"), ["approved", "approved"])
        self.assertEqual(len(payouts.payment_id), 2)
        with self.assertRaises(MoveLost):
            payouts.with_user(self.admin).action_approve()
        self.assertEqual(len(payouts.payment_id), 2)

    def test_penalty_after_the_request_stops_the_approval(self):
        """R0.12: A courier who owes by now is not paid."""
        order = self._deliver_and_confirm(fee=50)
        payout = self._request(45)
        order._book_penalty(self.courier, 10, "penalty:test")

        with self.assertRaisesRegex(UserError, "owes .*10.00 by now"):
            payout.with_user(self.finance).action_approve()

        self.assertEqual(payout.state, "requested")
        payout.with_user(self.finance)._reject("A penalty came in between.")
        self.assertEqual(self.courier._money()["available"], 35)

    def test_paying_before_the_approval_is_refused(self):
        """R0.12: No money leaves without approval."""
        self._deliver_and_confirm(fee=50)

        with self.assertRaisesRegex(MoveRefused, "cannot become"):
            self._request(45).with_user(self.finance).action_pay()

    def test_payment_of_a_payout_is_not_taken_back_behind_the_ledger(self):
        """R0.12: What the ledger calls paid stays in the books."""
        self._deliver_and_confirm(fee=50)
        payout = self._request(45)
        payout.with_user(self.finance).action_approve()
        payout.with_user(self.finance).action_pay()

        with self.assertRaisesRegex(UserError, "belongs to a payout"):
            payout.payment_id.action_draft()
        with self.assertRaisesRegex(UserError, "belongs to a payout"):
            payout.payment_id.action_cancel()

    def test_account_is_encrypted_masked_and_each_look_logged(self):
        """R0.10, R0.12: Nobody sees a full account number without a trace."""
        self._deliver_and_confirm(fee=50)
        payout = self._request(45)
        payee = payout.payee_id
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM errand_payee WHERE id = %s", [payee.id])
        self.assertNotIn("6222000011112222", str(self.env.cr.fetchall()))
        self.assertEqual(payee.account_masked, "**** 2222")

        shown = payout.with_user(self.finance).action_show_account()

        self.assertEqual(shown["params"]["message"], "6222000011112222")
        look = payout.event_ids.filtered(lambda event: event.kind == "look")
        self.assertEqual(look.user_id, self.finance)

    def test_account_can_be_erased(self):
        """R0.12: A courier who leaves is forgotten; the payouts stay."""
        self._deliver_and_confirm(fee=50)
        payout = self._request(45)

        payout.payee_id._erase()

        with self.assertRaisesRegex(UserError, "erased"):
            payout.with_user(self.finance).action_show_account()

    def test_nonsense_accounts_are_refused(self):
        """R0.12: What cannot be paid to is not taken."""
        for values in (
            {"way": "pigeon"},
            {"holder": "  "},
            {"holder": "x" * 61},
            {"account": "12"},
            {"account": "1" * 41},
        ):
            with self.assertRaises(UserError):
                self._payee(**values)

    def test_same_account_is_kept_once(self):
        """R0.12: Asking again with the same words adds nothing."""
        self.assertEqual(self._payee(), self._payee(account="6222000011112222"))

    def test_only_finance_sees_and_moves_payouts(self):
        """R0.12: Clerks, dispatchers and couriers have no way in."""
        self._deliver_and_confirm(fee=50)
        payout = self._request(45)

        for user in (self.clerk, self.manager, self.dispatcher, self.courier_user):
            with self.assertRaises(AccessError):
                payout.with_user(user).action_approve()
            with self.assertRaises(AccessError):
                payout.with_user(user).action_show_account()
        with self.assertRaises(AccessError):
            payout.with_user(self.finance).write({"state": "paid"})

    def test_another_company_sees_none_of_it(self):
        """R0.12: Finance of one company does not pay another's couriers."""
        self._deliver_and_confirm(fee=50)
        payout = self._request(45)
        other = self._create_cny_company("Errands of Elsewhere")
        stranger = self._create_staff(
            "finance", "Other Finance", branch=None, company=other, login="stranger"
        )

        found = self.env["errand.payout"].with_user(stranger).search([])
        self.assertNotIn(payout, found)
        with self.assertRaises(AccessError):
            payout.with_user(stranger).action_approve()

    def test_check_finds_payouts_that_do_not_fit(self):
        """R0.12: In flight is what was asked for, and paid is what was sent."""
        self._deliver_and_confirm(fee=50)
        payout = self._request(45)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE errand_payout SET state = 'paid' WHERE id = %s", [payout.id]
        )
        self.env.invalidate_all()

        kinds = self._check().line_ids.mapped("kind")

        self.assertEqual(set(kinds), {"payout_open", "payout_payment"})
