# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class SmsSms(models.Model):
    """Odoo's own SMS go through the provider of the company, too."""

    _inherit = "sms.sms"

    def _split_by_api(self):
        """Override of ``sms``: what is sent at once does not ask the company there."""
        rest = self.browse()
        for company, messages in self.grouped(
            lambda sms: sms._get_sms_company()
        ).items():
            if company._errand_sms_api_class():
                yield company._errand_sms_api(), messages
            else:
                rest += messages
        if rest:
            yield from super(SmsSms, rest)._split_by_api()
