# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.addons.errand_website.tests.common import ErrandWebsiteCommon

from ..models.errand_code import ErrandCode

#: Made-up numbers of a range that is free for fiction.
NUMBER, OTHER_NUMBER = "+8613900004321", "+8613900008765"
ADDRESS = "192.0.2.1"


class ErrandMemberCommon(ErrandWebsiteCommon):
    """Members, and the codes that they get by SMS."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website.auth_signup_uninvited = "b2c"
        cls.website.specific_user_account = False
        cls.codes = cls.env["errand.code"]
        cls.phones = cls.env["errand.phone"]

    def setUp(self):
        super().setUp()
        self.sent = []

        def note(record, number, code, company):
            self.sent.append((number, code))

        self.startPatcher(patch.object(ErrandCode, "_send_code", note))

    def _bind(self, user, number=NUMBER):
        self.phones._bind(user.partner_id, number)

    def _forget_uses(self):
        """Let the minute between two codes pass."""
        self.env["errand.rate.limit"].search([]).unlink()

    def _ask(self, number=NUMBER, purpose="sign_in"):
        self._forget_uses()
        return self.codes._ask(purpose, number, ADDRESS, self.company)

    @property
    def code(self):
        return self.sent[-1][1]

    @property
    def wrong_code(self):
        return f"{(int(self.code) + 1) % 10**6:06}"

    # === BROWSER === #

    def _send_number(self, number="139 0000 4321", redirect="", follow=True, **values):
        china = self.env.ref("base.cn").id
        return self._post(
            "/errand/phone",
            follow=follow,
            number=number,
            country=china,
            redirect=redirect,
            **values,
        )

    def _type_code(self, code=None, follow=False, url="/errand/phone/code"):
        return self._post(url, follow=follow, code=code or self.code)

    def _whoami(self):
        """Return who the browser is signed in as, None for nobody."""
        answer = self.url_open("/my", allow_redirects=False)
        if answer.status_code != 200:
            return None
        # Every page tells its scripts who is signed in.
        user_id = re.search(r'"uid": (\d+)', answer.text)[1]
        return self.env["res.users"].browse(int(user_id))

    @contextmanager
    def _counting(self, model, domain=()):
        """Yield a function that returns how many records were made inside."""
        before = self.env[model].search_count(list(domain))
        yield lambda: self.env[model].search_count(list(domain)) - before
