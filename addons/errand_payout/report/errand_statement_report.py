# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timezone

from odoo import api, fields, models


class ErrandStatementReport(models.AbstractModel):
    """The statement on paper."""

    _name = "report.errand_payout.statement"
    _description = "Statement of a Courier"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return what the template shows.

        :param data: dict with since and until, ISO dates or empty
        """
        data = data or {}
        since, until = (
            fields.Date.to_date(data.get(name) or None) for name in ("since", "until")
        )
        workers = self.env["errand.worker"].browse(docids)
        return {
            "docs": workers,
            "since": since,
            "until": until,
            "statements": {
                worker.id: worker._statement(since, until) for worker in workers
            },
            "local": self._local,
        }

    def _local(self, worker, moment):
        """Return a moment as text on the clock of the courier's branch."""
        zone = worker._zone()
        return (
            moment.replace(tzinfo=timezone.utc)
            .astimezone(zone)
            .strftime("%Y-%m-%d %H:%M")
        )
