# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What is paid after placing: tips, more goods money, debts; and the receipts."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_base.tools.number import whole_number
from odoo.addons.errand_base.tools.refusal import damaged

from ..forms.money import tip_of
from . import common
from .orders import ErrandOrders
from .post import KEY
from .review import ErrandReview

#: Actions a customer may take on these pages, in ten minutes.
ACTIONS, WINDOW = 60, 600


class ErrandCharges(ErrandReview, ErrandOrders):
    def _errand_charge(self, order, charge_id):
        """Return a charge of the order, as superuser.

        :raise NotFound: another order's, or none
        """
        number = whole_number(charge_id)
        charge = order.charge_ids.filtered(lambda line: line.id == number)
        if not charge:
            raise NotFound()
        return charge

    def _errand_back(self, order, notice):
        return request.redirect(f"/my/errands/{order.id}?notice={notice}", code=303)

    # === PAY === #

    @http.route(
        "/my/errands/<string:order_id>/pay",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def errand_pay_next(self, order_id):
        """Lead to the oldest of what this order still asks for online."""
        order = common.order_or_404(order_id)
        pages = [order._charge_page(charge) for charge in order.charge_ids]
        due = [page for page in pages if page["can_pay"] and not page["in_cash"]]
        if not due:
            return self._errand_back(order, "closed")
        return request.redirect(f"/my/errands/{order.id}/pay/{due[0]['id']}")

    @http.route(
        "/my/errands/<string:order_id>/pay/<string:charge_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def errand_pay(self, order_id, charge_id):
        """Show how to pay what was asked for after placing."""
        order = common.order_or_404(order_id)
        charge = self._errand_charge(order, charge_id)
        if charge.kind == "order":
            return request.redirect(f"/my/errands/{order.id}/review")
        page = order._charge_page(charge)
        if not page["can_pay"] or page["in_cash"]:
            return self._errand_back(order, "closed")
        return request.render(
            "errand_website.pay_charge",
            {
                "order": order,
                "charge": page,
                "page_name": "errand",
                **common.clock(order.branch_id.tz),
                **self._errand_payment_values(order, charge),
            },
        )

    @http.route(
        "/my/errands/<string:order_id>/pay/<string:charge_id>/transaction",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def errand_pay_transaction(self, order_id, charge_id, access_token=None, **kwargs):
        """Begin the payment of a charge; what is paid is decided here.

        :raise UserError: it cannot be paid (any more); says why
        """
        common.count_use("pay", ACTIONS, WINDOW)
        order = common.order_or_404(order_id)
        self._validate_transaction_kwargs(kwargs)
        order._lock_for_move(contest=False)
        charge = self._errand_charge(order, charge_id)
        if charge.kind == "order" or not charge._is_payable():
            raise UserError(
                request.env._("This is paid already, or not needed any more.")
            )
        if order._charge_page(charge)["in_cash"]:
            raise UserError(request.env._("This is paid in cash, at the door."))
        providers = self._errand_providers(order, charge.amount_left)
        if kwargs.get("provider_id") not in providers.ids:
            raise UserError(
                request.env._("This way to pay is not offered. Please choose another.")
            )
        transaction_sudo = self._create_transaction(
            **{
                **kwargs,
                "amount": charge.amount_left,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "landing_route": f"/my/errands/{order.id}",
                "is_validation": False,
                "reference_prefix": order.name,
            },
            custom_create_values={
                "errand_order_id": order.id,
                "errand_charge_id": charge.id,
            },
        )
        return transaction_sudo._get_processing_values()

    # === TIP === #

    @http.route(
        "/my/errands/<string:order_id>/tip",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_tip(self, order_id, key=None, **typed):
        """Raise the tip, upward only (R0.3): to be paid next, or in cash."""
        common.count_use("tip", ACTIONS, WINDOW)
        order = common.order_or_404(order_id)
        try:
            charge_id = self._errand_raise_tip(order, key, typed)
        except UserError as error:
            return self._errand_render_order(order, error=str(error))
        if charge_id:
            return request.redirect(f"/my/errands/{order.id}/pay/{charge_id}", code=303)
        return self._errand_back(order, "tipped")

    def _errand_raise_tip(self, order, key, typed):
        """Return the id of the charge to pay, False when cash pays it.

        :raise UserError: no amount, too high, too late
        """
        try:
            amount = tip_of(typed)
        except ValueError as error:
            raise UserError(request.env._("Please write an amount.")) from error
        if not key or not KEY.fullmatch(str(key)):
            raise damaged()
        with request.env.cr.savepoint():
            return request.env["errand.request"]._answer_once(
                order._posting_actor(),
                f"tip-{order.id}",
                key,
                amount,
                lambda: order._raise_tip(amount, key).id,
            )

    # === GOODS === #

    @http.route(
        "/my/errands/<string:order_id>/more/<string:charge_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_more(self, order_id, charge_id, answer=None, **_kwargs):
        """Answer the courier who asks for more goods money (R0.3)."""
        common.count_use("more", ACTIONS, WINDOW)
        order = common.order_or_404(order_id)
        charge = self._errand_charge(order, charge_id)
        try:
            if answer not in ("agreed", "declined"):
                raise damaged()
            with request.env.cr.savepoint():
                order._answer_more(charge, answer)
        except UserError as error:
            return self._errand_render_order(order, error=str(error))
        return self._errand_back(order, "answered")

    @http.route(
        "/my/errands/<string:order_id>/receipt/<int:purchase_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def errand_receipt(self, order_id, purchase_id):
        """Show the customer the photo of a receipt."""
        order = common.order_or_404(order_id)
        return common.own_photo(order.purchase_ids, purchase_id, "photo")
