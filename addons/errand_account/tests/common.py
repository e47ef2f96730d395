# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.errand_base.tests.common import ErrandCommon


class ErrandAccountCommon(ErrandCommon):
    """Orders with books, and a provider that says what the test tells it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.company, install_demo=False
        )
        # The generic chart is an American one.
        cls.company.currency_id = cls.env.ref("base.CNY")
        cls.company.errand_cash_allowed = True
        journal = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.provider = cls._create_provider(journal)

    @classmethod
    def _create_provider(cls, journal):
        """Return a provider of the company, in test mode."""
        arch = """
            <form action="dummy" method="post">
                <input type="hidden" name="reference" t-att-value="reference"/>
            </form>
        """
        form = cls.env["ir.ui.view"].create(
            {"name": "Test form", "type": "qweb", "arch": arch}
        )
        provider = cls.env["payment.provider"].create(
            {
                "name": "Test provider",
                "code": "none",
                "state": "test",
                "is_published": True,
                "company_id": cls.company.id,
                "redirect_form_view_id": form.id,
                "allow_tokenization": False,
            }
        )
        cls.payment_method = cls.env.ref("payment.payment_method_unknown")
        provider.payment_method_ids = cls.payment_method
        cls.payment_method.write({"active": True, "support_refund": "partial"})
        cls._create_payment_method_line(provider, journal)
        return provider

    @classmethod
    def _create_payment_method_line(cls, provider, journal):
        """Let the journal take money of the provider, as a real one is set up."""
        methods = cls.env.registry["account.payment.method"]
        known = methods._get_payment_method_information

        def with_test_method(self):
            return {**known(self), "none": {"mode": "multi", "type": ("bank",)}}

        patcher = patch.object(
            methods, "_get_payment_method_information", with_test_method
        )
        cls.startClassPatcher(patcher)
        cls.env["account.payment.method"].create(
            {"name": "Test method", "code": "none", "payment_type": "inbound"}
        )
        provider.journal_id = journal

    @classmethod
    def _create_transaction(cls, order, state="done", amount=None, **values):
        """Return a payment of an order, as the provider left it."""
        transaction = cls.env["payment.transaction"].create(
            {
                "provider_id": cls.provider.id,
                "payment_method_id": cls.payment_method.id,
                "amount": (amount or order._amount_to_pay() or order.fee),
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "operation": "online_redirect",
                "errand_order_id": order.id,
                "reference": cls.env["payment.transaction"]._compute_reference(
                    "none", errand_order_id=order.id
                ),
                **values,
            }
        )
        if state == "done":
            transaction._set_done()
        return transaction

    @classmethod
    def _create_paid_order(cls, **values):
        """Return a placed order that is paid, and its payment."""
        order = cls._create_order(placed=True, **values)
        payment = cls._create_transaction(order)
        payment._post_process()
        return order, payment

    def _run_refunds(self, order):
        """Do the jobs of an order's refunds, with a provider that gives back."""
        for refund in order.refund_ids:
            refund._prepare()
            refund.transaction_id._set_done()
            self._send_refund(refund)

    def _send_refund(self, refund):
        """Do a refund's second job; its own transactions are part of the test's."""
        if type(self)._registry_patched:  # by a test with a browser
            refund._send()
            return
        self.registry_enter_test_mode(register_cleanup=False)
        try:
            refund._send()
        finally:
            self.registry_leave_test_mode()

    def _balances(self, order):
        """Return the ledger of an order: account to balance, zero left out."""
        balances = {}
        for line in order.ledger_line_ids:
            balances[line.account] = balances.get(line.account, 0.0) + line.amount
        return {
            account: round(amount, 2)
            for account, amount in balances.items()
            if round(amount, 2)
        }

    def _carry_to_the_door(self, order, worker=None, takes_cash=True):
        """Let a courier do the order's task, up to the door, the cash in their hand."""
        task = order.task_ids
        actor = (worker or self.courier)._actor()
        task._assign(worker or self.courier, actor, "test-assign")
        task._pick_up(actor, "test-pick-up")
        task._try_code(task._delivery_code(), actor)
        if takes_cash and task._cash_due():
            task._say_cash(task._cash_due(), actor)
        return task, actor
