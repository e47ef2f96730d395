# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Alibaba Cloud's SMS service to test against."""

import json
import re

from .alibaba_service import AlibabaService


class SmsService(AlibabaService):
    """Takes SMS of approved templates, and sends none."""

    actions = frozenset({("SendSms", "2017-05-25")})

    def __init__(self, **account):
        super().__init__(**account)
        self.templates = {"SMS_1": {"code"}}
        self.sign_names = {"Errand"}
        self.sent = []

    def _act(self, action, form):
        code = self._send(form)
        return code, {"BizId": f"biz-{len(self.sent)}^0"} if code == "OK" else {}

    def _send(self, form):
        """Check the form as SendSms does; return the code."""
        for name in ("PhoneNumbers", "SignName", "TemplateCode"):
            if name not in form:
                return f"Missing{name}"
        if not re.fullmatch(r"1[3-9]\d{9}|[1-9]\d{6,14}", form["PhoneNumbers"]):
            return "isv.MOBILE_NUMBER_ILLEGAL"
        if form["SignName"] not in self.sign_names:
            return "isv.SMS_SIGNATURE_ILLEGAL"
        if form["TemplateCode"] not in self.templates:
            return "isv.SMS_TEMPLATE_ILLEGAL"
        params = json.loads(form.get("TemplateParam", "{}"))
        if not all(isinstance(value, str) for value in params.values()):
            return "isv.INVALID_JSON_PARAM"
        if self.templates[form["TemplateCode"]] - set(params):
            return "isv.TEMPLATE_MISSING_PARAMETERS"
        if any("://" in value for value in params.values()):
            return "isv.PARAM_NOT_SUPPORT_URL"
        self.sent.append((form["PhoneNumbers"], form["TemplateCode"], params))
        return "OK"
