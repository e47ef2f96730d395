# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A member's own data: a copy to download, and erasure."""

from werkzeug.exceptions import NotFound

from odoo import SUPERUSER_ID, http
from odoo.http import content_disposition, request

from . import common

HERE = "/my/data"
COPIES, DAY = 3, 86400


class ErrandMyData(http.Controller):
    @http.route(HERE, type="http", auth="user", website=True, methods=["GET"])
    def data(self, **_kwargs):
        """Show the copies that are there, and what erasure means."""
        return self._render_data()

    @http.route(
        f"{HERE}/copy", type="http", auth="user", website=True, methods=["POST"]
    )
    def make_copy(self, **_kwargs):
        """Let a copy be made."""
        if common.needs_confirmation():
            return self._ask_who(HERE)
        limits = request.env["errand.rate.limit"]
        if not limits._is_allowed("member.copy", request.env.uid, COPIES, DAY):
            return self._render_data(
                request.env._("You can ask for three copies a day.")
            )
        request.env["errand.export"]._order_for(request.env.user)
        return request.redirect(HERE, code=303)

    @http.route(
        f"{HERE}/copy/<string:export_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def download(self, export_id, **_kwargs):
        """Hand out a copy to whoever asked for it, as long as it is kept."""
        export = (
            request.env["errand.export"]
            ._of(request.env.user)
            .filtered(lambda export: str(export.id) == export_id and export.made_at)
        )
        if not export:
            raise NotFound()
        if common.needs_confirmation():
            return self._ask_who(HERE)
        return request.make_response(
            export._open(),
            [
                ("Content-Type", "application/zip"),
                ("Content-Disposition", content_disposition("my-data.zip")),
                ("Cache-Control", "no-store"),
            ],
        )

    @http.route(f"{HERE}/erase", type="http", auth="user", website=True)
    def erase(self, sure=None, **_kwargs):
        """Erase the account, when it is confirmed and nothing stands in the way."""
        if common.needs_confirmation():
            return self._ask_who(f"{HERE}/erase")
        partner = request.env.user.partner_id
        if request.httprequest.method != "POST" or sure != "yes":
            return self._render_erase(partner._erasure_obstacles())
        common.count_use("member", common.FORMS, common.WINDOW)
        partner._lock_for_erasure()
        obstacles = partner._erasure_obstacles()
        if obstacles:
            return self._render_erase(obstacles)
        # Members may not write what is erased, and nobody may close their own login.
        partner.with_user(SUPERUSER_ID)._errand_erase()
        request.env.flush_all()
        request.session.logout(keep_db=True)
        return request.redirect("/errand/erased", code=303)

    @http.route(
        "/errand/erased",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def erased(self, **_kwargs):
        """Say that it is done."""
        return request.render("errand_member.erased_page", {})

    def _ask_who(self, redirect):
        return request.redirect(common.with_redirect("/my/confirm", redirect), code=303)

    def _render_data(self, error=None):
        exports = request.env["errand.export"]._of(request.env.user)
        return common.private_page(
            "errand_member.data_page",
            {"page_name": "errand_data", "exports": exports, "error": error},
            status=422 if error else 200,
        )

    def _render_erase(self, obstacles):
        return common.private_page(
            "errand_member.erase_page",
            {"page_name": "errand_data", "obstacles": obstacles},
        )
