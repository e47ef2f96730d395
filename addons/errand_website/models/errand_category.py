# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ErrandCategory(models.Model):
    """What a website offers, and what its form says about it."""

    _inherit = "errand.category"

    @api.model
    def _offered_on(self, website):
        """Return the categories of a website, as superuser."""
        # Visitors have no rights on categories; these are the public ones.
        return self.sudo().search(
            [
                ("company_id", "in", (website.sudo().company_id.id, False)),
                ("is_desk", "=", False),
            ]
        )

    def _priced_classes(self, company):
        """Return the service classes that are offered and have a price.

        :return: list of "ordinary" and "professional"
        """
        self.ensure_one()
        rules = self.env["errand.price.rule"].search(
            [
                ("company_id", "=", company.id),
                ("category_id", "in", (self.id, False)),
            ]
        )
        priced = set(rules.mapped("service_class"))
        return [name for name in self._offered_classes() if name in priced]
