# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The signed-in person's own notices, for pages and apps."""

from odoo import http
from odoo.http import request

from odoo.addons.errand_base.tools.number import is_id
from odoo.addons.errand_base.tools.refusal import damaged

from .common import count_use

#: How many notices are marked in one request.
IDS_LIMIT = 200


class ErrandInbox(http.Controller):
    @http.route("/errand/notices", type="jsonrpc", auth="user", readonly=True)
    def notices(self, before=None):
        """Return a page of the person's notices; see ``errand.notice._inbox``."""
        if before is not None and not is_id(before):
            raise damaged()
        return request.env["errand.notice"]._inbox(before)

    @http.route("/errand/notices/read", type="jsonrpc", auth="user")
    def mark_read(self, ids=None):
        """Mark some of the person's notices as read, all without ids."""
        count_use("notices_read")
        if ids is not None:
            is_list = isinstance(ids, list) and len(ids) <= IDS_LIMIT
            if not is_list or not all(map(is_id, ids)):
                raise damaged()
        notices = request.env["errand.notice"]
        notices._mark_read(ids)
        return {"unread": notices._inbox()["unread"]}
