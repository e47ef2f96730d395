# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Offers on the courier's phone: shown, accepted, declined; and work that was given."""

from odoo import http
from odoo.http import request

from odoo.addons.errand_base.tools.refusal import damaged

from .courier import CourierController

#: No phone shows more offers at once.
OFFERS_AT_ONCE = 50


class CourierOffersController(CourierController):
    @http.route("/courier/offers", type="jsonrpc", auth="user", readonly=True)
    def offers(self):
        """Return what the courier may accept now, what expires first first (R0.7)."""
        worker = self._worker()
        return {"offers": worker.env["errand.offer"]._cards_of(worker)}

    @http.route("/courier/offers/shown", type="jsonrpc", auth="user")
    def offers_shown(self, offer_ids):
        """Note that the phone shows these offers: only then they count as told."""
        worker = self._worker()
        if not isinstance(offer_ids, list) or len(offer_ids) > OFFERS_AT_ONCE:
            raise damaged()
        ids = [self._whole(offer_id) for offer_id in offer_ids]
        self._own_offers(worker, ids)._show(worker)
        return {"result": "ok"}

    @http.route("/courier/offer/accept", type="jsonrpc", auth="user")
    def offer_accept(self, offer_id, key):
        """Accept an offer: result is won, lost, busy (try again) or refused (R0.8)."""
        worker = self._worker()
        offer = self._own_offers(worker, [self._whole(offer_id)])
        if not offer:
            return {
                "result": "lost",
                "message": request.env._("This offer is not open any more."),
            }
        return offer.task_id._grab(worker, self._key(key))

    @http.route("/courier/offer/decline", type="jsonrpc", auth="user")
    def offer_decline(self, offer_id):
        """Decline an offer; said twice, it is the same."""
        worker = self._worker()
        self._own_offers(worker, [self._whole(offer_id)])._decline(worker)
        return {"result": "ok"}

    @http.route("/courier/job/accept", type="jsonrpc", auth="user")
    def job_accept(self, task_id):
        """Say that the courier does what they were given (R2.2)."""
        worker = self._worker()
        task = self._task(worker, task_id)
        task._accept_given(worker)
        return {"result": "ok", "job": task._job_summary()}

    def _own_offers(self, worker, ids):
        """Return those of these offers that were made to this courier."""
        return worker.env["errand.offer"].search(
            [("id", "in", ids), ("worker_id", "=", worker.id)]
        )
