# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""One installable app for both faces: its home, its manifest (R0.14)."""

import json

from odoo import http
from odoo.http import request

from odoo.addons.errand_dispatch.controllers.courier_app import (
    STATIC,
    THEME_COLOUR,
    CourierAppController,
)
from odoo.addons.errand_website.controllers.common import company

from . import common

JOIN = "/courier/join"


class ErrandApp(http.Controller):
    @http.route(
        common.HOME,
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def home(self, **_kwargs):
        """Show what one can do here, in large tiles: where the app opens."""
        user = request.env.user
        is_public = user._is_public()
        worker = request.env["errand.worker"]
        if not is_public:
            worker = worker._of_user(user)
        return common.private_page(
            "errand_member.home_page",
            {
                "is_public": is_public,
                "name": "" if is_public else user.name,
                "is_courier": bool(worker.is_courier and worker.active),
            },
        )

    @http.route(
        "/errand/app.webmanifest",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def manifest(self):
        """Describe the app to devices that install it: one for all of the site."""
        icons = [
            ("192x192", f"{STATIC}_192.png", "any"),
            ("512x512", f"{STATIC}_512.png", "any"),
            ("512x512", f"{STATIC}_maskable_512.png", "maskable"),
        ]
        shortcuts = [
            (request.env._("Post an errand"), "/errand"),
            (request.env._("My errands"), "/my/errands"),
            (request.env._("Take errands"), "/courier"),
        ]
        name = company().name
        lang = request.env.lang or "en_US"
        body = {
            "id": common.HOME,
            "name": name,
            "short_name": name[:12],
            "description": request.env._("Post errands, follow them, or take some"),
            "lang": lang.replace("_", "-"),
            "start_url": common.HOME,
            "scope": "/",
            "display": "standalone",
            "background_color": "#f3f5f4",
            "theme_color": THEME_COLOUR,
            "icons": [
                {"src": url, "sizes": size, "type": "image/png", "purpose": purpose}
                for size, url, purpose in icons
            ],
            "shortcuts": [{"name": label, "url": url} for label, url in shortcuts],
        }
        return request.make_response(
            json.dumps(body),
            [
                ("Content-Type", "application/manifest+json"),
                ("Cache-Control", "public, max-age=3600"),
            ],
        )


class ErrandCourierApp(CourierAppController):
    def _shell_info(self, lang):
        """Override of ``errand_dispatch``: the way to the customer's side."""
        return {
            **super()._shell_info(lang),
            "errand_home_url": common.HOME,
            "errand_join_url": JOIN,
        }
