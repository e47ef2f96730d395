# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.http import request

from ..report.statement_sheet import XLSX_TYPE, statement_sheet


class StatementController(http.Controller):
    @http.route(
        "/errand/statement/<int:worker_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def sheet(self, worker_id, since=None, until=None):
        """Give finance a courier's statement as a spreadsheet."""
        request.env["errand.payout"].check_access("read")
        worker = request.env["errand.worker"].search([("id", "=", worker_id)])
        try:
            period = [fields.Date.to_date(day or None) for day in (since, until)]
        except ValueError:
            raise NotFound() from None
        if not worker:
            raise NotFound()
        return request.make_response(
            statement_sheet(worker, *period),
            [
                ("Content-Type", XLSX_TYPE),
                ("Content-Disposition", http.content_disposition("statement.xlsx")),
                ("Cache-Control", "no-store"),
            ],
        )
