# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Alibaba Cloud number privacy protection over HTTP. Knows no Odoo.

Actions ``BindAxb`` and ``UnbindSubscription`` of dyplsapi, version 2017-05-25
(https://help.aliyun.com/zh/pnp/developer-reference/api-dyplsapi-2017-05-25-bindaxb,
https://help.aliyun.com/zh/pnp/api-bfd56c), signed as all of its services are.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from odoo.addons.errand_sms_alibaba.clients import alibaba
from odoo.addons.errand_sms_alibaba.exceptions import GatewayError

ENDPOINT = "https://dyplsapi.aliyuncs.com"
VERSION = "2017-05-25"
#: Seconds: somebody waits with the phone in the hand.
TIMEOUT = 6
#: The service writes moments on the clock of Beijing.
BEIJING = timedelta(hours=8)
MAINLAND = re.compile(r"\+86(\d{5,12})")
#: The binding is not there any more: nothing is left to end.
GONE = re.compile(r".*(NOT_EXIST|NOT_FOUND|NOTEXIST|EXPIRED).*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, repr=False)
class Account(alibaba.AccessKey):
    """Whose numbers these are. ``secret`` is the AccessKey's secret."""

    pool_key: str
    endpoint: str = ENDPOINT


def local_number(number):
    """Return an E.164 number of mainland China as the service takes it.

    A mobile number is its eleven digits, another has its area code with the zero.

    :raise GatewayError: of another country
    """
    match = MAINLAND.fullmatch(number)
    if not match:
        raise GatewayError("isv.PHONE_NO_ILLEGAL")
    digits = match[1]
    is_mobile = len(digits) == 11 and digits.startswith("1")
    return digits if is_mobile else f"0{digits}"


def bind(account, caller, callee, until, reference):
    """Bind two numbers to a virtual one; either calls it and reaches the other.

    :param caller, callee: E.164
    :param until: naive UTC datetime
    :return: (virtual number in E.164, id of the binding)
    :raise GatewayError: no number
    """
    values = {
        "PoolKey": account.pool_key,
        "PhoneNoA": local_number(caller),
        "PhoneNoB": local_number(callee),
        "Expiration": f"{until + BEIJING:%Y-%m-%d %H:%M:%S}",
        "IsRecordingEnabled": "false",
        "OutId": reference,
    }
    content = alibaba.call(account, "BindAxb", VERSION, values, TIMEOUT)
    bound = content.get("SecretBindDTO") or {}
    number, binding = bound.get("SecretNo"), bound.get("SubsId")
    if not str(number or "").isdecimal() or not binding:
        raise GatewayError("incomplete answer", is_temporary=True)
    return f"+86{str(number).removeprefix('0')}", str(binding)


def release(account, virtual_number, binding):
    """End a binding; one that is gone already is ended.

    :raise GatewayError: not ended
    """
    values = {
        "PoolKey": account.pool_key,
        "SubsId": binding,
        "SecretNo": local_number(virtual_number),
    }
    try:
        alibaba.call(account, "UnbindSubscription", VERSION, values, TIMEOUT)
    except GatewayError as error:
        if not GONE.fullmatch(error.code):
            raise
