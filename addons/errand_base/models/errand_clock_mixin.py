# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..tools.clock import WEEKDAYS


class ErrandClockMixin(models.AbstractModel):
    """What every analysis is grouped by: when, on the clock of the branch."""

    _name = "errand.clock.mixin"
    _description = "Time on the Branch's Clock"

    day = fields.Date(readonly=True, help="On the branch's clock.")
    hour = fields.Char("Hour of the Day", readonly=True, help="On the branch's clock.")
    weekday = fields.Selection(WEEKDAYS, readonly=True, help="On the branch's clock.")
    is_today = fields.Boolean(
        "Today", readonly=True, help="It is that day at the branch."
    )
