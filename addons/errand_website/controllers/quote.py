# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What an errand would cost, while its form is filled in (R0.4)."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..forms.branch import read_branch
from ..forms.filled import amount_text
from ..forms.order_form import OrderForm
from ..forms.readers import ENDS, LINE_LIMIT
from . import common

#: Prices that a visitor may ask for in ten minutes: the form asks as one types.
QUOTES, WINDOW = 120, 600
#: What else than places a price depends on.
DETAILS = ("branch_id", "weight_kg", "when", "slot_date", "slot_from", "slot_until")


class ErrandQuote(http.Controller):
    @http.route("/errand/quote", type="jsonrpc", auth="public", website=True)
    def quote(
        self, category_id=None, points=None, details=None, service_class="professional"
    ):
        """Return the price of the professional class, or the fee that is suggested.

        :param points: dict of pickup and dropoff, each [latitude, longitude] as typed
        :param details: dict of DETAILS, as typed
        :return: id and html of the quote; or fee and hint of the ordinary class; or
            errors, a dict of messages by field
        """
        common.count_use("quote", QUOTES, WINDOW)
        category = common.offered_category(category_id)
        typed = {**self._typed_points(points), **self._typed_details(details)}
        form = OrderForm(category.env, common.company(), category, typed)
        for end in ENDS:
            if category[end] != "no":
                self._read_typed_point(form, end)
        read_branch(form)
        form._read_weight()
        if service_class not in category._priced_classes(form.company):
            form.errors["quote"] = request.env._("This class has no price here.")
        if form.errors:
            return {"errors": form.errors}
        if service_class == "ordinary":
            return self._suggested(form)
        form._offer_quote(expired=False)
        if not form.quote:
            return {"errors": form.errors}
        return {"id": form.quote.id, "html": common.quote_html(form.quote)}

    def _suggested(self, form):
        try:
            suggestion = form.suggest()
        except UserError as error:
            return {"errors": {"fee": str(error)}}
        currency = form.company.currency_id
        return {
            "fee": amount_text(suggestion.fee, currency),
            "hint": form.env["errand.fee.suggestion"]._text(currency, *suggestion),
        }

    def _typed_points(self, points):
        typed = {}
        for end in ENDS:
            pair = points.get(end) if isinstance(points, dict) else None
            if isinstance(pair, list) and len(pair) == 2:
                typed[f"{end}_latitude"], typed[f"{end}_longitude"] = (
                    str(number)[:LINE_LIMIT] for number in pair
                )
        return typed

    def _typed_details(self, details):
        if not isinstance(details, dict):
            return {}
        return {
            name: str(details[name])[:LINE_LIMIT]
            for name in DETAILS
            if isinstance(details.get(name), str | int | float)
        }

    def _read_typed_point(self, form, end):
        texts = {
            part: form._text(f"{end}_{part}") for part in ("latitude", "longitude")
        }
        if any(texts.values()) or form.category[end] == "required":
            form._read_point(end, texts)
