# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandRosterRefusal(models.Model):
    """What a roster could not plan, and why. Made anew at each look."""

    _name = "errand.roster.refusal"
    _description = "Not Possible In A Roster"
    _order = "day, id"
    _rec_name = "text"

    roster_id = fields.Many2one(
        "errand.roster", required=True, readonly=True, index=True, ondelete="cascade"
    )
    branch_id = fields.Many2one(
        related="roster_id.branch_id", store=True, precompute=True
    )
    company_id = fields.Many2one(
        related="roster_id.company_id", store=True, precompute=True
    )
    template_id = fields.Many2one(
        "errand.shift.template", readonly=True, ondelete="cascade"
    )
    worker_id = fields.Many2one("errand.worker", readonly=True, ondelete="cascade")
    day = fields.Date(required=True, readonly=True)
    kind = fields.Selection(
        [
            ("overlap", "Has a shift"),
            ("absence", "Away"),
            ("rest", "Too little rest"),
            ("week_hours", "Too many hours"),
            ("no_such_time", "Change of clocks"),
            ("too_few", "Too few people"),
        ],
        required=True,
        readonly=True,
    )
    text = fields.Char("Why", required=True, readonly=True)
