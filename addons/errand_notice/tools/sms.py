# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How an SMS ended, and the provider that only writes it down."""

import re
from typing import NamedTuple

from odoo.tools import html2plaintext

from odoo.addons.errand_base.tools.phone import mask_phone
from odoo.addons.sms.tools.sms_api import SmsApiBase

#: Answers of providers after which the same message may be tried again.
TEMPORARY_STATES = {"server_error"}

NUMBER = re.compile(r"\+?\d[\d ()-]{5,}\d")


class SmsResult(NamedTuple):
    """How sending one SMS ended.

    ``is_temporary``: it was not sent, and may be tried again. ``failure``: why it
    was not, without any number; empty when it was sent.
    """

    is_sent: bool
    is_temporary: bool = False
    failure: str = ""


def without_numbers(text):
    """Return a provider's words as plain text, without the phone numbers in them."""
    return NUMBER.sub("****", html2plaintext(text or "")).strip()


class SmsApiLog(SmsApiBase):
    """The local provider: no SMS leaves the house, each is a line of the SMS log."""

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        """Override of ``sms``: write the messages down.

        :param messages: as for ``SmsApi._send_sms_batch``
        """
        sent = [
            (message["content"], number)
            for message in messages
            for number in message["numbers"]
        ]
        # Written for whoever sends; only administrators read it.
        self.env["errand.sms.log"].sudo().create(
            [
                {
                    "company_id": self.company.id,
                    "number_masked": mask_phone(number["number"]),
                    "text": text,
                }
                for text, number in sent
            ]
        )
        return [{"uuid": number["uuid"], "state": "success"} for _text, number in sent]
