# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from odoo.addons.errand_base.engine.actor import CUSTOMER

from ..drawing import drawing


class ErrandDemoEvening(models.AbstractModel):
    """What comes after the made-up errands: words, complaints, payouts, the books.

    As with the day, everything goes through the suite's own doors.
    """

    _name = "errand.demo.evening"
    _description = "Demo Evening"

    def _load(self, company, orders):
        """Play the evening of the day.

        :param orders: those of the day, in its order
        """
        delivered = orders.filtered(lambda order: order.state == "done")
        for order in delivered[:4]:
            user = order.partner_id.user_ids[:1]
            order._confirm(order._actor_of(CUSTOMER, user), f"demo-{order.id}-thanks")
        self._complain(waiting=delivered[-2], answered=delivered[-1])
        self._fill_wallet(company, orders[-1].partner_id)
        self._talk(orders.filtered(lambda order: order.state == "in_progress")[:1])
        self._ask_invoices(*delivered[:2])
        self._ask_payouts()
        self.env["errand.posting"]._post_company(company)
        self.env["errand.ledger.check"]._check(company)

    def _complain(self, waiting, answered):
        """One complaint was answered, one waits."""
        complaints = self.env["errand.complaint"]
        finance = self.env.ref("errand_base.demo_user_finance")
        complaint = complaints._complain(
            answered,
            answered.partner_id,
            "customer",
            "late",
            "Help came an hour after the time that was promised.",
        ).with_user(finance)
        complaint.action_take()
        self.env["errand.complaint.resolve"].with_user(finance).create(
            {
                "complaint_id": complaint.id,
                "answer": "You are right, and we are sorry. Part of the fee goes back.",
                "refund": 3,
                "courier_percent": 0,
            }
        ).action_resolve()
        complaints._complain(
            waiting,
            waiting.partner_id,
            "customer",
            "damaged",
            "The cake came lying on its side. The picture shows it.",
            [("cake.jpg", drawing(["SAMPLE PHOTO", "", "a cake on its side"]))],
        )

    def _fill_wallet(self, company, partner):
        """The customer paid money into their wallet."""
        provider = self.env["payment.provider"].search(
            [("code", "=", "demo"), ("company_id", "=", company.id)], limit=1
        )
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": provider.payment_method_ids[:1].id,
                "amount": 50,
                "currency_id": company.currency_id.id,
                "partner_id": partner.id,
                "operation": "online_redirect",
                "reference": "WALLET-demo",
                "errand_wallet_id": partner._errand_wallet(company).id,
            }
        )
        transaction._process(
            "demo", {"reference": transaction.reference, "simulated_state": "done"}
        )
        transaction._post_process()

    def _talk(self, order):
        """Customer and courier write to each other."""
        room = order._create_chat(order._chat_claim())
        courier = order.task_ids.worker_id.partner_id
        for author, text in (
            (courier, "I am on my way to you."),
            (order.partner_id, "Thank you. The gate is open."),
            (courier, "Good, ten minutes."),
        ):
            room.message_post(
                author_id=author.id,
                body=text,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )

    def _ask_invoices(self, made, waiting):
        """One invoice is made, one is asked for."""
        requests = self.env["errand.invoice.request"]
        for order in (made, waiting):
            requests._request(
                order,
                True,
                "Sample Trading Company (Demo)",
                "91330100MA00000000",
                "1 Sample Square, Hangzhou",
                "invoices@errand.example",
            )
        requests.search([("order_id", "=", made.id)]).action_invoice()

    def _ask_payouts(self):
        """One courier was paid, one waits for the approval."""
        payouts = self.env["errand.payout"]
        finance = self.env.ref("errand_base.demo_user_finance")
        for name, account in (
            ("courier", "6222000000001234"),
            ("courier_b", "6222000000005678"),
        ):
            worker = self.env.ref(f"errand_base.demo_worker_{name}")
            payee = self.env["errand.payee"]._of(worker, "bank", worker.name, account)
            amount = worker._money()["available"]
            payouts |= payouts._request(worker, amount, payee, f"demo-payout-{name}")
        paid = payouts[:1].with_user(finance)
        paid.action_approve()
        paid.action_pay()
