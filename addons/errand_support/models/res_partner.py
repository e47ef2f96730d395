# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from .errand_complaint import OPEN_STATES


class ResPartner(models.Model):
    """Complaints are part of what is known of a person."""

    _inherit = "res.partner"

    def _errand_complaints(self):
        """Return the complaints by this person or about their errands, as superuser."""
        complaints_sudo = self.env["errand.complaint"].sudo()  # a person's own
        return complaints_sudo.search(
            ["|", ("partner_id", "=", self.id), ("order_id.partner_id", "=", self.id)]
        )

    def _errand_data(self):
        """Override of ``errand_base``: what they complained of, and our answers."""
        own = self._errand_complaints().filtered(
            lambda complaint: complaint.partner_id == self
        )
        return {
            **super()._errand_data(),
            self.env._("Complaints"): [
                {
                    "number": complaint.name,
                    "order": complaint.order_id.name,
                    "at": complaint.create_date,
                    "text": complaint.description,
                    "answer": complaint.answer or "",
                    "files": complaint.attachment_ids.mapped("name"),
                }
                for complaint in own
            ],
        }

    def _erasure_obstacles(self):
        """Override of ``errand_base``: a complaint is answered first."""
        waiting = self._errand_complaints().filtered(
            lambda complaint: complaint.state in OPEN_STATES
        )
        if not waiting:
            return super()._erasure_obstacles()
        return [
            *super()._erasure_obstacles(),
            self.env._(
                "These complaints are open: %(complaints)s.",
                complaints=", ".join(waiting.mapped("name")),
            ),
        ]

    def _errand_erase(self):
        """Override of ``errand_base``: words and evidence; decisions stay."""
        done = super()._errand_erase()
        complaints = self._errand_complaints()
        complaints.attachment_ids.unlink()
        complaints.message_ids.unlink()
        complaints.activity_ids.unlink()
        complaints.write({"description": self.env._("Erased")})
        complaints.filtered("answer").write({"answer": self.env._("Erased")})
        return done
