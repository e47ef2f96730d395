# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The page of what a person was told: customers, couriers and staff alike (R2.9)."""

from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.http import request
from odoo.tools import format_datetime

from odoo.addons.errand_base.tools.number import whole_number
from odoo.addons.errand_base.tools.pages import pages_below

from .common import count_use

HERE = "/my/notices"


page = pages_below(HERE)


class ErrandInboxPage(http.Controller):
    @page()
    def inbox(self, before="", **_kwargs):
        """Show a page of the signed-in person's notices, newest first."""
        inbox = request.env["errand.notice"]._inbox(whole_number(before) or None)
        for line in inbox["notices"]:
            moment = fields.Datetime.to_datetime(line["at"])
            line["when"] = format_datetime(request.env, moment, dt_format="short")
        values = {**inbox, "page_name": "errand_notices", "is_first": not before}
        response = request.render("errand_notice.inbox_page", values)
        response.headers["Cache-Control"] = "no-store"
        return response

    @page("/<string:notice_id>")
    def open_notice(self, notice_id, **_kwargs):
        """Open the page that a notice is about; it is read then.

        :raise NotFound: another's, or none: the answer is the same
        """
        count_use("notices_read")
        line = request.env["errand.notice"]._open_own(whole_number(notice_id))
        if not line:
            raise NotFound()
        return request.redirect(line["link"], code=303)

    @page("/read", "POST")
    def mark_read(self, **_kwargs):
        """Mark everything as read."""
        count_use("notices_read")
        request.env["errand.notice"]._mark_read()
        return request.redirect(HERE, code=303)
