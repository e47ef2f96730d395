# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of couriers' money."""

    _inherit = "res.config.settings"

    errand_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of Errands"
    )
    errand_payout_journal_id = fields.Many2one(
        related="company_id.errand_payout_journal_id", readonly=False
    )
    errand_payout_minimum = fields.Monetary(
        related="company_id.errand_payout_minimum",
        readonly=False,
        currency_field="errand_currency_id",
    )
    errand_cash_limit = fields.Monetary(
        related="company_id.errand_cash_limit",
        readonly=False,
        currency_field="errand_currency_id",
    )
