# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..models.errand_task_desk_acts import ACTS


class ErrandDeskAct(models.TransientModel):
    """Whoever has desk work says what they did about it, and whether it is done."""

    _name = "errand.desk.act"
    _description = "What Was Done"

    task_ids = fields.Many2many("errand.task", required=True, readonly=True)
    act = fields.Selection(ACTS, string="What", required=True, default="answered")
    note = fields.Text(help="Stays with the order; the customer does not see it.")
    is_closing = fields.Boolean()

    def action_note(self):
        """Note it; the work goes on."""
        self.ensure_one()
        self.task_ids._note_act(self.act, (self.note or "").strip())

    def action_note_and_close(self):
        """Note it, and end the work."""
        self.action_note()
        self.task_ids.action_close()
