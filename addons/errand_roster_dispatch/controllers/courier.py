# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import http
from odoo.http import request

from odoo.addons.errand_dispatch.controllers.courier import CourierController


class RosterCourier(CourierController):
    @http.route()
    def state(self):
        """Override of ``errand_dispatch``: the next shift, and what waits."""
        answer = super().state()
        if answer["worker"]:
            worker = request.env["errand.worker"]._of_user(request.env.user)
            answer["roster"] = worker._roster_of_app()
        return answer
