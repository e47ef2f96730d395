# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.exceptions import AccessError, UserError


class ErrandPoint(models.Model):
    """Points are corrected by a counter-entry (R2.7)."""

    _inherit = "errand.point"

    def action_correct(self):
        """Open the form of a counter-entry."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct Points"),
            "res_model": "errand.point.correction",
            "view_mode": "form",
            "target": "new",
            "context": {"default_point_id": self.id},
        }

    def _correct(self, note):
        """Take these points back, once, with a reason.

        :raise AccessError: no manager, or not of this branch
        :raise UserError: no reason, a correction itself, or the manager's own points
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("errand_base.group_branch_manager"):
            raise AccessError(self.env._("Only managers correct points."))
        # Who is among the staff of a branch reads its points; its manager corrects.
        self.worker_id.check_access("write")
        if self.worker_id.user_id == self.env.user:
            raise UserError(
                self.env._("Your own points are corrected by somebody else.")
            )
        if self.corrects_id:
            raise UserError(self.env._("This is a correction already."))
        if not (note or "").strip():
            raise UserError(self.env._("Please say why."))
        return self._grant(
            self.worker_id,
            -self.points,
            "correction",
            f"correction:{self.id}",
            self.order_id,
            note=note.strip(),
            corrects_id=self.id,
        )
