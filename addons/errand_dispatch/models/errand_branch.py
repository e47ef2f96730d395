# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.errand_base.engine.geo import distance_km


class ErrandBranch(models.Model):
    """Branches whose people are drawn, and that take over from each other."""

    _inherit = "errand.branch"

    draw_claims = fields.Integer(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="Written by whoever draws among its people: of two at once, one looks "
        "again.",
    )

    def _claim_draw(self):
        """Make whoever draws among these branches' people at the same time look again.

        A lock alone would not do: whoever waited for it still reads the loads of
        before. Of two writers the database refuses the later one, which is run again.
        """
        self.env.cr.execute(
            SQL(
                "UPDATE errand_branch SET draw_claims = COALESCE(draw_claims, 0) + 1"
                " WHERE id IN (SELECT id FROM errand_branch WHERE id IN %s"
                " ORDER BY id FOR NO KEY UPDATE)",
                tuple(self.ids) or (0,),
            )
        )

    def _staffed(self, work):
        """Return those of these branches that have people on duty for the work."""
        present = self.env["errand.worker"]._on_duty_by_branch(self)
        return self.filtered(
            lambda branch: present[branch]._may_be_drawn(work, "ordinary")
        )

    def _km_from(self, point):
        """Return the great-circle distance to a Point in kilometres."""
        self.ensure_one()
        return distance_km(self._area().centre, point)
