# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.errand_dispatch.controllers.courier_app import CourierAppController


class SupportCourierApp(CourierAppController):
    def _translated_modules(self):
        """Override of ``errand_dispatch``: the stars for a customer in the app."""
        return [*super()._translated_modules(), "errand_support"]
