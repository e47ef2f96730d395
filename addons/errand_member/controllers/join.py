# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Members apply to be couriers."""

from odoo import http
from odoo.http import request

from odoo.addons.errand_base.const import SERVICE_CLASSES
from odoo.addons.errand_website.controllers.common import company

from . import common
from .app import JOIN


class ErrandJoin(http.Controller):
    def _worker(self):
        return request.env["errand.worker"]._of_user(request.env.user)

    def _categories(self):
        return request.env["errand.category"]._offered_on(request.website)

    @http.route(JOIN, type="http", auth="user", website=True, methods=["GET"])
    def join(self, **_kwargs):
        """Show the form, or how the application stands."""
        return self._render_join()

    @http.route(JOIN, type="http", auth="user", website=True, methods=["POST"])
    def apply(self, service_class=None, **_kwargs):
        """Take an application; a second one is the first one."""
        common.count_use("member", common.FORMS, common.WINDOW)
        partner = request.env.user.partner_id
        if self._worker():
            return request.redirect(JOIN, code=303)
        if not partner._errand_phone():
            return request.redirect(common.with_redirect("/my/phone", JOIN), code=303)
        if service_class not in dict(SERVICE_CLASSES):
            return self._render_join(request.env._("Please choose one of these."))
        chosen = set(request.httprequest.form.getlist("category")[:100])
        categories = self._categories().filtered(
            lambda category: str(category.id) in chosen
        )
        request.env["errand.worker"]._apply_once(
            partner, company(), service_class, categories
        )
        return request.redirect(JOIN, code=303)

    def _render_join(self, error=None):
        worker = self._worker()
        fields = request.env["errand.worker"]._fields
        labels = fields["service_class"]._description_selection(request.env)
        return common.private_page(
            "errand_member.join_page",
            {
                "state": worker.verification if worker.active else "",
                "is_bound": bool(request.env.user.partner_id._errand_phone()),
                "classes": labels,
                "categories": self._categories(),
                "error": error,
            },
            status=422 if error else 200,
        )
