# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResConfigSettings(models.TransientModel):
    """Dispatch settings."""

    _inherit = "res.config.settings"

    errand_position_minutes = fields.Integer(
        related="company_id.errand_position_minutes", readonly=False
    )
    errand_active_limit = fields.Integer(
        related="company_id.errand_active_limit", readonly=False
    )
    errand_live_minutes = fields.Integer(
        related="company_id.errand_live_minutes", readonly=False
    )
    errand_pickup_minutes = fields.Integer(
        related="company_id.errand_pickup_minutes", readonly=False
    )
    errand_dropoff_minutes = fields.Integer(
        related="company_id.errand_dropoff_minutes", readonly=False
    )
    errand_position_days = fields.Integer(
        "Positions Are Kept (days)", config_parameter="errand.position_days", default=30
    )

    @api.constrains("errand_position_days")
    def _check_position_days(self):
        for settings in self:
            if not 1 <= settings.errand_position_days <= 3650:
                raise ValidationError(
                    self.env._("Keep positions between 1 and 3650 days.")
                )
