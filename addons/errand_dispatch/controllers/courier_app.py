# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shell of the courier's web app: a page, its manifest, its service worker.

The phone keeps the shell to open without a network, so nothing in it belongs to one
person: who is signed in is asked for through ``/courier/state``.
"""

import hashlib
import json

from odoo import http
from odoo.http import request
from odoo.tools import config, file_open, hmac
from odoo.tools.json import scriptsafe

from odoo.addons.bus.websocket import WebsocketConnectionHandler
from odoo.addons.web.controllers.webclient import WebClient

BUNDLE = "errand_dispatch.assets_courier"
STATIC = "/errand_dispatch/static/img/courier"
LEAFLET = "/errand_base/static/lib/leaflet/leaflet"
SIGNATURE_PAD = "/web/static/lib/signature_pad/signature_pad.umd.js"
THEME_COLOUR = "#0b6e4f"
TILE_URL = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
TILE_ATTRIBUTION = (
    '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors'
)


class CourierAppController(http.Controller):
    @http.route("/courier", type="http", auth="user", methods=["GET"])
    def app(self):
        """Open the app; whoever is no courier yet is told so on its first screen."""
        lang = request.env.lang or request.env.user.lang or "en_US"
        response = request.render(
            "errand_dispatch.courier_app",
            {
                "html_lang": lang.replace("_", "-"),
                "debug": request.session.debug,
                "theme_colour": THEME_COLOUR,
                "session_info": scriptsafe.dumps(self._shell_info(lang)),
            },
        )
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    def _shell_info(self, lang):
        """Return what the page must know before it asks: nothing about a person."""
        # Settings are read for everybody who opens the app.
        parameters = request.env["ir.config_parameter"].sudo()
        sequence = request.env.registry.registry_sequence
        return {
            "registry_hash": hmac(request.env(su=True), "webclient-cache", sequence),
            "websocket_worker_version": WebsocketConnectionHandler._VERSION,
            "translationURL": "/courier/translations",
            "user_context": {"lang": lang},
            "test_mode": config["test_enable"],
            "errand_map": {
                "tile_url": parameters.get_param("errand.map_tile_url", TILE_URL),
                "attribution": parameters.get_param(
                    "errand.map_attribution", TILE_ATTRIBUTION
                ),
            },
        }

    @http.route(
        "/courier/translations",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
    )
    def translations(self, hash=None, lang=None):
        """Return the texts of this app alone, as the web client's own route does."""
        modules = ",".join(self._translated_modules())
        return WebClient().translations(hash=hash, mods=modules, lang=lang)

    def _translated_modules(self):
        """Return whose texts the bundle shows; all would be large on a phone."""
        return ["errand_dispatch", "bus"]

    @http.route(
        "/courier/manifest.webmanifest",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
    )
    def manifest(self):
        """Describe the app to phones that install it."""
        icons = [
            ("192x192", f"{STATIC}_192.png", "any"),
            ("512x512", f"{STATIC}_512.png", "any"),
            ("512x512", f"{STATIC}_maskable_512.png", "maskable"),
        ]
        body = {
            "id": "/courier",
            "name": self.env._("Errand Courier"),
            "short_name": self.env._("Courier"),
            "description": self.env._(
                "Grab errands near you and bring them to the door"
            ),
            "start_url": "/courier",
            "scope": "/courier",
            "display": "standalone",
            "orientation": "portrait",
            "background_color": "#f3f5f4",
            "theme_color": THEME_COLOUR,
            "icons": [
                {"src": url, "sizes": size, "type": "image/png", "purpose": purpose}
                for size, url, purpose in icons
            ],
        }
        return request.make_response(
            json.dumps(body), [("Content-Type", "application/manifest+json")]
        )

    @http.route(
        "/courier/service-worker.js",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
    )
    def service_worker(self):
        """Return the worker that opens the app offline, for this very bundle.

        A new bundle has a new address, so the worker's text changes and browsers take
        the new one.
        """
        bundle = request.env["ir.qweb"]._get_asset_links(BUNDLE)
        files = [
            *bundle,
            f"{LEAFLET}.js",
            f"{LEAFLET}.css",
            f"{STATIC}_192.png",
            SIGNATURE_PAD,
            "/web/static/src/libs/fontawesome/fonts/fontawesome-webfont.woff2?v=4.7.0",
        ]
        version = hashlib.sha256("\n".join(files).encode()).hexdigest()[:16]
        with file_open(
            "errand_dispatch/static/src/courier/service_worker.js"
        ) as source:
            body = source.read()
        settings = json.dumps({"version": version, "files": files})
        return request.make_response(
            f"self.COURIER_SHELL = {settings};\n{body}",
            [
                ("Content-Type", "text/javascript"),
                ("Service-Worker-Allowed", "/courier"),
                ("Cache-Control", "no-cache"),
            ],
        )
