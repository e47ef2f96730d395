# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.tests import tagged

from .common import NUMBER, ErrandMemberCommon

JOIN = "/courier/join"


@tagged("post_install", "-at_install")
class TestJoin(ErrandMemberCommon):
    """Members apply to be couriers (R0.14, R1.5)."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def _worker(self):
        return self.env["errand.worker"]._of_user(self.customer)

    def _apply(self, **values):
        return self._post(JOIN, **{"service_class": "ordinary", **values})

    def test_phone_comes_first(self):
        """R1.5: A courier's phone is verified."""
        self.assertIn("Bind my phone", self.url_open(JOIN).text)

        answer = self._apply()

        self.assertIn("/my/phone?redirect=", answer.headers["Location"])
        self.assertFalse(self._worker())

    def test_application_is_pending_and_made_once(self):
        self._bind(self.customer)

        self._apply(category=str(self.category.id))
        self._apply(service_class="professional")

        worker = self._worker()
        self.assertEqual(worker.verification, "pending")
        self.assertEqual(worker.service_class, "ordinary")
        self.assertEqual(worker.category_ids, self.category)
        self.assertEqual(worker.company_id, self.company)
        self.assertIn("checking it", self.url_open(JOIN).text)

    def test_garbage_is_refused(self):
        self._bind(self.customer)

        answer = self._apply(service_class="king")

        self.assertEqual(answer.status_code, 422)
        self.assertFalse(self._worker())
        self._apply(category=["x", "-1", "9" * 40])
        self.assertFalse(self._worker().category_ids)

    def test_applicant_is_told_by_sms(self):
        """R1.5: Told the result, in their language."""
        self._bind(self.customer)
        self._apply()
        notices = type(self.env["errand.notice"])

        with patch.object(notices, "_sms_later") as sms:
            self._worker().with_user(self.admin).action_approve()
            self._worker().with_user(self.admin).action_approve()

        sms.assert_called_once()
        company, number, code, _values = sms.call_args.args
        self.assertEqual((company, number), (self.company, NUMBER))
        self.assertEqual(code, "courier_approved")
        self.assertIn("You are a courier", self.url_open(JOIN).text)

    def test_applicant_without_a_phone_is_told_by_mail(self):
        worker = self.env["errand.worker"].create(
            {"partner_id": self.other.partner_id.id, "company_id": self.company.id}
        )

        worker.with_user(self.admin).action_reject()

        mail = self.env["mail.message"].search(
            [("model", "=", "errand.worker"), ("res_id", "=", worker.id)]
        )
        self.assertIn("was not accepted", " ".join(mail.mapped("body")))

    def test_visitors_sign_in_first(self):
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(JOIN).url)
