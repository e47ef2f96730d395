# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Asking a branch for something that is no errand: anyone may, without an account."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import LazyTranslate

from odoo.addons.errand_base.exceptions import KeyReused

from ..forms.branch import branch_choices
from ..forms.enquiry_form import EnquiryForm
from . import common
from .post import form_key

_lt = LazyTranslate(__name__)

#: Enquiries that a visitor may send in an hour.
ENQUIRIES, WINDOW = 10, 3600
#: A field that people do not see: what fills it in is a program.
TRAP = "homepage"


class ErrandEnquiry(http.Controller):
    @http.route(
        "/enquiry",
        type="http",
        auth="public",
        website=True,
        sitemap=True,
        methods=["GET"],
        list_as_website_content=_lt("Ask a branch"),
    )
    def enquiry(self):
        """Show the empty form."""
        return self._render({})

    @http.route(
        "/enquiry",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["POST"],
    )
    def send(self, **_typed):
        """Make the enquiry a task of its branch, once, or say what is wrong (R2.1)."""
        typed = request.httprequest.form
        if typed.get(TRAP):
            return request.redirect("/enquiry/thanks", code=303)
        common.count_use("enquiry", ENQUIRIES, WINDOW)
        form = EnquiryForm(
            request.env(su=True), common.company(), self._category(), typed
        )
        if form.take() and self._write_once(form):
            return request.redirect("/enquiry/thanks", code=303)
        return self._render(form.typed, form.errors, status=422)

    @http.route(
        "/enquiry/thanks",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET"],
    )
    def thanks(self):
        """Say that it arrived."""
        return request.render("errand_website.enquiry_thanks")

    # === HELPERS === #

    def _category(self):
        """Return the category of enquiries, as superuser.

        :raise NotFound: switched off
        """
        category = request.env.ref(
            "errand_website.category_enquiry", raise_if_not_found=False
        )
        if not category or not category.sudo().active:
            raise request.not_found()
        return category.sudo()  # visitors have no rights on categories

    def _render(self, typed, errors=None, status=200):
        category, company = self._category(), common.company()
        choices = branch_choices(category, company)
        zone = choices[:1].tz or "UTC"
        user = request.env.user
        me = {} if user._is_public() else {"name": user.name, "email": user.email}
        return request.render(
            "errand_website.enquiry",
            {
                "typed": {**me, **typed.to_dict()} if errors else me,
                "errors": errors or {},
                "key": form_key(typed.get("key")),
                "branch_choices": choices,
                "trap": TRAP,
                **common.clock(zone),
            },
            status=status,
        )

    def _write_once(self, form):
        """Write the enquiry under the form's key; a second submit is the same one."""
        user = request.env.user
        # Without an account it is the visitor's: the contact says who asks.
        partner = user.partner_id
        orders = request.env["errand.order"]
        payload = sorted(
            (name, text)
            for name, text in form.typed.items(multi=True)
            if name not in ("csrf_token", "key")
        )
        try:
            with request.env.cr.savepoint():
                request.env["errand.request"]._answer_once(
                    orders._posting_actor(),
                    "enquiry",
                    form_key(form.typed.get("key")),
                    payload,
                    lambda: orders._create_enquiry(form, partner).id,
                )
        except KeyReused:
            form.errors["form"] = request.env._(
                "This form was sent already. Reload the page for another enquiry."
            )
            return False
        except UserError as error:
            form.errors["form"] = str(error)
            return False
        return True
