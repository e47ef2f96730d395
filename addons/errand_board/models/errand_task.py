# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandTask(models.Model):
    """The board counts what ended today, among all that ever ended."""

    _inherit = "errand.task"

    _done_idx = models.Index("(done_at) WHERE state = 'done'")
    _ended_idx = models.Index("(write_date) WHERE state IN ('failed', 'cancelled')")
