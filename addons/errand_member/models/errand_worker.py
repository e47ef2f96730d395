# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

#: What an applicant is told, by how it ended.
NEWS = {"approved": "courier_approved", "rejected": "courier_rejected"}


class ErrandWorker(models.Model):
    """Members apply to be couriers, and are told how it ended (R1.5)."""

    _inherit = "errand.worker"

    @api.model
    def _apply_once(self, partner, company, service_class, categories):
        """Make a pending courier of a member; a second application is the first one.

        :param categories: accepted ``errand.category``, empty for all
        """

        def apply(env):
            workers_sudo = env["errand.worker"].sudo()  # members have no rights
            mine = [("partner_id", "=", partner.id), ("company_id", "=", company.id)]
            if workers_sudo.with_context(active_test=False).search_count(mine):
                return
            workers_sudo.create(
                {
                    "partner_id": partner.id,
                    "company_id": company.id,
                    "service_class": service_class,
                    "category_ids": [(6, 0, categories.ids)],
                }
            )

        in_fresh_transaction(self.env, apply)

    def _set_verification(self, verification):
        """Override of ``errand_base``: the applicant is told."""
        before = {worker: worker.verification for worker in self}
        done = super()._set_verification(verification)
        for worker in self:
            if worker.verification != before[worker]:
                worker._tell_verification()
        return done

    def _tell_verification(self):
        """Tell by SMS, or by mail where no phone is bound."""
        self.ensure_one()
        code = NEWS.get(self.verification)
        if not code:
            return
        partner = self.partner_id
        lang = partner.lang or self.env.lang
        notices_sudo = self.env["errand.notice"].sudo()  # told by whoever decides
        phone = partner._errand_phone()
        if phone:
            number = phone._decrypted_phone()
            notices_sudo._sms_later(self.company_id, number, code, {}, lang=lang)
            return
        kinds = notices_sudo.env["errand.notice.kind"].with_context(lang=lang)
        kind = kinds.search([("code", "=", code)])
        if kind:
            self.sudo().message_notify(
                partner_ids=partner.ids,
                subject=kind.title,
                body=kind.body.replace("{{ company }}", self.company_id.name),
            )
