# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResPartner(models.Model):
    """A person has devices."""

    _inherit = "res.partner"

    errand_push_device_ids = fields.One2many(
        "errand.push.device",
        "partner_id",
        groups="base.group_system",
        help="Browsers on which this person wants to be told of errands.",
    )
