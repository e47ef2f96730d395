# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields, models

from odoo.addons.errand_notice.models.errand_notice_plan import News

#: News of shifts that begin sooner than this does not wait for the morning.
SOON = timedelta(hours=24)


class ErrandWorker(models.Model):
    """What the roster says becomes notices, and no mail beside them."""

    _inherit = "errand.worker"

    def _tell_roster(self, news):
        """Override of ``errand_roster``: by the channels of the kind of notice."""
        self.env["errand.notice"]._tell(
            [worker._roster_notice(news, f"courier_{news.code}") for worker in self]
        )

    def _tell_roster_managers(self, news):
        """Override of ``errand_roster``: as above."""
        self.env["errand.notice"]._tell(
            [self._roster_notice(news, f"staff_{news.code}")]
        )

    def _roster_notice(self, news, code):
        """Return ``News`` of the message centre: ids and times, no names."""
        self.ensure_one()
        starts = [start for start, _end in news.spans]
        return News(
            code,
            self.env["errand.order"],
            news.occasion,
            worker=self.sudo(),  # people know neither themselves nor the branch
            branch=news.branch,
            facts={
                "times": [
                    [fields.Datetime.to_string(moment) for moment in span]
                    for span in news.spans
                ],
                "asking": news.asking.id if news.asking else None,
                "colleague": news.colleague.id if news.colleague else None,
            },
            is_urgent=min(starts) < fields.Datetime.now() + SOON,
        )
