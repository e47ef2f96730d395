# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Routes of a page for whoever is signed in, and of what lies below it."""

from odoo import http


def pages_below(here):
    """Return the decorator ``page(address, method)`` of routes below ``here``."""

    def page(address="", method="GET"):
        return http.route(
            f"{here}{address}",
            type="http",
            auth="user",
            website=True,
            methods=[method],
            sitemap=False,
        )

    return page
