# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from werkzeug.exceptions import NotFound, TooManyRequests

from odoo import fields, http
from odoo.http import request

from odoo.addons.errand_base.engine.geo import Point, distance_km
from odoo.addons.errand_base.tools.number import whole_number

from ..engine.front_door import OFF, choice_of, nearest
from . import common


class BranchController(http.Controller):
    """Choose a branch, be offered one, go to its site (R2.6)."""

    @http.route(
        "/errand/branches", type="http", auth="public", website=True, sitemap=True
    )
    def branches(self, **_kwargs):
        """Show the company's branches; the nearest first when we know where you are."""
        here = common.place()
        return common.no_store(
            request.render(
                "errand_branch_site.branches_page",
                {
                    "branches": self._sorted(here and here.point),
                    "here": here,
                    "here_text": here and self._here_text(here),
                    "choose_text": request.env._("Choose %s"),
                    "now": fields.Datetime.now(),
                    "current": request.website._errand_branch(),
                    "is_main": not request.website._errand_branch(),
                },
            )
        )

    @http.route(
        "/errand/branches/choose",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["POST"],
    )
    def choose(self, branch_id=None, **_kwargs):
        """Remember the choice and go to that site; without an id, to the main one.

        :raise NotFound: no branch of this company has that id and a site
        """
        website, branch = self._target(branch_id)
        url = website._errand_url()
        user = request.env.user
        handovers = request.env["errand.handover"]
        if website != request.website and handovers._is_fit(user, website):
            token = handovers._token_for(user, website, common.browser())
            url = f"{website._errand_url('/errand/arrive')}?token={token}"
        # A main site without an address of its own answers at the one in use.
        is_here = website == request.website and not website.domain
        response = request.redirect(url, code=303, local=is_here)
        common.keep_choice(response, branch.id)
        return common.no_store(response)

    @http.route(
        "/errand/branches/near",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET"],
    )
    def near(self, **_kwargs):
        """Answer the front page's script: the branch to offer, as JSON, or {}."""
        address = request.httprequest.remote_addr
        if not request.env["errand.rate.limit"]._is_allowed("near", address, 60, 60):
            raise TooManyRequests()
        return common.no_store(request.make_json_response(self._offer()))

    def _here_text(self, here):
        if not here.city:
            return request.env._("The nearest comes first.")
        return request.env._(
            "You seem to be in %s. The nearest comes first.", here.city
        )

    def _offer(self):
        """Return id and name of the branch to offer, and the visitor's city."""
        website = request.website
        company, here = website.company_id.sudo(), common.place()
        if not here or website._errand_branch() or company.errand_site_manner == OFF:
            return {}
        choice = choice_of(request.cookies.get(common.COOKIE))
        if request.env["ir.http"].is_a_bot() or (choice and not choice.is_guess):
            return {}
        branches = request.env["errand.branch"].sudo()  # what anyone may know
        site = nearest(
            branches._sites_of(company.id), here.point, company.errand_site_reach_km
        )
        if not site:
            return {}
        branch = branches.browse(site.branch_id)
        return {"branch_id": branch.id, "name": branch.name, "city": here.city}

    def _sorted(self, point):
        # Names, addresses and phones of branches are there for customers.
        branches = (
            request.env["errand.branch"]
            .sudo()
            .search([("company_id", "=", request.website.company_id.id)])
        )
        if point is None:
            return branches
        return branches.sorted(
            lambda branch: distance_km(Point(branch.latitude, branch.longitude), point)
        )

    def _target(self, branch_id):
        main_site = request.website._errand_main_site()
        branches = request.env["errand.branch"].sudo()  # as above
        if not branch_id:
            return main_site or request.website, branches
        branch = branches.browse(whole_number(branch_id)).exists()
        if (
            not branch.active
            or branch.company_id != request.website.company_id
            or not branch.website_id
        ):
            raise NotFound()
        return branch.website_id, branch
