# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The member's name, language and account page."""

from odoo import http
from odoo.http import request

from odoo.addons.errand_website.forms.readers import clean

from . import common

NAME_LIMIT = 100


class ErrandAccount(http.Controller):
    @http.route("/my/name", type="http", auth="user", website=True, methods=["GET"])
    def name(self, redirect=None, **_kwargs):
        """Ask what the member is called, and in which language."""
        return self._render_name(common.local_url(redirect))

    @http.route("/my/name", type="http", auth="user", website=True, methods=["POST"])
    def save_name(self, name=None, lang=None, redirect=None, **_kwargs):
        """Keep name and language."""
        common.count_use("member", common.FORMS, common.WINDOW)
        redirect = common.local_url(redirect)
        try:
            text = clean(name, NAME_LIMIT)
        except ValueError:
            text = ""
        if not text:
            error = request.env._("Please write a name of at most 100 characters.")
            return self._render_name(redirect, error)
        values = {"name": text}
        if lang in dict(self._langs()):
            values["lang"] = lang
        # Members have no rights on partners; these two values are their own.
        request.env.user.partner_id.sudo().write(values)
        return request.redirect(redirect or common.HOME, code=303)

    def _langs(self):
        return request.env["res.lang"].get_installed()

    def _render_name(self, redirect, error=None):
        user = request.env.user
        is_unnamed = (
            user.login.startswith("phone-")
            and user.name == request.env["errand.phone"]._first_name()
        )
        return request.render(
            "errand_member.name_page",
            {
                "page_name": "errand_name",
                "name": "" if is_unnamed else user.name,
                "langs": self._langs(),
                "lang_code": user.lang,
                "redirect": redirect,
                "error": error,
            },
            status=422 if error else 200,
        )
