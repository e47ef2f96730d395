# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

KEEP_DAYS = 7


class ErrandSmsLog(models.Model):
    """An SMS that the local provider did not send: for demos and trials.

    Its text may hold a code, so only administrators see it, and not for long.
    """

    _name = "errand.sms.log"
    _description = "SMS Not Sent"
    _order = "id desc"
    _rec_name = "number_masked"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    number_masked = fields.Char("Number", readonly=True)
    text = fields.Text(readonly=True)

    @api.autovacuum
    def _gc_log(self):
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEEP_DAYS)
        self.search([("create_date", "<", limit)], limit=100000).unlink()
