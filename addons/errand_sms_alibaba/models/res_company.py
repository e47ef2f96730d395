# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from ..clients.alibaba_sms import Account
from ..tools.sms_api import SmsApiAlibaba


class ResCompany(models.Model):
    """A company's account at Alibaba Cloud."""

    _inherit = "res.company"

    errand_sms_provider = fields.Selection(
        selection_add=[("alibaba", "Alibaba Cloud")],
        ondelete={"alibaba": "set default"},
    )
    alibaba_sms_key_id = fields.Char(
        "AccessKey ID", groups="base.group_system", copy=False
    )
    alibaba_sms_secret = fields.Char(
        "AccessKey Secret", groups="base.group_system", copy=False
    )
    alibaba_sms_sign_name = fields.Char(
        "Signature",
        groups="base.group_system",
        help="The approved name in front of every SMS.",
    )
    alibaba_sms_template_code = fields.Char(
        "General Template",
        groups="base.group_system",
        help="For Odoo's own SMS: an approved template whose one variable is content.",
    )

    def _errand_sms_api_class(self):
        """Override of ``errand_notice``: texts of Alibaba accounts go to Alibaba."""
        if self.errand_sms_provider == "alibaba":
            return SmsApiAlibaba
        return super()._errand_sms_api_class()

    def _alibaba_account(self):
        """Return the ``Account``, None while it is not set up."""
        self.ensure_one()
        company_sudo = self.sudo()  # whoever sends reads no secret, but uses it
        parts = (
            company_sudo.alibaba_sms_key_id,
            company_sudo.alibaba_sms_secret,
            company_sudo.alibaba_sms_sign_name,
        )
        return Account(*parts) if all(parts) else None
