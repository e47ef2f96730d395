# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The address book of a member (R1.2)."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_website.controllers.common import (
    branches,
    company,
    map_values,
)

from ..forms.address_form import END, AddressForm
from . import common

LIST = "/my/address-book"


class ErrandAddresses(http.Controller):
    def _address(self, address_id):
        """Return an address of the signed-in member.

        :raise NotFound: another's, or none: the answer is the same
        """
        partner = request.env.user.partner_id
        address = request.env["errand.address"]._own(partner, address_id)
        if not address:
            raise NotFound()
        return address

    @http.route(LIST, type="http", auth="user", website=True, methods=["GET"])
    def addresses(self, **_kwargs):
        """List the saved addresses, the default first."""
        book = request.env["errand.address"]._of(request.env.user.partner_id)
        return common.private_page(
            "errand_member.address_list",
            {
                "page_name": "errand_addresses",
                "addresses": [address._page() for address in book],
            },
        )

    @http.route(
        f"{LIST}/new", type="http", auth="user", website=True, methods=["GET", "POST"]
    )
    def new(self, **_typed):
        """Add an address."""
        if request.httprequest.method == "GET":
            return self._render_form({}, f"{LIST}/new")
        form = self._read_form()
        if not form.errors:
            try:
                request.env["errand.address"]._keep(
                    request.env.user.partner_id, company(), form.contact_values
                )
            except UserError as error:
                form.errors["form"] = str(error)
        if form.errors:
            return self._render_form(form.typed, f"{LIST}/new", form.errors)
        return request.redirect(LIST, code=303)

    @http.route(
        f"{LIST}/<string:address_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def edit(self, address_id, **_typed):
        """Change an address; orders that used it stay as they were."""
        address = self._address(address_id)
        here = f"{LIST}/{address.id}"
        if request.httprequest.method == "GET":
            page = address._page()
            typed = {
                f"{END}_{part}": page[part]
                for part in (
                    "name",
                    "phone",
                    "address",
                    "detail",
                    "latitude",
                    "longitude",
                )
            }
            return self._render_form(typed, here)
        form = self._read_form(address)
        if form.errors:
            return self._render_form(form.typed, here, form.errors)
        address.contact_id.write(form.contact_values)
        return request.redirect(LIST, code=303)

    @http.route(
        f"{LIST}/<string:address_id>/<any(default,delete):action>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def change(self, address_id, action, **_kwargs):
        """Let an address stand first, or delete it."""
        common.count_use("member", common.FORMS, common.WINDOW)
        address = self._address(address_id)
        if action == "default":
            address._make_default()
        else:
            address._forget()
        return request.redirect(LIST, code=303)

    # === FORM === #

    def _read_form(self, address=None):
        common.count_use("member", common.FORMS, common.WINDOW)
        typed = dict(request.httprequest.form)
        if address:
            typed[f"{END}_saved"] = str(address.id)
        form = AddressForm(request.env(su=True), company(), typed, address)
        form.take()
        return form

    def _render_form(self, typed, action, errors=None):
        return common.private_page(
            "errand_member.address_form",
            {
                "page_name": "errand_addresses",
                "typed": typed,
                "errors": errors or {},
                "action": action,
                "branches": branches(),
                "map_values": map_values(),
                # No button that fills the form: it is for people of an errand.
                "is_public": True,
            },
            status=422 if errors else 200,
        )
