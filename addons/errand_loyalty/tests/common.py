# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from odoo.addons.errand_account.tests.common import ErrandAccountCommon


class ErrandLoyaltyCommon(ErrandAccountCommon):
    """Customers with wallets, and coupons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wallet = cls.customer.partner_id._errand_wallet(cls.company)

    @classmethod
    def _fill_wallet(cls, amount):
        """Pay an amount into the customer's wallet, as the website does."""
        transaction = cls.env["payment.transaction"].create(
            {
                "provider_id": cls.provider.id,
                "payment_method_id": cls.payment_method.id,
                "amount": amount,
                "currency_id": cls.company.currency_id.id,
                "partner_id": cls.customer.partner_id.id,
                "operation": "online_redirect",
                "errand_wallet_id": cls.wallet.id,
                "reference": cls.env["payment.transaction"]._compute_reference(
                    "none", errand_wallet_id=cls.wallet.id
                ),
            }
        )
        transaction._set_done()
        transaction._post_process()
        return transaction

    @classmethod
    def _create_promotion(cls, code="LAKE3", discount=3.0, mode="per_order", **values):
        """Return a program whose code takes something off the fee."""
        return cls.env["loyalty.program"].create(
            {
                "name": "Lake days",
                "program_type": "promo_code",
                "company_id": cls.company.id,
                "currency_id": cls.company.currency_id.id,
                "rule_ids": [Command.create({"code": code, "mode": "with_code"})],
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount": discount,
                            "discount_mode": mode,
                        }
                    )
                ],
                **values,
            }
        )

    @classmethod
    def _create_card(cls, code="CARD-1", **values):
        """Return a coupon that can be used once."""
        program = cls._create_promotion(code="UNUSED")
        program.program_type = "coupons"
        cards = cls.env["loyalty.card"].with_context(loyalty_no_mail=True)
        return cards.create(
            {"program_id": program.id, "code": code, "points": 1, **values}
        )

    def _drafted(self, code=None, wallet=False, **values):
        """Return a draft that coupon and wallet will pay."""
        order = self._create_order(**values)
        if code:
            order._set_coupon(code)
        order._want_wallet(wallet)
        return order

    def _pay_rest(self, order):
        """Pay online what is left of a placed order."""
        payment = self._create_transaction(order)
        payment._post_process()
        return payment
