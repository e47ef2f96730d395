# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The customer asks for an invoice of a delivered errand, and gets it as PDF."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import single_email_re

from odoo.addons.errand_books.models.errand_invoice_request import LIMITS

from ..forms.readers import clean
from . import common
from .orders import ErrandOrders


class ErrandInvoice(ErrandOrders):
    @http.route(
        "/my/errands/<string:order_id>/invoice",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_invoice(self, order_id, kind=None, **typed):
        """Note what the customer wants on the invoice (R0.12)."""
        common.count_use("invoice", 20, 600)
        order = common.order_or_404(order_id)
        try:
            texts = {
                name: clean(typed.get(name), limit) for name, limit in LIMITS.items()
            }
        except ValueError:
            return self._errand_render_order(
                order, error=request.env._("Please shorten the texts of the invoice.")
            )
        if texts["email"] and not single_email_re.match(texts["email"]):
            return self._errand_render_order(
                order, error=request.env._("Please check the e-mail address.")
            )
        try:
            with request.env.cr.savepoint():
                request.env["errand.invoice.request"]._request(
                    order, kind == "company", **texts
                )
        except UserError as error:
            return self._errand_render_order(order, error=str(error))
        return request.redirect(f"/my/errands/{order.id}?notice=invoice", code=303)

    @http.route(
        "/my/errands/<string:order_id>/invoice.pdf",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def errand_invoice_pdf(self, order_id):
        """Give the customer the invoice of their own order."""
        common.count_use("invoice-pdf", 30, 600)
        order = common.order_or_404(order_id)
        invoice = order.invoice_request_ids.move_id
        if invoice.state != "posted":
            raise NotFound()
        # Portal logins have no rights on reports; this one is about their order.
        report = request.env["ir.actions.report"].sudo()
        content, _type = report._render_qweb_pdf(
            "account.account_invoices", invoice.ids
        )
        return request.make_response(
            content,
            [
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", http.content_disposition("invoice.pdf")),
                ("Cache-Control", "no-store"),
            ],
        )
