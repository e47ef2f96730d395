# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.engine.actor import SYSTEM_ACTOR
from odoo.addons.errand_base.tools import secret
from odoo.addons.queue_job.exception import RetryableJobError

from ..tools.sms import SmsResult


class ErrandNotice(models.Model):
    """SMS: numbers are looked up, sent and forgotten."""

    _inherit = "errand.notice"

    def _send_sms(self):
        """Send the SMS of this notice through the company's provider."""
        number = self._number()
        if not number:
            self._fail("no_number")
            return
        kind = self.kind_id.with_context(lang=self._lang())
        values = self._values()
        result = self.company_id._errand_send_sms(
            number, kind._sms_text(values), kind=kind, values=values
        )
        if result.is_sent:
            self._sent()
        elif result.is_temporary:
            self._later("sms", result.failure)
        else:
            self._fail("sms", result.failure)

    def _number(self):
        """Return the number in E.164, False without one; the look is logged (R0.10)."""
        if self.contact_id:
            return self.contact_id._reveal_phone(
                self.order_id, SYSTEM_ACTOR, "sms_notice"
            )
        partner = self.partner_id
        return partner._phone_format(fname="phone", force_format="E164")

    # === WITHOUT AN ORDER === #

    @api.model
    def _sms(self, company, number, code, values, lang=None):
        """Send one SMS of a kind to a number that belongs to no order, now.

        Call it in a job. Nothing of it is kept.

        :param number: E.164
        :param code: of the kind, such as ``one_time_code``
        :param values: dict of placeholders; ``company`` is filled
        :return: ``SmsResult``
        """
        known = self._kinds_of({code}).get(code)
        if not known:
            return SmsResult(False, failure=self.env._("This kind is switched off."))
        kinds = self.env["errand.notice.kind"].sudo()  # who is told has no rights
        kind = kinds.browse(known.id).with_context(lang=lang or self.env.lang)
        values = {"company": company.name, **values}
        return company._errand_send_sms(
            number, kind._sms_text(values), kind=kind, values=values
        )

    @api.model
    def _sms_later(self, company, number, code, values, lang=None):
        """Let a job send such an SMS. The job's arguments are sealed: nobody who
        reads the queue sees the number or the code in it.
        """
        sealed = secret.encrypt(
            json.dumps([company.id, number, code, values, lang or self.env.lang])
        )
        system = self.with_user(SUPERUSER_ID)
        return system.with_delay(max_retries=4)._send_sealed(sealed)

    @api.model
    def _send_sealed(self, sealed):
        """Job: send the SMS that ``_sms_later`` sealed.

        :raise RetryableJobError: the provider does not answer now
        :raise UserError: it will not be sent
        """
        company_id, number, code, values, lang = json.loads(secret.decrypt(sealed))
        company = self.env["res.company"].browse(company_id)
        result = self._sms(company, number, code, values, lang)
        if result.is_temporary:
            raise RetryableJobError(result.failure, seconds=30)
        if not result.is_sent:
            raise UserError(result.failure)
