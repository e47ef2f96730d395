# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_website.tests.common import PNG, ErrandWebsiteCommon

from .common import ErrandSupportCommon


@tagged("post_install", "-at_install")
class TestComplaintPages(ErrandSupportCommon, ErrandWebsiteCommon):
    def _url(self, order):
        return f"/my/errands/{order.id}/complaints"

    def test_customer_complains_with_a_picture_and_reads_the_answer(self):
        """R0.13: From the order's page to the answer."""
        order = self._delivered()
        self._sign_in(self.customer)
        self.assertIn(self._url(order), self.url_open(f"/my/errands/{order.id}").text)

        page = self._post(
            self._url(order),
            files={"files": ("vase.png", PNG, "image/png")},
            follow=True,
            kind="damaged",
            description="The made-up vase is broken.",
        )
        self.assertIn("We look into it", page.text)
        complaint = order.complaint_ids
        self.assertEqual(complaint.attachment_ids.name, "vase.png")
        file_url = f"{self._url(order)}/file/{complaint.attachment_ids.id}"
        self.assertEqual(self.url_open(file_url).status_code, 200)

        self._decide(complaint, self.manager, answer="We pay for the vase.")
        self.assertIn("We pay for the vase.", self.url_open(self._url(order)).text)

    def test_courier_complains_and_rates_the_customer(self):
        """R0.13: Rating and complaint go both ways."""
        order = self._delivered()
        task = order.task_ids
        self._sign_in(self.courier_user)

        self._post(
            f"/courier/complaints/{task.id}",
            kind="behaviour",
            description="Nobody opened the made-up door.",
        )
        kept = self.make_jsonrpc_request(
            "/courier/rate", {"task_id": task.id, "stars": 4}
        )

        self.assertEqual(order.complaint_ids.side, "courier")
        self.assertEqual(kept, {"stars": 4})
        rating = self.env["rating.rating"].search(
            [("rated_partner_id", "=", self.customer.partner_id.id)]
        )
        self.assertEqual(rating.rating, 4)
        self.assertEqual(self.courier.rating_count, 0)

    def test_what_others_wrote_is_not_found(self):
        """R0.13: Neither other customers nor other couriers see it."""
        order = self._delivered()
        complaint = self._complain(order)
        self._sign_in(self.other)

        self.assertEqual(self.url_open(self._url(order)).status_code, 404)
        for url in (
            f"/courier/complaints/{order.task_ids.id}",
            f"{self._url(order)}/{complaint.id}",
        ):
            answer = self._post(url, kind="late", description="x", step="withdraw")
            self.assertEqual(answer.status_code, 404)
        self.assertEqual(complaint.state, "new")

    def test_one_side_does_not_see_the_complaints_of_the_other(self):
        """R0.13: A courier does not read what the customer wrote about them."""
        order = self._delivered()
        self._complain(order, description="The courier was rude to my made-up cat.")
        self._sign_in(self.courier_user)

        page = self.url_open(f"/courier/complaints/{order.task_ids.id}").text

        self.assertNotIn("made-up cat", page)

    def test_garbage_is_answered_in_words(self):
        """R0.13: Nothing is written, and what was typed is kept."""
        order = self._delivered()
        self._sign_in(self.customer)

        for kind, text in (("nonsense", "x"), ("late", ""), ("late", "x" * 3000)):
            page = self._post(self._url(order), kind=kind, description=text)
            self.assertEqual(page.status_code, 200)
            self.assertIn("alert-danger", page.text)
        self.assertFalse(order.complaint_ids)

    def test_customer_withdraws(self):
        """R0.13: It is settled."""
        order = self._delivered()
        complaint = self._complain(order)
        self._sign_in(self.customer)

        self._post(f"{self._url(order)}/{complaint.id}", step="withdraw")

        self.assertEqual(complaint.state, "withdrawn")
