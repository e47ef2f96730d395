# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the account at Alibaba Cloud."""

    _inherit = "res.config.settings"

    alibaba_sms_key_id = fields.Char(
        related="company_id.alibaba_sms_key_id", readonly=False
    )
    alibaba_sms_secret = fields.Char(
        related="company_id.alibaba_sms_secret", readonly=False
    )
    alibaba_sms_sign_name = fields.Char(
        related="company_id.alibaba_sms_sign_name", readonly=False
    )
    alibaba_sms_template_code = fields.Char(
        related="company_id.alibaba_sms_template_code", readonly=False
    )
