# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.payment import utils as payment_utils

#: Providers that answer a repeated refund as they answered the first, when both carry
#: the same key. https://docs.stripe.com/api/idempotent_requests
#: https://docs.adyen.com/development-resources/api-idempotency
KEYED_PROVIDERS = ("stripe", "adyen")
#: Stripe forgets a key after 24 hours, Adyen later.
KEY_LIFE = timedelta(hours=23)


class PaymentTransaction(models.Model):
    """Payments and refunds of orders."""

    _inherit = "payment.transaction"

    errand_order_id = fields.Many2one(
        "errand.order", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    errand_charge_id = fields.Many2one(
        "errand.charge", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    @api.model
    def _compute_reference_prefix(self, separator, **values):
        """Override of ``payment``: the reference begins with the order's number."""
        order_id = values.get("errand_order_id")
        if order_id:
            return self.env["errand.order"].browse(order_id).name
        return super()._compute_reference_prefix(separator, **values)

    def _is_errand_money(self):
        """Tell whether the payment is held for a customer. Modules add theirs."""
        self.ensure_one()
        return bool(self.errand_order_id)

    # === REFUNDS === #

    def _errand_knows_repeats(self, asked_at):
        """Tell whether the provider still knows that it was asked for this refund."""
        self.ensure_one()
        return (
            self.provider_code in KEYED_PROVIDERS
            and fields.Datetime.now() - asked_at < KEY_LIFE
        )

    def _send_api_request(self, method, endpoint, **options):
        """Override of ``payment``: a refund of an order carries a key.

        Odoo sends refunds without one; a repeat would give the money back twice.
        """
        if (
            self.operation == "refund"
            and self._is_errand_money()
            and self.provider_code in KEYED_PROVIDERS
        ):
            key = payment_utils.generate_idempotency_key(self, scope="errand_refund")
            options.setdefault("idempotency_key", key)
        return super()._send_api_request(method, endpoint, **options)

    # === PROCESSING === #

    def _set_done(self, *, state_message=None, extra_allowed_states=()):
        """Override of ``payment``: do not wait for the customer's browser.

        Odoo post-processes when the customer's page asks, else within ten minutes. A
        customer who closes the browser right after paying expects a courier at once.
        """
        done = super()._set_done(
            state_message=state_message, extra_allowed_states=extra_allowed_states
        )
        if any(tx._is_errand_money() for tx in done):
            # Customers pay; they have no rights on scheduled actions.
            self.env.ref("payment.cron_post_process_payment_tx").sudo()._trigger()
        return done

    def _post_process(self):
        """Override of ``payment``: what is paid opens the order to couriers."""
        result = super()._post_process()
        for tx in self.filtered(lambda tx: tx.state == "done" and tx.errand_order_id):
            order = tx.errand_order_id
            if tx.operation != "refund":
                order._receive_payment(tx)
                continue
            refund = order.refund_ids.filtered(
                lambda refund, tx=tx: refund.transaction_id == tx
            )
            if refund:
                order._confirm_refund(refund)
        return result

    def _create_payment(self, **extra_create_values):
        """Override of ``account_payment``: an order's fee is owed, not earned.

        It is booked against the escrow account, a liability, until delivery (design 4).
        """
        if self._is_errand_money():
            account = self.company_id._get_errand_escrow_account()
            extra_create_values["destination_account_id"] = account.id
        return super()._create_payment(**extra_create_values)
