# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Sign in, or up, with a phone: a number, a code, and back to where one was (R1.1)."""

from odoo import http
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

from odoo.addons.web.controllers.home import Home

from ..models.res_users import CREDENTIAL
from . import common

PURPOSE = "sign_in"


class ErrandSignIn(Home):
    @http.route(
        "/errand/phone",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def phone(self, redirect=None, **_kwargs):
        """Ask for a number; whoever is signed in goes on."""
        redirect = common.local_url(redirect)
        if not request.env.user._is_public():
            return request.redirect(redirect or common.HOME)
        return self._render_number(redirect)

    @http.route(
        "/errand/phone",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def send(self, number=None, country=None, redirect=None, **_kwargs):
        """Send a code. Known and new numbers get the same answer."""
        redirect = common.local_url(redirect)
        if not request.env.user._is_public():
            return request.redirect(redirect or common.HOME)
        try:
            common.ask(PURPOSE, common.read_number(number, country), redirect)
        except UserError as error:
            return self._render_number(redirect, number, country, str(error))
        return request.redirect("/errand/phone/code", code=303)

    @http.route(
        "/errand/phone/code",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def code(self, **_kwargs):
        """Ask for the code."""
        if not common.waiting(PURPOSE):
            return request.redirect("/errand/phone")
        return self._render_code()

    @http.route(
        "/errand/phone/again",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def again(self, **_kwargs):
        """Send another code to the same number."""
        if not common.waiting(PURPOSE):
            return request.redirect("/errand/phone", code=303)
        error = common.ask_again(PURPOSE)
        if error:
            return self._render_code(error)
        return request.redirect("/errand/phone/code", code=303)

    @http.route(
        "/errand/phone/code",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def enter(self, code=None, **_kwargs):
        """Sign in whoever types the right code; a new number gets its account."""
        state = common.waiting(PURPOSE)
        if not state:
            return request.redirect("/errand/phone", code=303)
        number, error = common.try_code(PURPOSE, code)
        if error:
            return self._render_code(error)
        try:
            return self._enter(number, state)
        except (AccessDenied, UserError) as refusal:
            return self._render_number(state["redirect"], error=str(refusal))

    def _enter(self, number, state):
        """Open the account of a proven number.

        :raise UserError: there is none, and none is made
        :raise AccessDenied: it is not opened with a code
        """
        login, is_new = request.env["errand.phone"]._account_of(number)
        # The account was written by a transaction that this one does not see yet.
        request.env.cr.commit()  # pylint: disable=invalid-commit
        credential = {"type": CREDENTIAL, "login": login, "code_id": state["id"]}
        auth_info = request.session.authenticate(request.env, credential)
        if request.session.uid:
            common.confirm()
        redirect = state["redirect"]
        if is_new:
            redirect = common.with_redirect("/my/name", redirect)
        return request.redirect(
            self._login_redirect(auth_info["uid"], redirect=redirect or common.HOME),
            code=303,
        )

    # === PAGES === #

    def _render_number(self, redirect, number="", country=None, error=None):
        values = {
            "redirect": redirect,
            "usual_url": common.with_redirect("/web/login", redirect),
        }
        return common.number_page(
            "errand_member.number_page", values, number, country, error
        )

    def _render_code(self, error=None):
        return common.code_page(PURPOSE, "/errand/phone", error)
