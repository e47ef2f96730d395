# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Alibaba Cloud Short Message Service over HTTP. Knows no Odoo.

Action ``SendSms`` of dysmsapi, version 2017-05-25
(https://www.alibabacloud.com/help/en/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms).
"""

import json
import re
from dataclasses import dataclass

from ..exceptions import GatewayError
from . import alibaba

ENDPOINT = "https://dysmsapi.aliyuncs.com"
ACTION, VERSION = "SendSms", "2017-05-25"
#: Seconds to connect, and again to wait for the answer.
TIMEOUT = 10

MAINLAND = re.compile(r"\+86(1[3-9]\d{9})")
ABROAD = re.compile(r"\+([1-9]\d{6,14})")


@dataclass(frozen=True, slots=True, repr=False)
class Account(alibaba.AccessKey):
    """Whose SMS these are. ``secret`` is the AccessKey's secret."""

    sign_name: str
    endpoint: str = ENDPOINT


def local_number(number):
    """Return an E.164 number as Alibaba takes it.

    A number of mainland China is its eleven digits, any other has its country code
    without plus.

    :raise GatewayError: no mobile number of mainland China, or no number at all
    """
    mainland = MAINLAND.fullmatch(number)
    if mainland:
        return mainland[1]
    abroad = ABROAD.fullmatch(number)
    if not abroad or number.startswith("+86"):
        raise GatewayError("isv.MOBILE_NUMBER_ILLEGAL")
    return abroad[1]


def send_sms(account, number, template_code, params):
    """Send one SMS made of an approved template.

    :param number: E.164
    :param params: dict of the template's variables to text
    :return: the receipt's id (BizId)
    :raise GatewayError: not sent
    """
    values = {
        "PhoneNumbers": local_number(number),
        "SignName": account.sign_name,
        "TemplateCode": template_code,
        "TemplateParam": json.dumps(params, ensure_ascii=False),
    }
    content = alibaba.call(account, ACTION, VERSION, values, TIMEOUT)
    return content.get("BizId", "")
