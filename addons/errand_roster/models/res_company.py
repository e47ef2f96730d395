# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..engine.roster import Rules


class ResCompany(models.Model):
    """How much people work at most, and how long they rest."""

    _inherit = "res.company"

    errand_rest_hours = fields.Float(
        "Rest Between Two Days (hours)",
        digits=(5, 2),
        default=11.0,
        help="Between shifts that begin on different days. 0: not checked.",
    )
    errand_week_hours = fields.Float(
        "Work in a Week (hours)",
        digits=(5, 2),
        default=48.0,
        help="At most, from Monday on. 0: not checked.",
    )

    _errand_roster_hours = models.Constraint(
        "CHECK (errand_rest_hours BETWEEN 0 AND 24"
        " AND errand_week_hours BETWEEN 0 AND 168)",
        "Rest lies between 0 and 24 hours, a week has 168.",
    )

    def _errand_roster_rules(self):
        """Return the ``Rules`` that shifts of this company keep."""
        return Rules(self.errand_rest_hours, self.errand_week_hours)
