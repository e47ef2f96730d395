# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Drafts that one run of the vacuum removes at most.
BATCH = 500


class ErrandOrder(models.Model):
    """Drafts that nobody placed do not stay: they hold names and addresses."""

    _inherit = "errand.order"

    @api.model
    def _abandoned_domain(self, company):
        """Return the drafts of a company that may go. Modules keep theirs."""
        limit = fields.Datetime.now() - timedelta(days=company.errand_draft_days)
        return (
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "draft")
            & Domain("write_date", "<", limit)
            # The log is never deleted: whoever looked at a draft keeps it.
            & Domain("event_ids", "=", False)
        )

    @api.autovacuum
    def _gc_drafts(self):
        """Remove old drafts with their files, and contacts that nothing else uses."""
        companies = self.env["res.company"].sudo()
        for company in companies.search([("errand_draft_days", ">", 0)]):
            drafts = self.search(self._abandoned_domain(company), limit=BATCH)
            contacts = drafts.pickup_contact_id | drafts.dropoff_contact_id
            drafts.unlink()
            contacts.filtered(
                lambda contact: (
                    not (contact.pickup_order_ids or contact.dropoff_order_ids)
                )
            ).unlink()
