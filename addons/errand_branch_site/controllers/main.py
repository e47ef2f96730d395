# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import http
from odoo.http import request

from odoo.addons.website.controllers.main import Website as WebsiteController

from ..engine.front_door import Visit, lead_to
from . import common


class Website(WebsiteController):
    """The front page of the main site leads to the visitor's branch (R2.6)."""

    @http.route()
    def index(self, **kwargs):
        """Override of ``website``: decided before Odoo looks for a cached page."""
        return self._errand_lead() or super().index(**kwargs)

    def _errand_lead(self):
        """Return the answer that leads to a branch's site, or None."""
        website = request.website
        branches = request.env["errand.branch"]
        sites = branches._sites_of(website.company_id.id)
        if not sites or website._errand_branch():
            return None
        asked, company = request.httprequest, website.company_id.sudo()
        here = common.place()
        visit = Visit(
            is_plain=asked.method == "GET" and not asked.args,
            is_anonymous=request.env.user._is_public(),
            is_robot=bool(request.env["ir.http"].is_a_bot()),
            cookie=request.cookies.get(common.COOKIE) or "",
            point=here.point if here else None,
        )
        site = lead_to(
            visit, sites, company.errand_site_manner, company.errand_site_reach_km
        )
        if not site:
            return None
        target = branches.sudo().browse(site.branch_id).website_id
        response = request.redirect(target._errand_url(), code=302, local=False)
        is_guess = not visit.cookie or visit.cookie != str(site.branch_id)
        common.keep_choice(response, site.branch_id, is_guess=is_guess)
        return common.no_store(response)
