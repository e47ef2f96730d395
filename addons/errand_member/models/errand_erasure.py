# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandErasure(models.Model):
    """That a person was erased, and when: to do it again after a restored backup."""

    _name = "errand.erasure"
    _description = "Erased Person"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade"
    )
    erased_at = fields.Datetime(required=True, readonly=True)
