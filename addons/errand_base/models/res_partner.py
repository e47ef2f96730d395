# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ResPartner(models.Model):
    """What is known of a person, and how it is taken out: every add-on has its part.

    The pages for it are in ``errand_member``.
    """

    _inherit = "res.partner"

    def _errand_orders(self):
        """Return the orders that this person placed or drafted, as superuser."""
        return self.env["errand.order"].sudo().search([("partner_id", "=", self.id)])

    def _errand_data(self):
        """Return what we hold about this person, for themselves.

        :return: dict of section title to a list of dicts of JSON values
        """
        self.ensure_one()
        return {}

    def _erasure_obstacles(self):
        """Return why this person cannot be erased now: a list of sentences."""
        self.ensure_one()
        return []

    def _errand_erase(self):
        """Take out what tells who this person is; the books and the log keep ids.

        What the law keeps (a courier's documents) stays. Callers check the obstacles
        first, under a lock on the person.
        """
        self.ensure_one()
