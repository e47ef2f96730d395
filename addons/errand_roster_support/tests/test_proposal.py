# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_support.tests.common import ErrandSupportCommon


@tagged("post_install", "-at_install")
class TestProposal(ErrandSupportCommon):
    """R2.7: complaints give points by a rule, when staff find it right."""

    def test_the_rule_is_proposed_and_staff_decide(self):
        """R2.7: nothing is taken by itself; what is taken counts once."""
        rules = self.env["errand.point.rule"]
        rules.search([]).active = False
        rules.create({"occasion": "complaint", "points": -7, "company_id": False})
        complaint = self._complain(self._delivered())
        complaint.with_user(self.manager).action_take()
        wizards = self.env["errand.complaint.resolve"].with_user(self.manager)
        wizard = wizards.create(
            {"complaint_id": complaint.id, "answer": "We are sorry."}
        )
        self.assertEqual((wizard.rule_points, wizard.points), (-7, 0))

        wizard.action_take_rule_points()
        self.assertFalse(self.courier.point_ids)
        wizard.action_resolve()

        self.assertEqual(self.courier.point_ids.mapped("points"), [-7])
        self.assertEqual(self.courier.point_ids.reason, "complaint")
