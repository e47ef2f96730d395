# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import http
from odoo.exceptions import AccessDenied
from odoo.http import request

from ..models.res_users import CREDENTIAL
from . import common


class HandoverController(http.Controller):
    """A customer comes from another of our sites (R2.6)."""

    @http.route(
        "/errand/arrive",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET"],
    )
    def arrive(self, token="", **_kwargs):
        """Sign in whoever holds a good token, and show the front page.

        A bad or used token is no error: the visitor sees the page as a guest. Who is
        signed in here already stays who they are, so that nobody can be put into
        another's account by a link.
        """
        address = request.httprequest.remote_addr
        limits = request.env["errand.rate.limit"]
        if request.env.user._is_public() and limits._is_allowed(
            "arrive", address, 20, 60
        ):
            self._sign_in(token)
        response = request.redirect(request.website._errand_url(), code=303)
        response.headers["Referrer-Policy"] = "no-referrer"
        return common.no_store(response)

    def _sign_in(self, token):
        handovers = request.env["errand.handover"]
        user = handovers._user_of(token, request.website, common.browser())
        if not user:
            return
        credential = {"type": CREDENTIAL, "login": user.login, "token": token}
        try:
            request.session.authenticate(request.env, credential)
        except AccessDenied:
            return  # used by another request of the same moment
