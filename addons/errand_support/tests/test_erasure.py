# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandSupportCommon

VASE = "The made-up vase of Quuxlane 77"


@tagged("post_install", "-at_install")
class TestErasedComplaints(ErrandSupportCommon):
    """Complaints of a person who wants to be forgotten."""

    def setUp(self):
        super().setUp()
        self.order = self._delivered()
        self.complaint = self._complain(self.order, description=VASE)
        self.partner = self.customer.partner_id

    def test_open_complaint_stands_in_the_way(self):
        obstacles = " ".join(self.partner._erasure_obstacles())
        self.assertIn(self.complaint.name, obstacles)

        self._decide(self.complaint, self.manager)

        obstacles = " ".join(self.partner._erasure_obstacles())
        self.assertNotIn(self.complaint.name, obstacles)

    def test_words_are_taken_out_and_the_decision_stays(self):
        self._decide(self.complaint, self.manager, answer=f"Sorry for {VASE}")

        self.partner.sudo()._errand_erase()

        self.assertEqual(self.complaint.state, "resolved")
        words = f"{self.complaint.description} {self.complaint.answer}"
        self.assertNotIn("Quuxlane", words)
        self.assertFalse(self.complaint.message_ids)

    def test_copy_of_ones_data_has_them(self):
        rows = self.partner._errand_data()["Complaints"]
        self.assertEqual(rows[0]["text"], VASE)
