# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the books."""

    _inherit = "res.config.settings"

    errand_journal_id = fields.Many2one(
        related="company_id.errand_journal_id", readonly=False
    )
    errand_escrow_account_id = fields.Many2one(
        related="company_id.errand_escrow_account_id", readonly=False
    )
    errand_commission_tax_id = fields.Many2one(
        related="company_id.errand_commission_tax_id", readonly=False
    )
