# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The recipient's page: whoever holds the link may follow, nobody else."""

import json

from odoo import http
from odoo.http import request

from . import common

#: Wrong links from one address before it has to wait.
GUESSES, WINDOW = 20, 600


class ErrandFollow(http.Controller):
    @http.route(
        "/t/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def follow(self, token):
        """Show the recipient where their errand is (R0.9)."""
        return self._render_followed(token, "errand_website.follow_page")

    @http.route(
        "/t/<string:token>/live",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def live(self, token):
        """Return the parts of the page that change."""
        return self._render_followed(token, "errand_website.follow_live")

    @http.route(
        "/t/<string:token>/track",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def track(self, token):
        """Return where the courier is and when they arrive, as JSON (R0.9)."""
        order = request.env["errand.public.link"]._order_of(token, "follow")
        if not order:
            return self._refuse()
        return self._keep_private(common.private_json(self._track(order)))

    def _track(self, order):
        hours = common.clock(order.branch_id.tz)["hours"]
        return order._track_page(hours, for_recipient=True)

    def _render_followed(self, token, template):
        # Only wrong links are counted: a token cannot be guessed, and a page that is
        # kept open must never be locked out.
        link = request.env["errand.public.link"]._of_token(token, "follow")
        if not link:
            return self._refuse()
        response = request.render(template, self._follow_values(link, token))
        return self._keep_private(response)

    def _follow_values(self, link, token):
        """Return what the recipient's templates show. Modules add their own parts."""
        order = link.order_id
        page = order._follow_page()
        dropoff = page["dropoff"]
        return {
            **common.clock(order.branch_id.tz),
            "page": page,
            "token": token,
            "track": json.dumps(self._track(order)),
            "track_url": f"/t/{token}/track",
            "points": json.dumps(
                [{**dropoff, "kind": "dropoff", "label": dropoff["address"]}]
                if dropoff
                else []
            ),
            "map_values": common.map_values(),
        }

    def _refuse(self):
        """Answer a wrong or expired link; guessing is slowed down."""
        if common.is_allowed("follow", GUESSES, WINDOW):
            response = request.render("errand_website.follow_unknown", {}, status=404)
        else:
            response = request.render("errand_website.follow_limited", {}, status=429)
            response.headers["Retry-After"] = str(WINDOW)
        return self._keep_private(response)

    def _keep_private(self, response):
        """Keep the link out of caches, search engines and other sites' logs."""
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "same-origin"
        return response
