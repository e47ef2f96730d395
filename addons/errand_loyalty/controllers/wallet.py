# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The customer's wallet: what is in it, what happened, filling it."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_website.controllers import common
from odoo.addons.payment.controllers.portal import PaymentPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

PAGE_SIZE = 20
#: What one top-up may be, in the company's currency.
LEAST, MOST = 1, 5000
CHOICES = (20, 50, 100, 200)


class ErrandWallet(PaymentPortal):
    def _errand_wallet(self):
        company = common.company()
        return request.env.user.partner_id._errand_wallet(company)

    def _errand_top_up_amount(self, amount):
        """Return a typed amount as money.

        :raise UserError: not an amount within LEAST and MOST
        """
        currency = common.company().currency_id
        try:
            figure = float(str(amount))
        except ValueError:
            figure = 0.0
        if not LEAST <= figure <= MOST:  # also what is not a number
            raise UserError(
                request.env._(
                    "Please choose an amount between %(least)s and %(most)s.",
                    least=currency.format(LEAST),
                    most=currency.format(MOST),
                )
            )
        return currency.round(figure)

    @http.route(
        ["/my/wallet", "/my/wallet/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def wallet(self, page=1, amount=None, **_kwargs):
        """Show the balance and its history; with an amount, how to pay it in."""
        wallet = self._errand_wallet()
        history = request.env["loyalty.history"].sudo()  # the customer's own
        domain = [("card_id", "=", wallet.id)]
        pager = portal_pager(
            url="/my/wallet",
            total=history.search_count(domain),
            page=page,
            step=PAGE_SIZE,
        )
        values = {
            **common.clock("UTC"),
            "page_name": "errand_wallet",
            "wallet": wallet,
            "currency": common.company().currency_id,
            "rows": history.search(domain, limit=PAGE_SIZE, offset=pager["offset"]),
            "pager": pager,
            "choices": CHOICES,
            "top_up": None,
            "error": None,
        }
        if amount is not None:
            try:
                figure = self._errand_top_up_amount(amount)
                values.update(self._errand_top_up_values(figure))
            except UserError as error:
                values["error"] = str(error)
        return request.render("errand_loyalty.wallet", values)

    def _errand_top_up_providers(self, amount):
        company, partner = common.company(), request.env.user.partner_id
        return (
            request.env["payment.provider"]
            .sudo()
            ._get_compatible_providers(
                company.id, partner.id, amount, currency_id=company.currency_id.id
            )
        )

    def _errand_top_up_values(self, amount):
        """Return what Odoo's payment form needs."""
        company, partner = common.company(), request.env.user.partner_id
        providers_sudo = self._errand_top_up_providers(amount)
        methods = request.env["payment.method"].sudo()
        tokens = request.env["payment.token"].sudo()
        return {
            "top_up": amount,
            "amount": amount,
            "currency": company.currency_id,
            "partner_id": partner.id,
            "providers_sudo": providers_sudo,
            "payment_methods_sudo": methods._get_compatible_payment_methods(
                providers_sudo.ids, partner.id, currency_id=company.currency_id.id
            ),
            "tokens_sudo": tokens._get_available_tokens(providers_sudo.ids, partner.id),
            "show_tokenize_input_mapping": self._compute_show_tokenize_input_mapping(
                providers_sudo
            ),
            "transaction_route": f"/my/wallet/transaction/{amount:g}",
            "landing_route": "/my/wallet",
            "access_token": None,
        }

    @http.route(
        "/my/wallet/transaction/<string:top_up>",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def wallet_transaction(self, top_up, access_token=None, **kwargs):
        """Begin the payment of a top-up.

        :raise UserError: no such amount, or no such way to pay
        """
        common.count_use("pay", 60, 600)
        figure = self._errand_top_up_amount(top_up)
        self._validate_transaction_kwargs(kwargs)
        if kwargs.get("provider_id") not in self._errand_top_up_providers(figure).ids:
            raise UserError(
                request.env._("This way to pay is not offered. Please choose another.")
            )
        wallet = self._errand_wallet()
        transaction_sudo = self._create_transaction(
            **{
                **kwargs,
                "amount": figure,
                "currency_id": common.company().currency_id.id,
                "partner_id": wallet.partner_id.id,
                "landing_route": "/my/wallet",
                "is_validation": False,
                "reference_prefix": "WALLET",
            },
            custom_create_values={"errand_wallet_id": wallet.id},
        )
        return transaction_sudo._get_processing_values()
