# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ResPartner(models.Model):
    """Shifts and absences are part of what is known of a person."""

    _inherit = "res.partner"

    def _errand_workers(self):
        """Return who this person is as a worker, as superuser, archived or not."""
        workers_sudo = self.env["errand.worker"].sudo()  # a person's own
        return workers_sudo.with_context(active_test=False).search(
            [("partner_id", "=", self.id)]
        )

    def _errand_data(self):
        """Override of ``errand_base``: when they worked, were away, and points."""
        workers = self._errand_workers()
        absences = self.env["errand.absence"].sudo()  # a person's own
        points = self.env["errand.point"].sudo()  # as above
        of_them = [("worker_id", "in", workers.ids)]
        return {
            **super()._errand_data(),
            self.env._("Shifts"): [
                {
                    "from": shift.start_at,
                    "until": shift.end_at,
                    "branch": shift.branch_id.name,
                    "state": shift.state,
                }
                for shift in workers.shift_ids
                if shift.state != "draft"
            ],
            self.env._("Absences"): [
                {
                    "from": absence.start_at,
                    "until": absence.end_at,
                    "kind": absence.kind,
                    "note": absence.note or "",
                    "state": absence.state,
                }
                for absence in absences.search(of_them)
            ],
            self.env._("Points"): [
                {
                    "at": point.at,
                    "points": point.points,
                    "reason": point.reason,
                    "note": point.note or "",
                }
                for point in points.search(of_them)
            ],
        }

    def _errand_erase(self):
        """Override of ``errand_base``: why somebody was away; the calendar shuts."""
        done = super()._errand_erase()
        workers = self._errand_workers()
        workers._close_calendar()
        absences = self.env["errand.absence"].sudo()  # as above
        mine = absences.search([("worker_id", "in", workers.ids)])
        mine.write({"note": False, "kind": "other"})
        return done
