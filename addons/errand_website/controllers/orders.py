# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The customer's own errands: the list, the live page, cancelling, rating, files."""

import json

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..forms.readers import TEXT_LIMIT, clean
from . import common

PAGE_SIZE = 12


class ErrandOrders(CustomerPortal):
    # === LIST === #

    def _prepare_home_portal_values(self, counters):
        """Override of ``portal``: how many errands there are."""
        values = super()._prepare_home_portal_values(counters)
        if "errand_count" in counters:
            orders_sudo = request.env["errand.order"].sudo()  # the customer's own
            values["errand_count"] = orders_sudo.search_count(self._errand_own_domain())
        return values

    def _errand_own_domain(self):
        return Domain("partner_id", "=", request.env.user.partner_id.id)

    def _errand_filters(self):
        open_states = ("placed", "in_progress")
        return {
            "all": {"label": request.env._("All"), "domain": Domain.TRUE},
            "open": {
                "label": request.env._("Open"),
                "domain": Domain("state", "in", open_states),
            },
            "draft": {
                "label": request.env._("Not placed"),
                "domain": Domain("state", "=", "draft"),
            },
            "done": {
                "label": request.env._("Delivered"),
                "domain": Domain("state", "=", "done"),
            },
            "ended": {
                "label": request.env._("Cancelled or failed"),
                "domain": Domain("state", "in", ("cancelled", "failed")),
            },
        }

    def _errand_sortings(self):
        return {
            "newest": {"label": request.env._("Newest"), "order": "id desc"},
            "oldest": {"label": request.env._("Oldest"), "order": "id"},
            "fee": {
                "label": request.env._("Highest fee"),
                "order": "fee desc, id desc",
            },
        }

    @http.route(
        ["/my/errands", "/my/errands/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def errand_list(self, page=1, filterby=None, sortby=None, search=None, **_kwargs):
        """List the customer's errands; what is not understood is left out."""
        filters, sortings = self._errand_filters(), self._errand_sortings()
        filterby = filterby if filterby in filters else "all"
        sortby = sortby if sortby in sortings else "newest"
        search = str(search or "").replace("\x00", "").strip()[:40]
        domain = self._errand_own_domain() & filters[filterby]["domain"]
        if search:
            domain &= Domain("name", "ilike", search)
        orders_sudo = request.env["errand.order"].sudo()  # the customer's own
        pager = portal_pager(
            url="/my/errands",
            url_args={"filterby": filterby, "sortby": sortby, "search": search},
            total=orders_sudo.search_count(domain),
            page=page,
            step=PAGE_SIZE,
        )
        orders = orders_sudo.search(
            domain,
            order=sortings[sortby]["order"],
            limit=PAGE_SIZE,
            offset=pager["offset"],
        )
        return request.render(
            "errand_website.order_list",
            {
                **self._prepare_portal_layout_values(),
                **common.clock(orders[:1].branch_id.tz),
                "orders": orders,
                "page_name": "errand",
                "pager": pager,
                "default_url": "/my/errands",
                "searchbar_filters": filters,
                "searchbar_sortings": sortings,
                "filterby": filterby,
                "sortby": sortby,
                "search": search,
            },
        )

    # === LIVE PAGE === #

    @http.route(
        "/my/errands/<string:order_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def errand_page(self, order_id, notice=None, **_kwargs):
        """Show how the errand goes (R0.9)."""
        order = common.order_or_404(order_id)
        if order.state == "draft":
            return request.redirect(f"/my/errands/{order.id}/review")
        return self._errand_render_order(order, notice=notice)

    def _errand_render_order(self, order, notice=None, error=None):
        notices = {
            "rated": request.env._("Thank you for your rating."),
            "cancelled": request.env._("Your errand is cancelled."),
            "code_sent": request.env._("The recipient gets the code by SMS."),
            "code_renewed": request.env._(
                "There is a new code. The recipient gets it by SMS."
            ),
            "returning": request.env._("Your errand is cancelled. It is brought back."),
            "replaced": request.env._("We look for another courier."),
            "invoice": request.env._("We will make your invoice soon."),
            "tipped": request.env._("Thank you. The courier gets all of it."),
            "answered": request.env._("We told the courier."),
            "closed": request.env._("There is nothing to pay here any more."),
            "again": request.env._(
                "Nothing was done, because you had to sign in. Please try again."
            ),
        }
        return request.render(
            "errand_website.order_page",
            {
                **self._errand_live_values(order),
                "page_name": "errand",
                "points": json.dumps(order._page_points()),
                "map_values": common.map_values(),
                "track": json.dumps(self._errand_track(order)),
                "track_url": f"/my/errands/{order.id}/track",
                "follow_url": self._errand_follow_url(order),
                "notice": notices.get(notice),
                "error": error,
            },
        )

    def _errand_live_values(self, order):
        return {
            **common.clock(order.branch_id.tz),
            "order": order,
            "page": order._customer_page(),
        }

    def _errand_follow_url(self, order):
        token = request.env["errand.public.link"]._token_for(order, "follow")
        return f"{request.website.get_base_url()}/t/{token}"

    @http.route(
        "/my/errands/<string:order_id>/live",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def errand_live(self, order_id):
        """Return the parts of the page that change."""
        order = common.order_or_404(order_id)
        response = request.render(
            "errand_website.order_live", self._errand_live_values(order)
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    @http.route(
        "/my/errands/<string:order_id>/track",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
        readonly=True,
    )
    def errand_track(self, order_id):
        """Return where the courier is and when they arrive, as JSON (R0.9)."""
        return common.private_json(self._errand_track(common.order_or_404(order_id)))

    def _errand_track(self, order):
        return order._track_page(common.clock(order.branch_id.tz)["hours"])

    # === ACTIONS === #

    @http.route(
        "/my/errands/<string:order_id>/rate",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_rate(self, order_id, stars=None, feedback=None, **_kwargs):
        """Rate the courier, again if the customer thinks better of it (R0.13)."""
        common.count_use("rate", 30, 600)
        order = common.order_or_404(order_id)
        try:
            with request.env.cr.savepoint():
                order._rate_courier(
                    int(stars) if stars in tuple("12345") else 0,
                    clean(feedback, TEXT_LIMIT),
                )
        except UserError as error:
            return self._errand_render_order(order, error=str(error))
        except ValueError:
            message = request.env._(
                "Please shorten this to %(limit)s characters.", limit=TEXT_LIMIT
            )
            return self._errand_render_order(order, error=message)
        return request.redirect(f"/my/errands/{order.id}?notice=rated", code=303)

    @http.route(
        "/my/errands/<string:order_id>/code/<any(send,renew):action>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def errand_code(self, order_id, action, **_kwargs):
        """Send the delivery code to the recipient, or make a new one (R0.11)."""
        order = common.order_or_404(order_id)
        try:
            with request.env.cr.savepoint():
                if action == "send":
                    order._customer_resend_code()
                else:
                    order._customer_renew_code()
        except UserError as error:
            return self._errand_render_order(order, error=str(error))
        notice = "code_sent" if action == "send" else "code_renewed"
        return request.redirect(f"/my/errands/{order.id}?notice={notice}", code=303)

    # === FILES === #

    @http.route(
        "/my/errands/<string:order_id>/file/<int:file_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def errand_file(self, order_id, file_id):
        """Give the customer back a file of their own order."""
        order = common.order_or_404(order_id)
        return common.own_file(order.attachment_ids, file_id)

    @http.route(
        "/my/errands/<string:order_id>/proof/<int:proof_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def errand_proof(self, order_id, proof_id):
        """Show the customer a photo or signature of their own order (R0.11)."""
        order = common.order_or_404(order_id)
        response = common.own_photo(order.task_ids.proof_ids, proof_id, "image")
        response.headers["Cache-Control"] = "private, no-store"
        return response
