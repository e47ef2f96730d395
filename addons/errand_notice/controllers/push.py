# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Web push: the service worker of the customer's pages, and who wants to be told."""

from odoo import http
from odoo.http import request
from odoo.tools import file_open

from odoo.addons.errand_base.tools.refusal import damaged

from .common import count_use

SHARED_FILE = "/errand_notice/static/src/push/push_worker.js"


class ErrandPush(http.Controller):
    @http.route(
        "/errand/service_worker.js",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        sitemap=False,
    )
    def service_worker(self):
        """Return the worker of the whole site: it shows pushes, and keeps no page
        but the one that says that there is no network.
        """
        with file_open("errand_notice/static/src/push/service_worker.js") as source:
            body = source.read()
        return request.make_response(
            body,
            [
                ("Content-Type", "text/javascript"),
                ("Service-Worker-Allowed", "/"),
                ("Cache-Control", "no-cache"),
            ],
        )

    @http.route(
        "/errand/offline",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        sitemap=False,
    )
    def offline(self):
        """Return the page that is shown without a network: nothing about a person."""
        lang = request.env.lang or "en_US"
        return request.render(
            "errand_notice.offline_page", {"html_lang": lang.replace("_", "-")}
        )

    @http.route("/errand/push/key", type="jsonrpc", auth="user")
    def key(self):
        """Return the public key with which a browser subscribes."""
        count_use("push")
        return {"key": request.env["errand.push.device"]._public_key()}

    @http.route("/errand/push/subscribe", type="jsonrpc", auth="user")
    def subscribe(self, endpoint=None, keys=None):
        """Tell the signed-in person on this device from now on."""
        count_use("push")
        request.env["errand.push.device"]._subscribe(endpoint, keys)
        return {"is_on": True}

    @http.route("/errand/push/unsubscribe", type="jsonrpc", auth="user")
    def unsubscribe(self, endpoint=None):
        """Tell nobody on this device any more."""
        count_use("push")
        if not isinstance(endpoint, str):
            raise damaged()
        request.env["errand.push.device"]._unsubscribe(endpoint)
        return {"is_on": False}
