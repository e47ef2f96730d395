# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandCategory(models.Model):
    """How long the chat of an errand stays open."""

    _inherit = "errand.category"

    chat_hours = fields.Integer(
        "Chat Open After the End (hours)",
        default=24,
        required=True,
        help="Afterwards the chat can be read, but nobody writes or calls in it.",
    )

    _chat_hours_sane = models.Constraint(
        "CHECK (chat_hours BETWEEN 0 AND 720)",
        "The chat stays open for 0 to 720 hours after the end.",
    )
