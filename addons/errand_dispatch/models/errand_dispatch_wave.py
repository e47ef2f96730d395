# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..engine.waves import Wave


class ErrandDispatchWave(models.Model):
    """Whom an offer reaches, and when: each wave further than the one before (R0.7)."""

    _name = "errand.dispatch.wave"
    _description = "Wave of Offers"
    _order = "step_id, after_seconds, id"
    _rec_name = "after_seconds"

    step_id = fields.Many2one(
        "errand.dispatch.step", required=True, index=True, ondelete="cascade"
    )
    branch_id = fields.Many2one(related="step_id.branch_id")
    after_seconds = fields.Integer("After (seconds)", required=True)
    km = fields.Float(
        "Within (km)", digits=(8, 2), help="0: as far as courier and customer allow."
    )
    most = fields.Integer("The Nearest", help="How many at most. 0: all.")

    _sane = models.Constraint(
        "CHECK (after_seconds >= 0 AND km >= 0 AND most >= 0)",
        "Seconds, kilometres and people cannot be negative.",
    )

    def write(self, vals):
        """Nobody puts a wave into a step that they may not write."""
        result = super().write(vals)
        if "step_id" in vals:
            self.check_access("write")
        return result

    def _engine_wave(self):
        """Return the wave as the engine takes it."""
        self.ensure_one()
        return Wave(self.after_seconds, self.km or None, self.most or None)
