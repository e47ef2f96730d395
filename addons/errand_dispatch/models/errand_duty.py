# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

#: A month beside the same month of the year before, and no longer.
DAYS_KEPT = 400
#: Rows that one cleaning deletes.
CLEANED_AT_ONCE = 10_000


class ErrandDuty(models.Model):
    """A time on duty that is over; ``on_duty_since`` of a worker is the present one."""

    _name = "errand.duty"
    _description = "Time on Duty"
    _order = "since desc, id desc"
    _rec_name = "worker_id"

    worker_id = fields.Many2one(
        "errand.worker", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="worker_id.company_id")
    since = fields.Datetime("From", required=True, readonly=True)
    until = fields.Datetime("To", required=True, readonly=True)
    hours = fields.Float(compute="_compute_hours")

    _of_worker_idx = models.Index("(worker_id, until)")
    _until_idx = models.Index("(until)")
    _forward = models.Constraint("CHECK (until >= since)", "Duty ends after it began.")

    @api.depends("since", "until")
    def _compute_hours(self):
        for duty in self:
            duty.hours = (duty.until - duty.since) / timedelta(hours=1)

    @api.model
    def _note(self, workers):
        """Keep the present time on duty of these workers: it ends now."""
        now = fields.Datetime.now()
        self.create(
            [
                {
                    "worker_id": worker.id,
                    "since": worker.on_duty_since,
                    # Another machine's clock may be behind: nobody is kept on duty.
                    "until": max(now, worker.on_duty_since),
                }
                for worker in workers
            ]
        )

    @api.model
    def _spans_since(self, workers, moment):
        """Return when these workers were on duty after a moment, until now.

        :param moment: naive UTC datetime; what began before it is cut off there
        :return: dict of worker id to a list of (from, until) in naive UTC
        """
        now = fields.Datetime.now()
        spans = defaultdict(list)
        ended = [("worker_id", "in", workers.ids), ("until", ">", moment)]
        for duty in self.search(ended, order="since, id"):
            spans[duty.worker_id.id].append((max(duty.since, moment), duty.until))
        for worker in workers.filtered("on_duty_since"):
            spans[worker.id].append((max(worker.on_duty_since, moment), now))
        return spans

    @api.model
    def _hours_since(self, workers, moment):
        """Return dict of worker id to hours on duty since a moment (naive UTC)."""
        return {
            worker_id: sum(((end - start) / timedelta(hours=1)) for start, end in spans)
            for worker_id, spans in self._spans_since(workers, moment).items()
        }

    @api.autovacuum
    def _gc_old(self):
        limit = fields.Datetime.now() - timedelta(days=DAYS_KEPT)
        self.search([("until", "<", limit)], limit=CLEANED_AT_ONCE).unlink()
