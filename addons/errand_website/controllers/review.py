# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Looking at an errand before it is placed, and paying for it."""

import json

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.payment.controllers.portal import PaymentPortal

from . import common


class ErrandReview(PaymentPortal):
    # === REVIEW === #

    @http.route(
        "/my/errands/<string:order_id>/review",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def errand_review(self, order_id):
        """Show all facts, the price, and how to pay; later only how to pay."""
        order = common.order_or_404(order_id)
        if order._payment_code() not in (
            "open",
            "started",
            "pending",
            "given_up",
            "failed",
            "free",
            "cash",
        ):
            return request.redirect(f"/my/errands/{order.id}")
        if order.state == "placed" and order._is_released():
            return request.redirect(f"/my/errands/{order.id}")
        return self._errand_render_review(order)

    def _errand_render_review(self, order, error=None):
        quote = order.quote_id
        is_over = order.state == "draft" and quote and not quote._seconds_left()
        values = {
            "order": order,
            "page_name": "errand",
            "page": order._customer_page(),
            "points": json.dumps(order._page_points()),
            "map_values": common.map_values(),
            "quote": quote,
            "is_quote_over": bool(is_over),
            "review_error": error,
            "debts": order._own_debts(order.company_id),
            **common.clock(order.branch_id.tz),
        }
        values["is_free"] = order.currency_id.is_zero(order._amount_to_pay())
        values["is_cash"] = order.payment_way == "cash"
        by_payment = not (values["is_free"] or values["is_cash"])
        if by_payment and not values["is_quote_over"]:
            values.update(self._errand_payment_values(order))
        return request.render("errand_website.review", values)

    @http.route(
        "/my/errands/<string:order_id>/requote",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_requote(self, order_id):
        """Give a draft whose price ran out a new one, to be confirmed."""
        common.count_use("quote", 60, 600)
        order = common.order_or_404(order_id)
        try:
            order._requote()
        except UserError as error:
            return self._errand_render_review(order, error=str(error))
        return request.redirect(f"/my/errands/{order.id}/review", code=303)

    @http.route(
        "/my/errands/<string:order_id>/place",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_place(self, order_id):
        """Place an errand that costs nothing now: free, or paid in cash."""
        order = common.order_or_404(order_id)
        try:
            is_free = order.currency_id.is_zero(order._amount_to_pay())
            if not is_free and order.payment_way != "cash":
                raise UserError(request.env._("This errand has to be paid first."))
            with request.env.cr.savepoint():
                order._place_for_customer()
        except UserError as error:
            return self._errand_render_review(order, error=str(error))
        return request.redirect(f"/my/errands/{order.id}", code=303)

    # === PAYMENT === #

    def _errand_providers(self, order, amount=None):
        """Return the providers that can take the amount, as superuser.

        :param amount: empty: what placing the order costs
        """
        return (
            request.env["payment.provider"]
            .sudo()
            ._get_compatible_providers(
                order.company_id.id,
                order.partner_id.id,
                order._amount_to_pay() if amount is None else amount,
                currency_id=order.currency_id.id,
            )
        )

    def _errand_payment_values(self, order, charge=None):
        """Return what Odoo's payment form needs.

        :param charge: what is paid; empty: placing the order
        """
        partner, currency = order.partner_id, order.currency_id
        amount = charge.amount_left if charge else order._amount_to_pay()
        page = f"/my/errands/{order.id}"
        providers_sudo = self._errand_providers(order, amount)
        methods = request.env["payment.method"].sudo()
        tokens = request.env["payment.token"].sudo()
        return {
            "amount": amount,
            "currency": currency,
            "partner_id": partner.id,
            "providers_sudo": providers_sudo,
            "payment_methods_sudo": methods._get_compatible_payment_methods(
                providers_sudo.ids, partner.id, currency_id=currency.id
            ),
            "tokens_sudo": tokens._get_available_tokens(providers_sudo.ids, partner.id),
            "show_tokenize_input_mapping": self._compute_show_tokenize_input_mapping(
                providers_sudo
            ),
            "transaction_route": f"{page}/pay/{charge.id}/transaction"
            if charge
            else f"{page}/transaction",
            "landing_route": page,
            "access_token": None,
        }

    @http.route(
        "/my/errands/<string:order_id>/transaction",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def errand_transaction(self, order_id, access_token=None, **kwargs):
        """Place the order, and begin its payment.

        What is paid is decided here: amount, currency, payer and landing page that a
        browser sends count for nothing.

        :raise UserError: it cannot be placed or paid; says why
        """
        common.count_use("pay", 60, 600)
        order = common.order_or_404(order_id)
        self._validate_transaction_kwargs(kwargs)
        order._check_payable()
        if kwargs.get("provider_id") not in self._errand_providers(order).ids:
            raise UserError(
                request.env._("This way to pay is not offered. Please choose another.")
            )
        order._place_for_customer()
        transaction_sudo = self._create_transaction(
            **{
                **kwargs,
                "amount": order._amount_to_pay(),
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "landing_route": f"/my/errands/{order.id}",
                "is_validation": False,
                "reference_prefix": order.name,
            },
            custom_create_values={
                "errand_order_id": order.id,
                "errand_charge_id": order._due_charge("order").id,
            },
        )
        return transaction_sudo._get_processing_values()
