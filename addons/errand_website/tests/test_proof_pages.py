# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64

from odoo.tests import tagged

from odoo.addons.errand_base.tests.test_picture import make_picture

from .common import ErrandWebsiteCommon

PHOTO = base64.b64encode(make_picture()).decode()


@tagged("post_install", "-at_install")
class TestProofPages(ErrandWebsiteCommon):
    """Who sees the photos that prove a delivery (R0.11)."""

    def setUp(self):
        super().setUp()
        self.category.proof_photo = "required"
        self.order, _payment = self._create_paid_order()
        task, actor = self.order.task_ids, self.courier._actor()
        task._assign(self.courier, actor, "grab-proof-page")
        self.proof = self.env["errand.proof"]._add(task, "photo", PHOTO, actor, "key")
        self.url = f"/my/errands/{self.order.id}/proof/{self.proof.id}"
        self.env.flush_all()

    def test_customer_sees_the_photo(self):
        """R0.11: On the page of their own order."""
        self._sign_in(self.customer)

        self.assertIn(self.url, self.url_open(f"/my/errands/{self.order.id}").text)
        response = self.url_open(self.url)
        self.assertEqual(response.headers["Content-Type"], "image/jpeg")
        self.assertIn("no-store", response.headers["Cache-Control"])

    def test_nobody_else_does(self):
        """R0.11: Not another customer, not whoever has the link, not the public."""
        self._sign_in(self.other)
        self.assertEqual(self.url_open(self.url).status_code, 404)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(self.url).url)
        image = self.url_open(f"/web/image/errand.proof/{self.proof.id}/image")
        self.assertNotEqual(image.headers["Content-Type"], "image/jpeg")
        token = self.env["errand.public.link"]._token_for(self.order, "follow")
        self.env.flush_all()
        self.assertNotIn("/proof/", self.url_open(f"/t/{token}").text)
