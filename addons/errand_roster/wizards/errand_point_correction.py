# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandPointCorrection(models.TransientModel):
    """A manager takes points back, with a reason (R2.7)."""

    _name = "errand.point.correction"
    _description = "Correction Of Points"

    point_id = fields.Many2one(
        "errand.point", "Entry", required=True, readonly=True, ondelete="cascade"
    )
    worker_id = fields.Many2one(related="point_id.worker_id")
    points = fields.Integer(related="point_id.points")
    note = fields.Char("Why", required=True)

    def action_correct(self):
        """Write the counter-entry."""
        self.ensure_one()
        self.point_id._correct(self.note)
        return {"type": "ir.actions.act_window_close"}
