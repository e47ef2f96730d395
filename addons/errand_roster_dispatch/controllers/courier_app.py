# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.errand_dispatch.controllers.courier_app import CourierAppController


class RosterCourierApp(CourierAppController):
    def _translated_modules(self):
        """Override of ``errand_dispatch``: the next shift in the app."""
        return [*super()._translated_modules(), "errand_roster_dispatch"]
