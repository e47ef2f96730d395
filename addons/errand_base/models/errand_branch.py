# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ..engine.geo import Point, distance_km


class ErrandBranch(models.Model):
    """A store or depot: a point, the area it serves, and its own clock."""

    _name = "errand.branch"
    _description = "Branch"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    owner_id = fields.Many2one(
        "res.partner", help="The merchant, where it is not the company itself."
    )
    tz = fields.Selection(
        _tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self.env.user.tz or "UTC",
        help="Slots, opening hours and reports of the branch use this clock.",
    )
    address = fields.Char()
    phone = fields.Char()
    latitude = fields.Float(digits=(10, 7), required=True)
    longitude = fields.Float(digits=(10, 7), required=True)
    radius_km = fields.Float(
        "Service Radius (km)",
        digits=(8, 2),
        required=True,
        default=10.0,
        help="Errands start within this distance of the branch.",
    )
    user_ids = fields.Many2many(
        "res.users",
        "errand_branch_user_rel",
        "branch_id",
        "user_id",
        string="Staff",
        domain="[('share', '=', False)]",
    )
    manager_id = fields.Many2one("res.users", domain="[('share', '=', False)]")
    worker_ids = fields.One2many("errand.worker", "branch_id", string="Workers")

    _radius_positive = models.Constraint(
        "CHECK (radius_km > 0)", "The service radius must be more than zero."
    )
    _latitude_range = models.Constraint(
        "CHECK (latitude BETWEEN -90 AND 90)", "A latitude lies between -90 and 90."
    )
    _longitude_range = models.Constraint(
        "CHECK (longitude BETWEEN -180 AND 180)",
        "A longitude lies between -180 and 180.",
    )

    @api.constrains("latitude", "longitude")
    def _check_point_is_set(self):
        # 0, 0 lies in the sea: it is what an empty form sends.
        if any(not branch.latitude and not branch.longitude for branch in self):
            raise ValidationError(self.env._("Set the branch's point on the map."))

    @api.model
    def _find_for(self, company, point=None):
        """Return the nearest branch of the company that serves ``point``.

        :param point: ``Point`` where the errand starts; None when it has no trip
        :return: an empty recordset when no branch serves that point
        """
        branches = self.search([("company_id", "=", company.id)])
        if point is None:
            return branches[:1]
        reach = {branch: branch._distance_km(point) for branch in branches}
        serving = [branch for branch in branches if reach[branch] <= branch.radius_km]
        return min(serving, key=reach.get, default=self.browse())

    def _distance_km(self, point):
        """Return the great-circle distance of ``point``, in kilometres."""
        self.ensure_one()
        return distance_km(Point(self.latitude, self.longitude), point)
