# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The member's own phone, and the page that asks who it is."""

from odoo import http
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

from . import common


class ErrandMyPhone(http.Controller):
    # === PHONE === #

    @http.route("/my/phone", type="http", auth="user", website=True, methods=["GET"])
    def phone(self, redirect=None, **_kwargs):
        """Show the bound phone; bind or change it (R1.1)."""
        redirect = common.local_url(redirect)
        if common.needs_confirmation():
            return self._ask_who(common.with_redirect("/my/phone", redirect))
        return self._render_phone(redirect)

    @http.route("/my/phone", type="http", auth="user", website=True, methods=["POST"])
    def send(self, number=None, country=None, redirect=None, **_kwargs):
        """Send a code to the number that is to be bound."""
        redirect = common.local_url(redirect)
        if common.needs_confirmation():
            return self._ask_who(common.with_redirect("/my/phone", redirect))
        try:
            common.ask("bind", common.read_number(number, country), redirect)
        except UserError as error:
            return self._render_phone(redirect, number, country, str(error))
        return request.redirect("/my/phone/code", code=303)

    @http.route(
        "/my/phone/code", type="http", auth="user", website=True, methods=["GET"]
    )
    def code(self, **_kwargs):
        """Ask for the code."""
        if not common.waiting("bind"):
            return request.redirect("/my/phone")
        return self._render_code()

    @http.route(
        "/my/phone/again", type="http", auth="user", website=True, methods=["POST"]
    )
    def again(self, **_kwargs):
        """Send another code."""
        error = common.waiting("bind") and common.ask_again("bind")
        if error:
            return self._render_code(error)
        return request.redirect("/my/phone/code", code=303)

    @http.route(
        "/my/phone/code", type="http", auth="user", website=True, methods=["POST"]
    )
    def bind(self, code=None, **_kwargs):
        """Bind the number whose code is right, and lead back."""
        state = common.waiting("bind")
        if not state or common.needs_confirmation():
            return request.redirect("/my/phone", code=303)
        number, error = common.try_code("bind", code)
        if error:
            return self._render_code(error)
        partner = request.env.user.partner_id
        try:
            request.env["errand.phone"]._bind_once(partner, number)
        except UserError as refusal:
            return self._render_phone(state["redirect"], error=str(refusal))
        common.confirm()
        return request.redirect(state["redirect"] or common.HOME, code=303)

    def _render_phone(self, redirect, number="", country=None, error=None):
        phone = request.env.user.partner_id._errand_phone()
        values = {
            "page_name": "errand_phone",
            "masked": phone.phone_masked,
            "redirect": redirect,
        }
        return common.number_page(
            "errand_member.my_phone_page", values, number, country, error
        )

    def _render_code(self, error=None):
        return common.code_page("bind", "/my/phone", error)

    # === WHO IT IS === #

    def _ask_who(self, redirect):
        return request.redirect(common.with_redirect("/my/confirm", redirect), code=303)

    @http.route("/my/confirm", type="http", auth="user", website=True, methods=["GET"])
    def who(self, redirect=None, **_kwargs):
        """Ask for what protects the account: its password, or a code by SMS."""
        redirect = common.local_url(redirect)
        if not common.needs_confirmation():
            return request.redirect(redirect or common.HOME)
        return self._render_who(redirect)

    @http.route("/my/confirm", type="http", auth="user", website=True, methods=["POST"])
    def confirm(self, password=None, code=None, redirect=None, **_kwargs):
        """Take the password, or the code."""
        redirect = common.local_url(redirect)
        if password is not None:
            common.count_use("member", common.FORMS, common.WINDOW)
            error = self._check_password(str(password)[:4096])
        elif common.waiting("confirm"):
            _number, error = common.try_code("confirm", code)
        else:
            error = request.env._("Please ask for a code first.")
        if error:
            return self._render_who(redirect, error)
        common.confirm()
        return request.redirect(redirect or common.HOME, code=303)

    @http.route(
        "/my/confirm/send", type="http", auth="user", website=True, methods=["POST"]
    )
    def send_confirm(self, redirect=None, **_kwargs):
        """Send a code to the bound phone."""
        redirect = common.local_url(redirect)
        phone = request.env.user.partner_id._errand_phone()
        if not phone:
            return self._ask_who(redirect)
        try:
            common.ask("confirm", phone._decrypted_phone(), redirect)
        except UserError as error:
            return self._render_who(redirect, str(error))
        return self._ask_who(redirect)

    def _check_password(self, password):
        """Return what is wrong with a password, None when it is right."""
        user = request.env.user
        credential = {"type": "password", "login": user.login, "password": password}
        try:
            with user._assert_can_auth(user=user.id):
                user._check_credentials(credential, {"interactive": True})
        except AccessDenied:
            return request.env._("This is not your password.")
        return None

    def _render_who(self, redirect, error=None):
        phone = request.env.user.partner_id._errand_phone()
        has_code = bool(common.waiting("confirm"))
        values = common.code_values("confirm") if has_code else {"wait_seconds": 0}
        return common.private_page(
            "errand_member.confirm_page",
            {
                **values,
                "page_name": "errand_confirm",
                "has_code": has_code,
                "has_password": request.env.user._errand_has_password(),
                "masked": phone.phone_masked,
                "redirect": redirect,
                "error": error,
            },
            status=422 if error else 200,
        )
