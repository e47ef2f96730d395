# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shell of the courier's web app: a page, its manifest, its service worker."""

from odoo import http
from odoo.http import request


class CourierAppController(http.Controller):
    @http.route("/courier", type="http", auth="user")
    def app(self):
        """Open the app; whoever is no courier yet is told so on its first screen."""
        return request.render("errand_dispatch.courier_app")
