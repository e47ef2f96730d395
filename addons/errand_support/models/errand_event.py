# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandEvent(models.Model):
    """Complaints in the order's timeline."""

    _inherit = "errand.event"

    kind = fields.Selection(
        selection_add=[("complaint", "Complaint")], ondelete={"complaint": "cascade"}
    )
    complaint_id = fields.Many2one(
        "errand.complaint", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    @api.model
    def _subject_fields(self):
        """Override of ``errand_base``: an event can be about a complaint."""
        return [*super()._subject_fields(), "complaint_id"]

    @api.model
    def _sentences(self):
        """Override of ``errand_base``: what happens to complaints."""
        return {
            **super()._sentences(),
            ("complaint", "complaint", "new"): self.env._("Complaint opened"),
            ("move", "complaint", "new"): self.env._("Complaint opened again"),
            ("move", "complaint", "in_review"): self.env._("Complaint in review"),
            ("move", "complaint", "resolved"): self.env._("Complaint resolved"),
            ("move", "complaint", "rejected"): self.env._("Complaint rejected"),
            ("move", "complaint", "withdrawn"): self.env._("Complaint withdrawn"),
        }
