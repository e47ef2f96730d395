# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""An enquiry: who asks, how to answer, what is asked, and which branch is meant."""

from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

from odoo.addons.errand_base.models.errand_branch_choice import BranchWish

from .branch import read_chosen
from .readers import LINE_LIMIT, TEXT_LIMIT, clean


class EnquiryForm:
    """Typed text in, values out; every error is kept under its field.

    Nothing is written here. Without ``errors``, ``values``, ``branch`` and
    ``branch_reason`` are complete.
    """

    def __init__(self, env, company, category, typed):
        """
        :param env: environment in superuser mode: visitors have no rights on branches
        :param typed: mapping of field name to text
        """
        self.env = env
        self.company = company
        self.category = category
        self.typed = typed
        self.errors = {}
        self.values = {}
        self.branch = env["errand.branch"]
        self.branch_reason = None

    def take(self):
        """Read every field; return True when nothing is wrong."""
        self._require("name", self.env._("Please tell us your name."))
        self._require(
            "text", self.env._("Please write what we can do for you."), TEXT_LIMIT
        )
        self._read_phone()
        self._read_email()
        if not (self.values.get("phone") or self.values.get("email")):
            self.errors.setdefault(
                "phone", self.env._("Please leave a phone number or an e-mail address.")
            )
        chosen = read_chosen(self)
        self.branch, self.branch_reason = self.env["errand.branch"]._choose(
            self.company, BranchWish(category=self.category, chosen=chosen)
        )
        if not self.branch:
            self.errors["form"] = self.env._("We do not serve any area yet.")
        return not self.errors

    def _text(self, name, limit=LINE_LIMIT):
        try:
            return clean(self.typed.get(name), limit)
        except ValueError:
            self.errors[name] = self.env._(
                "Please shorten this to %(limit)s characters.", limit=limit
            )
            return ""

    def _require(self, name, message, limit=LINE_LIMIT):
        self.values[name] = self._text(name, limit)
        if not self.values[name]:
            self.errors.setdefault(name, message)

    def _read_phone(self):
        text = self.values["phone"] = self._text("phone")
        contact = self.env["errand.contact"].new({"company_id": self.company.id})
        try:
            if text:
                contact._normalise_phone(text)
        except ValidationError as error:
            self.errors["phone"] = str(error)

    def _read_email(self):
        text = self._text("email")
        self.values["email"] = email_normalize(text) if text else ""
        if text and not self.values["email"]:
            self.errors.setdefault(
                "email", self.env._("This is not an e-mail address.")
            )
