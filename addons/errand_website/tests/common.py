# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re
from unittest.mock import patch
from uuid import uuid4

from odoo.tests import HttpCase

from odoo.addons.errand_base.tests.common import WEST_LAKE, WULIN_SQUARE
from odoo.addons.errand_dispatch.tests.common import ErrandDispatchCommon

#: The smallest PNG there is: one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63606060f80f0001040100a5f645400000000049454e44ae426082"
)


class ErrandWebsiteCommon(ErrandDispatchCommon, HttpCase):
    """A website of the company, and browsers of the real roles."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].get_current_website()
        cls.website.company_id = cls.company
        cls.other = cls._create_portal_user("errand_other", "Olga Other")
        cls.form_url = f"/errand/{cls.category.id}"

    def _sign_in(self, user):
        self.authenticate(user.login, user.login)

    def _csrf(self, url="/errand"):
        page = self.url_open(url).text
        token = re.search(r'csrf_token: "(\w+)"', page)
        return token[1]

    def _take_money_at_once(self):
        """Let the provider lead straight to Odoo's status page, and say yes."""
        form = """<form action="/payment/status" method="get"/>"""
        self.provider.redirect_form_view_id.arch = form
        transactions = self.env.registry["payment.transaction"]
        begin = transactions._get_processing_values

        def begin_and_take(transaction):
            values = begin(transaction)
            transaction._set_done()
            return values

        self.startPatcher(
            patch.object(transactions, "_get_processing_values", begin_and_take)
        )

    def _typed(self, **values):
        """Return the fields of a form that is filled in well."""
        return {
            "description": "Please carry the made-up folder.",
            "range_km": "5",
            "when": "now",
            "service_class": "ordinary",
            "fee": "8",
            **self._typed_end("pickup", WEST_LAKE, "13900001234"),
            **self._typed_end("dropoff", WULIN_SQUARE, "13800005678"),
            "key": str(uuid4()),
            **values,
        }

    def _typed_end(self, end, point, phone):
        return {
            f"{end}_name": "Rita Recipient",
            f"{end}_phone": phone,
            f"{end}_address": "2 Made-up Square",
            f"{end}_detail": "Floor 3",
            f"{end}_latitude": str(point[0]),
            f"{end}_longitude": str(point[1]),
        }

    def _post(self, url, files=None, follow=False, **data):
        """Send a form as a browser does."""
        return self.url_open(
            url,
            data={"csrf_token": self._csrf(), **data},
            files=files,
            allow_redirects=follow,
        )

    def _post_form(self, url=None, files=None, **values):
        """Send the filled form as its script does; return the answer's JSON."""
        response = self._post(
            url or self.form_url, files=files, as_json="1", **self._typed(**values)
        )
        return response.json()

    def _orders(self, user=None):
        partner = (user or self.customer).partner_id
        return self.env["errand.order"].search([("partner_id", "=", partner.id)])

    def _assert_refused(self, field, text=None, files=None, **values):
        """The form is refused with an error at one field, and nothing is written."""
        answer = self._post_form(files=files, **values)

        self.assertEqual(list(answer.get("errors", {})), [field])
        if text:
            self.assertIn(text, answer["errors"][field])
        self.assertFalse(self._orders())
        self.assertFalse(self.env["errand.contact"].search([("name", "ilike", "rita")]))
