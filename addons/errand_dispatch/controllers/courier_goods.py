# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The courier in the shop: what was bought, its receipt, and asking for more."""

import base64
import binascii

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools.mimetypes import guess_mimetype

from .courier import CourierController

#: A photo as the phone sends it: shrunk before, so this is plenty.
PHOTO_MAX_BYTES = 8 * 1024 * 1024
PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp")
NOTE_LIMIT = 200


class CourierGoodsController(CourierController):
    @http.route("/courier/bought", type="jsonrpc", auth="user")
    def bought(
        self, task_id, key, amount, photo=None, note="", corrects_id=None, at=None
    ):
        """Report what was paid in a shop, with the photo of its receipt (R0.3).

        :param photo: base64 of a picture; needed unless nothing was bought
        :param note: why nothing was bought
        :param corrects_id: id of the purchase that this one replaces
        """
        worker = self._worker()
        task = self._task(worker, task_id)
        amount = self._number(amount)
        photo = self._photo(photo)
        note = str(note or "").replace("\x00", "").strip()[:NOTE_LIMIT]
        corrects_id = self._whole(corrects_id) if corrects_id is not None else None

        def report():
            task._report_purchase(
                worker._actor(),
                key,
                amount,
                photo=photo,
                note=note,
                corrects_id=corrects_id,
                at=self._tapped_at(at),
            )
            return {"result": "ok"}

        payload = [task.id, amount, note, corrects_id, (photo or b"").decode()]
        answer = self._answer_once(worker, "bought", key, payload, report)
        return {**answer, "job": task._job_summary()}

    def _photo(self, text):
        """Return a sent picture as base64 bytes, None when there is none.

        :raise UserError: damaged, too large, or no picture
        """
        if not text:
            return None
        if not isinstance(text, str) or len(text) > PHOTO_MAX_BYTES * 4 // 3 + 4:
            raise UserError(request.env._("This photo is too large."))
        try:
            content = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise UserError(
                request.env._("This photo was damaged. Please take it again.")
            ) from error
        if guess_mimetype(content) not in PHOTO_TYPES:
            raise UserError(request.env._("Please take a photo: JPEG, PNG or WebP."))
        return base64.b64encode(content)

    @http.route("/courier/ask_more", type="jsonrpc", auth="user")
    def ask_more(self, task_id, key, amount):
        """Ask the customer to let the courier spend more than the cap (R0.3)."""
        worker = self._worker()
        task = self._task(worker, task_id)
        amount = self._number(amount)
        key = self._key(key)

        def ask():
            task._ask_for_more_goods(worker._actor(), key, amount)
            return {"result": "ok"}

        payload = [task.id, amount]
        answer = self._answer_once(worker, "ask_more", key, payload, ask)
        return {**answer, "job": task._job_summary()}

    @http.route(
        "/courier/receipt/<int:task_id>/<int:purchase_id>", type="http", auth="user"
    )
    def receipt(self, task_id, purchase_id):
        """Show the photo of a receipt to the courier of the errand."""
        task = self._task(self._worker(), task_id)
        purchase = task.order_id.purchase_ids.filtered(
            lambda line: line.id == purchase_id
        )
        if not purchase.photo:
            raise NotFound()
        return (
            request.env["ir.binary"]._get_stream_from(purchase, "photo").get_response()
        )
