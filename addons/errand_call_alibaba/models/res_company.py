# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from odoo.addons.errand_call.exceptions import CallUnavailable
from odoo.addons.errand_call.tools.call_api import CallApi
from odoo.addons.errand_sms_alibaba.exceptions import GatewayError

from ..clients import alibaba_call


class CallApiAlibaba(CallApi):
    """Virtual numbers of the company's pool at Alibaba Cloud."""

    def bind(self, caller, callee, until, reference):
        """Override of ``errand_call``: ask Alibaba Cloud for a number."""
        account = self.company._alibaba_call_account()
        try:
            return alibaba_call.bind(account, caller, callee, until, reference)
        except GatewayError as error:
            raise CallUnavailable(str(error)) from error

    def release(self, virtual_number, binding):
        """Override of ``errand_call``: end it there."""
        account = self.company._alibaba_call_account()
        try:
            alibaba_call.release(account, virtual_number, binding)
        except GatewayError as error:
            raise CallUnavailable(str(error)) from error


class ResCompany(models.Model):
    """A company's numbers at Alibaba Cloud."""

    _inherit = "res.company"

    errand_call_provider = fields.Selection(
        selection_add=[("alibaba", "Alibaba Cloud")],
        ondelete={"alibaba": "set default"},
    )
    alibaba_call_key_id = fields.Char(
        "AccessKey ID for Calls", groups="base.group_system", copy=False
    )
    alibaba_call_secret = fields.Char(
        "AccessKey Secret for Calls", groups="base.group_system", copy=False
    )
    alibaba_call_pool_key = fields.Char(
        "Pool Key", groups="base.group_system", help="Of the pool of numbers."
    )

    def _errand_call_api(self, provider=None):
        """Override of ``errand_call``: calls of Alibaba accounts go to Alibaba."""
        if (provider or self.errand_call_provider) != "alibaba":
            return super()._errand_call_api(provider)
        return CallApiAlibaba(self.sudo()) if self._alibaba_call_account() else None

    def _alibaba_call_account(self):
        """Return the ``Account``, None while it is not set up."""
        self.ensure_one()
        company_sudo = self.sudo()  # whoever calls reads no secret, but uses it
        parts = (
            company_sudo.alibaba_call_key_id,
            company_sudo.alibaba_call_secret,
            company_sudo.alibaba_call_pool_key,
        )
        return alibaba_call.Account(*parts) if all(parts) else None
