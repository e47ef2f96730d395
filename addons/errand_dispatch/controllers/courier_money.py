# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A courier's own money: statement, payouts. Every answer is a whitelist."""

from datetime import date

from werkzeug.exceptions import NotFound, TooManyRequests

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_base.tools.refusal import damaged
from odoo.addons.errand_payout.report.statement_sheet import XLSX_TYPE, statement_sheet

from .courier import CourierController

PAGE_SIZE = 30
TEXT_LIMIT = 100
PDF_TYPE = "application/pdf"


class CourierMoneyController(CourierController):
    # === SHAPES === #

    def _day(self, text):
        """Return a date, None for none.

        :raise UserError: not a date
        """
        if text in (None, ""):
            return None
        try:
            return date.fromisoformat(text)
        except (TypeError, ValueError) as error:
            raise UserError(request.env._("This is not a date.")) from error

    def _period(self, since, until):
        start, end = self._day(since), self._day(until)
        if start and end and start > end:
            raise UserError(request.env._("The period ends before it begins."))
        return start, end

    def _text(self, value):
        if not isinstance(value, str) or len(value) > TEXT_LIMIT:
            raise damaged()
        return value.replace("\x00", "")

    def _money_allowed(self, worker, action):
        limits = request.env["errand.rate.limit"]
        return limits._is_allowed(f"courier.{action}", str(worker.id), 30, 600)

    # === STATEMENT === #

    @http.route("/courier/money", type="jsonrpc", auth="user", readonly=True)
    def money(self):
        """Return what the courier has, and how their payouts stand."""
        worker = self._worker()
        return worker._payout_state(worker)

    @http.route("/courier/statement", type="jsonrpc", auth="user", readonly=True)
    def statement(self, since=None, until=None, page=1):
        """Return one page of the courier's entries, newest first (R0.12)."""
        worker = self._worker()
        offset = (min(self._whole(page), 10**6) - 1) * PAGE_SIZE
        statement = worker._statement(
            *self._period(since, until), offset=offset, limit=PAGE_SIZE
        )
        if offset and not statement["lines"]:
            return {**statement, "has_more": False}
        iso = worker.env["errand.task"]._iso
        return {
            **statement,
            "lines": [
                {**line, "at": iso(line["at"].replace(microsecond=0))}
                for line in statement["lines"]
            ],
            "has_more": offset + PAGE_SIZE < statement["total"],
        }

    @http.route(
        "/courier/statement.<string:kind>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def statement_file(self, kind, since=None, until=None):
        """Give the courier their statement as PDF or spreadsheet."""
        try:
            worker = self._worker()
            period = self._period(since, until)
        except UserError:
            raise NotFound() from None
        if kind not in ("pdf", "xlsx"):
            raise NotFound()
        if not self._money_allowed(worker, "statement"):
            raise TooManyRequests()
        content = (
            self._pdf(worker, *period)
            if kind == "pdf"
            else statement_sheet(worker, *period)
        )
        return request.make_response(
            content,
            [
                ("Content-Type", PDF_TYPE if kind == "pdf" else XLSX_TYPE),
                (
                    "Content-Disposition",
                    http.content_disposition(f"statement.{kind}"),
                ),
                ("Cache-Control", "no-store"),
            ],
        )

    def _pdf(self, worker, since, until):
        # Portal logins have no rights on reports; this one is about themselves.
        report = request.env["ir.actions.report"].sudo()
        content, _type = report._render_qweb_pdf(
            "errand_payout.statement",
            worker.ids,
            data={
                "since": since.isoformat() if since else "",
                "until": until.isoformat() if until else "",
            },
        )
        return content

    # === PAYOUT === #

    @http.route("/courier/payout", type="jsonrpc", auth="user")
    def payout(self, amount, key, way=None, holder=None, account=None, payee_id=None):
        """Ask for a payout, to a new account or to the one asked with before (R0.12).

        :return: as ``/courier/money``
        """
        worker = self._worker()
        worker._check_may_carry()
        amount = self._number(amount)
        if not self._money_allowed(worker, "payout"):
            raise UserError(
                request.env._("Too many requests. Please wait a few minutes.")
            )
        if payee_id:
            words = (self._whole(payee_id),)
        else:
            words = tuple(self._text(word) for word in (way, holder, account))

        def ask():
            payees = worker.env["errand.payee"]
            if payee_id:
                payee = payees.browse(words).exists()
                if payee.worker_id != worker:
                    raise damaged()
            else:
                payee = payees._of(worker, *words)
            return worker.env["errand.payout"]._request(worker, amount, payee, key).id

        self._answer_once(worker, "payout", key, [amount, *words], ask)
        return worker._payout_state(worker)

    @http.route("/courier/payout/cancel", type="jsonrpc", auth="user")
    def payout_cancel(self, payout_id, key):
        """Take back a request that was not approved yet.

        :return: as ``/courier/money``
        """
        worker = self._worker()
        payout = worker.env["errand.payout"].browse(self._whole(payout_id)).exists()
        if payout.worker_id != worker:
            raise damaged()
        payout._move_to("cancelled", actor=worker._actor(), key=self._key(key))
        return worker._payout_state(worker)
