# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.sms.tools.sms_api import SmsApiBase

from ..clients import alibaba_sms
from ..exceptions import GatewayError

#: States of ``sms`` by Alibaba's codes; what is not here is ``alibaba_refused``.
STATES = {
    "isv.MOBILE_NUMBER_ILLEGAL": "wrong_number_format",
    "isv.AMOUNT_NOT_ENOUGH": "insufficient_credit",
    "isv.OUT_OF_SERVICE": "insufficient_credit",
    "isv.ACCOUNT_NOT_EXISTS": "unregistered",
    "isv.ACCOUNT_ABNORMAL": "unregistered",
    "isv.PRODUCT_UN_SUBSCRIPT": "unregistered",
    "isv.RAM_PERMISSION_DENY": "unregistered",
    "isp.RAM_PERMISSION_DENY": "unregistered",
    "InvalidAccessKeyId.NotFound": "unregistered",
    "SignatureDoesNotMatch": "unregistered",
}


class SmsApiAlibaba(SmsApiBase):
    """Alibaba Cloud as a provider of ``sms``: sends the templates of kinds."""

    TAKES_KIND = True
    PROVIDER_TO_SMS_FAILURE_TYPE = SmsApiBase.PROVIDER_TO_SMS_FAILURE_TYPE | {
        "insufficient_credit": "sms_credit",
        "unregistered": "sms_acc",
    }

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        """Override of ``sms``: one request for each number.

        :param messages: as for ``SmsApi._send_sms_batch``, with ``kind`` and
            ``values`` where a notice is sent
        """
        return [
            {"uuid": number["uuid"], **self._send(number["number"], message)}
            for message in messages
            for number in message["numbers"]
        ]

    def _send(self, number, message):
        """Send one SMS; return its state, and why it was not sent."""
        account = self.company._alibaba_account()
        template_code, params = self._template_of(message)
        if not account:
            return self._refusal("unregistered")
        if not template_code:
            return self._refusal("alibaba_no_template")
        try:
            alibaba_sms.send_sms(account, self._e164(number), template_code, params)
        except GatewayError as error:
            state = STATES.get(error.code, "alibaba_refused")
            return self._refusal(
                "server_error" if error.is_temporary else state, error.code
            )
        return {"state": "success"}

    def _template_of(self, message):
        """Return (template code, params) of a message.

        Odoo's own SMS have only a text: they go into the one variable of a general
        template, where the company has one approved.
        """
        kind = message.get("kind")
        if kind and kind.alibaba_template_code:
            return kind.alibaba_template_code, kind._alibaba_params(message["values"])
        company_sudo = self.company.sudo()  # a setting, for whoever sends
        return company_sudo.alibaba_sms_template_code, {"content": message["content"]}

    def _e164(self, number):
        """Return the number with its country, as Odoo's own SMS may lack it."""
        digits = "".join(letter for letter in number if letter in "+0123456789")
        return digits if digits.startswith("+") else f"+86{digits}"

    def _refusal(self, state, code=""):
        reason = self._get_sms_api_error_messages()[state]
        return {
            "state": state,
            "failure_reason": f"{reason} ({code})" if code else reason,
        }

    def _get_sms_api_error_messages(self):
        """Override of ``sms``: what to do about each refusal."""
        return {
            **super()._get_sms_api_error_messages(),
            "server_error": self.env._(
                "Alibaba Cloud does not take this SMS at the moment."
            ),
            "wrong_number_format": self.env._(
                "Alibaba Cloud says that this is no mobile number."
            ),
            "insufficient_credit": self.env._(
                "There is no money left on the Alibaba Cloud account."
            ),
            "unregistered": self.env._(
                "Alibaba Cloud does not accept the account. Check it in the settings."
            ),
            "alibaba_no_template": self.env._(
                "This kind of notice has no template of Alibaba Cloud."
            ),
            "alibaba_refused": self.env._("Alibaba Cloud refused the SMS."),
        }
