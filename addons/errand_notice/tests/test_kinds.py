# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import ErrandNoticeCommon


@tagged("post_install", "-at_install")
class TestKinds(ErrandNoticeCommon):
    def test_staff_edit_a_text_and_see_it_filled(self):
        """R2.9: Templates are editable."""
        kind = self._kind("customer_grabbed").with_user(self.admin)

        kind.write({"sms_text": "Look: {{ order }}", "use_sms": True})

        self.assertEqual(kind.sms_preview, "Look: ER00042")

    def test_an_unknown_placeholder_is_refused(self):
        """R2.9: A mistake is found when it is made, not when it is sent."""
        for text in ("{{ phone }}", "{{ order", "{{ order.partner_id }}"):
            with self.assertRaisesRegex(ValidationError, "not known here"):
                self._kind("customer_grabbed", body=text)

    def test_a_courier_is_never_told_the_code(self):
        """R0.11: The code proves the delivery because the courier does not know it."""
        for text in ("{{ code }}", "{{ token }}"):
            with self.assertRaises(ValidationError):
                self._kind("courier_assigned", sms_text=text)

    def test_no_link_of_a_courier_or_of_staff_shows_the_code(self):
        """R0.11: Only customer and recipient get the page with the code."""
        order = self._create_order()

        self.assertNotIn("/t/", order._notice_link("courier"))
        self.assertNotIn("/t/", order._notice_link("staff"))
        self.assertIn("/t/", order._notice_link("recipient"))

    def test_only_administrators_edit(self):
        for user in (self.clerk, self.manager, self.dispatcher):
            with self.assertRaises(AccessError):
                self._kind().with_user(user).write({"title": "Mine"})
