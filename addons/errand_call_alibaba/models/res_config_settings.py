# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the numbers at Alibaba Cloud."""

    _inherit = "res.config.settings"

    alibaba_call_key_id = fields.Char(
        related="company_id.alibaba_call_key_id", readonly=False
    )
    alibaba_call_secret = fields.Char(
        related="company_id.alibaba_call_secret", readonly=False
    )
    alibaba_call_pool_key = fields.Char(
        related="company_id.alibaba_call_pool_key", readonly=False
    )
