# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Posting: the address book (R1.2), and a bound phone where it is wanted (R1.1)."""

from odoo.http import request

from odoo.addons.errand_website.controllers.common import company
from odoo.addons.errand_website.controllers.post import ErrandPost

from . import common


class ErrandMemberPost(ErrandPost):
    def _render_form(self, category, order=None, form=None, status=200):
        """Override of ``errand_website``: the address book, and one's own number."""
        response = super()._render_form(category, order, form, status)
        user = request.env.user
        if not user._is_public():
            book = request.env["errand.address"]._of(user.partner_id)
            phone = user.partner_id._errand_phone()
            response.qcontext.update(
                addresses=[address._page() for address in book],
                can_save=True,
                me={
                    **response.qcontext["me"],
                    **({"phone": phone.phone_masked} if phone else {}),
                },
            )
        return response

    def _take_form(self, category, here, order=None):
        """Override of ``errand_website``: lead to the phone, and back to the form."""
        user = request.env.user
        is_unbound = not user._is_public() and not user.partner_id._errand_phone()
        if is_unbound and company().errand_needs_phone:
            return self._answer(here, login=common.with_redirect("/my/phone", here))
        return super()._take_form(category, here, order=order)
