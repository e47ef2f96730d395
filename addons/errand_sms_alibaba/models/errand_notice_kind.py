# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ErrandNoticeKind(models.Model):
    """A kind of notice names the approved template that says it."""

    _inherit = "errand.notice.kind"

    alibaba_template_code = fields.Char(
        "Template Code", help="Of the approved template, such as SMS_123456789."
    )
    alibaba_params = fields.Char(
        "Template Variables",
        help="The placeholders that are variables of the template, such as: code, "
        "token. A variable of another name is written name=placeholder. Alibaba does "
        "not take addresses as variables: write the address into the template and use "
        "token for its last part.",
    )

    @api.constrains("alibaba_params", "audience")
    def _check_alibaba_params(self):
        for kind in self:
            unknown = set(kind._alibaba_variables().values()) - set(
                kind._placeholders()
            )
            if unknown:
                raise ValidationError(
                    self.env._(
                        "These are no placeholders of this kind: %s",
                        ", ".join(sorted(unknown)),
                    )
                )

    def _alibaba_variables(self):
        """Return the template's variables as a dict of name to placeholder."""
        self.ensure_one()
        variables = {}
        for part in (self.alibaba_params or "").replace("，", ",").split(","):
            name, equals, placeholder = (word.strip() for word in part.partition("="))
            if name:
                variables[name] = placeholder if equals else name
        return variables

    def _alibaba_params(self, values):
        """Return the params of one SMS: dict of the template's variables to text."""
        return {
            name: str(values.get(placeholder) or "")
            for name, placeholder in self._alibaba_variables().items()
        }
