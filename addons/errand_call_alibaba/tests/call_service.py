# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Alibaba Cloud's number privacy protection to test against.

Its forms are checked as the public descriptions of BindAxb and UnbindSubscription say.
"""

import re
from datetime import datetime

from odoo.addons.errand_sms_alibaba.tests.alibaba_service import AlibabaService

NUMBER = re.compile(r"1[3-9]\d{9}|0\d{9,11}")


class CallService(AlibabaService):
    """Gives numbers of one pool, each to one pair at a time."""

    actions = frozenset(
        {("BindAxb", "2017-05-25"), ("UnbindSubscription", "2017-05-25")}
    )

    def __init__(self, **account):
        super().__init__(**account)
        self.pool = ["17000000001", "17000000002"]
        self.bindings = {}

    def _act(self, action, form):
        if form.get("PoolKey") != "FC1":
            return "POOLKEY_NOT_EXIST", {}
        return self._bind(form) if action == "BindAxb" else self._unbind(form)

    def _bind(self, form):
        numbers = (form.get("PhoneNoA", ""), form.get("PhoneNoB", ""))
        if not all(NUMBER.fullmatch(number) for number in numbers):
            return "isv.PHONE_NO_ILLEGAL", {}
        try:
            datetime.strptime(form.get("Expiration", ""), "%Y-%m-%d %H:%M:%S")
        except ValueError:
            return "isv.EXPIRATION_ILLEGAL", {}
        used = {number for number, _pair, _until in self.bindings.values()}
        free = [number for number in self.pool if number not in used]
        if not free:
            return "isv.NO_AVAILABLE_NUMBER", {}
        binding = str(1000 + len(self.bindings))
        self.bindings[binding] = (free[0], numbers, form["Expiration"])
        return "OK", {"SecretBindDTO": {"SubsId": binding, "SecretNo": free[0]}}

    def _unbind(self, form):
        known = self.bindings.get(form.get("SubsId"))
        if not known or known[0] != form.get("SecretNo"):
            return "isv.SUBS_NOT_EXIST", {}
        del self.bindings[form["SubsId"]]
        return "OK", {}
