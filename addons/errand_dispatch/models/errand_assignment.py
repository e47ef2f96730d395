# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandAssignment(models.Model):
    """Claims after which a courier is not told of the task again."""

    _inherit = "errand.assignment"

    #: The outcomes are those of ``GIVEN_UP``.
    _given_up_idx = models.Index(
        "(worker_id, task_id) WHERE outcome IN ('hand_back', 'no_show')"
    )
