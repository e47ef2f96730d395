# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ErrandNoticeCommon


@tagged("post_install", "-at_install")
class TestRules(ErrandNoticeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far = cls._create_branch(name="Far Away")
        cls.order = cls._create_order()
        cls.far_order = cls._create_order(branch_id=cls.far.id)
        (cls.order | cls.far_order)._notify("customer_failed", "test")

    def _seen(self, user):
        orders = self.order | self.far_order
        domain = [("order_id", "in", orders.ids)]
        return self.notices.with_user(user).search(domain).order_id.sudo()

    def test_branch_people_see_their_own_branch(self):
        """R2.10: Branch people see only their branch."""
        self.assertEqual(self._seen(self.clerk), self.order)
        self.assertEqual(self._seen(self.manager), self.order)

    def test_dispatchers_see_all_branches(self):
        self.assertEqual(self._seen(self.dispatcher), self.order | self.far_order)

    def test_another_company_sees_nothing(self):
        """Second company."""
        other = self._create_cny_company("Errands of Suzhou")
        stranger = self._create_staff(
            "admin", "Stranger", branch=None, company=other, login="stranger"
        )

        self.assertFalse(self._seen(stranger))
        self.env["errand.sms.log"].create({"company_id": self.company.id})
        self.assertFalse(self.env["errand.sms.log"].with_user(stranger).search([]))

    def test_customers_couriers_and_finance_have_no_rights(self):
        for user in (self.customer, self.courier_user, self.finance):
            with self.assertRaises(AccessError):
                self.notices.with_user(user).search([])

    def test_nobody_writes_a_notice(self):
        notice = self._told(self.order)[:1]
        for user in (self.clerk, self.dispatcher, self.admin):
            with self.assertRaises(AccessError):
                notice.with_user(user).write({"state": "sent"})

    def test_a_clerk_resends_only_in_their_branch(self):
        notice = self._told(self.far_order)[:1]

        with self.assertRaises(AccessError):
            notice.with_user(self.clerk).action_resend()

    def test_nobody_reads_the_text_of_a_notice(self):
        """R0.11: A text may hold the code, so it is read by no role."""
        notice = self._told(self.order)[:1]

        with self.assertRaises(AccessError):
            notice.with_user(self.admin).read(["body"])

    def test_only_administrators_read_the_sms_log(self):
        """R0.11: The log of the local provider holds codes."""
        for user in (self.clerk, self.dispatcher, self.finance):
            with self.assertRaises(AccessError):
                self.env["errand.sms.log"].with_user(user).search([])
        self.env["errand.sms.log"].with_user(self.admin).search([])

    def test_devices_are_nobodys_to_read(self):
        for user in (self.customer, self.dispatcher):
            with self.assertRaises(AccessError):
                self.env["errand.push.device"].with_user(user).search([])
