# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from uuid import uuid4

import requests

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.sms import TEMPORARY_STATES, SmsApiLog, SmsResult, without_numbers


class ResCompany(models.Model):
    """A company sends its SMS through one provider."""

    _inherit = "res.company"

    errand_sms_provider = fields.Selection(
        [("log", "Local log: nothing is sent"), ("odoo", "As Odoo's own SMS settings")],
        string="SMS Provider",
        default="log",
    )
    errand_quiet_from = fields.Float(
        "Quiet From",
        default=22.0,
        help="On each branch's own clock. SMS and pushes that may wait are sent after "
        "the quiet hours. Equal hours: none are quiet.",
    )
    errand_quiet_until = fields.Float("Quiet Until", default=8.0)
    errand_desk_minutes = fields.Integer(
        "Work at the Desk (minutes)",
        default=60,
        help="After so long the branch's manager hears that nobody took it, and again "
        "that it is not done. Counted from when the branch opens. 0: never.",
    )

    _errand_desk_minutes_sane = models.Constraint(
        "CHECK (errand_desk_minutes BETWEEN 0 AND 43200)",
        "Work at the desk lies between 0 minutes and 30 days.",
    )

    @api.constrains("errand_quiet_from", "errand_quiet_until")
    def _check_quiet_hours(self):
        for company in self:
            hours = (company.errand_quiet_from, company.errand_quiet_until)
            if not all(0 <= hour < 24 for hour in hours):
                raise ValidationError(
                    self.env._("Quiet hours lie between 0:00 and 23:59.")
                )

    def _errand_dispatchers(self):
        """Return who watches all branches; administrators where nobody else does."""
        self.ensure_one()
        watching = self.env.ref("errand_base.group_dispatcher").sudo().all_user_ids
        here = watching.filtered(
            lambda user: user.active and self in user.company_ids and not user.share
        )
        dispatchers = here.filtered(
            lambda user: not user.has_group("errand_base.group_admin")
        )
        return dispatchers or here

    def _errand_sms_api_class(self):
        """Return the provider's class, None where Odoo's own settings say it.

        Provider modules add theirs. A class that sends templates instead of texts has
        ``TAKES_KIND = True`` and finds ``kind`` and ``values`` in each message.
        """
        self.ensure_one()
        return None if self.errand_sms_provider == "odoo" else SmsApiLog

    def _get_sms_api_class(self):
        """Override of ``sms``: Odoo's own SMS go through the chosen provider too."""
        return self._errand_sms_api_class() or super()._get_sms_api_class()

    def _errand_sms_api(self):
        """Return the provider, ready to send for this company."""
        self.ensure_one()
        provider = self._errand_sms_api_class() or self._get_sms_api_class()
        # The provider reads the company's secrets, which nobody else may.
        api = provider(self.with_company(self).sudo().env)
        api._set_company(self)
        return api

    def _errand_send_sms(self, number, text, kind=None, values=None):
        """Send one SMS now. Call it in a job: it waits for the provider.

        The number is written nowhere.

        :param number: E.164
        :param kind: ``errand.notice.kind``, for providers that send approved templates
        :param values: dict of the placeholders that filled the text
        :return: ``SmsResult``
        """
        api = self._errand_sms_api()
        message = {
            "content": text,
            "numbers": [{"uuid": uuid4().hex, "number": number}],
        }
        if getattr(api, "TAKES_KIND", False):
            message |= {"kind": kind, "values": values or {}}
        try:
            answer = api._send_sms_batch([message])[0]
        except (UserError, requests.RequestException) as error:
            # Odoo's providers say so of networks as well as of accounts.
            return SmsResult(False, True, without_numbers(str(error)))
        return self._errand_sms_result(api, answer)

    def _errand_sms_result(self, api, answer):
        """Return what a provider's answer means.

        :param answer: dict of ``state`` and maybe ``failure_reason``, as ``sms`` has it
        """
        state = answer["state"]
        if state in self.env["sms.sms"].IAP_TO_SMS_STATE_SUCCESS:
            return SmsResult(True)
        reason = answer.get("failure_reason")
        reason = reason or api._get_sms_api_error_messages().get(state) or state
        return SmsResult(False, state in TEMPORARY_STATES, without_numbers(str(reason)))
