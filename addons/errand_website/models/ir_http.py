# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re

from werkzeug.exceptions import MethodNotAllowed, abort

from odoo import models
from odoo.http import request

#: Addresses of the forms on an errand's page, behind the page's own.
FORM_OF_AN_ERRAND = re.compile(r"(?P<page>.*/my/errands/\d+)/.+")


class IrHttp(models.AbstractModel):
    """Addresses that no page has."""

    _inherit = "ir.http"

    @classmethod
    def _serve_fallback(cls):
        """Override of ``website``: no page, file or redirect has a NUL in its address.

        Odoo would ask the database for one, which refuses such a text: the visitor
        of ``/errand/%00`` got a server error instead of "not found".
        """
        if "\x00" in request.httprequest.path:
            return None
        return super()._serve_fallback()

    @classmethod
    def _match(cls, path):
        """Override: who opens the address of a form is led to the form's page.

        The session of a customer ends, they press a button, sign in, and are sent
        back to where they were going: with GET, which a form's address refuses.
        """
        try:
            return super()._match(path)
        except MethodNotAllowed:
            form = FORM_OF_AN_ERRAND.fullmatch(request.httprequest.path)
            if form and request.httprequest.method == "GET":
                page = request.redirect(f"{form['page']}?notice=again", code=303)
                abort(page)  # as http_routing leads to another language
            raise
