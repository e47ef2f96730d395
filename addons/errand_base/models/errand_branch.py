# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ..engine.area import CORNERS_MAX, SPAN_MAX, Area, AreaError, read_polygon
from ..engine.geo import Point
from ..tools.tiles import tile_settings

#: Who a branch belongs to and who manages it is the office's to say (R2.10).
OFFICE_FIELDS = {"company_id", "manager_id", "owner_id"}


class ErrandBranch(models.Model):
    """A store or depot: a point, the area it serves, its people and its own clock."""

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
    area_kind = fields.Selection(
        [("circle", "Circle"), ("polygon", "Drawn on the map")],
        string="Service Area",
        required=True,
        default="circle",
        help="Errands start inside of it.",
    )
    radius_km = fields.Float(
        "Service Radius (km)",
        digits=(8, 2),
        required=True,
        default=10.0,
        help="Errands start within this distance of the branch.",
    )
    #: The corners in turn, each [latitude, longitude].
    area_polygon = fields.Json("Drawn Area")
    category_ids = fields.Many2many(
        "errand.category",
        string="Only These Categories",
        help="Empty: all of them. A branch that lists a category goes before one that "
        "takes everything.",
    )
    user_ids = fields.Many2many(
        "res.users",
        "errand_branch_user_rel",
        "branch_id",
        "user_id",
        string="Staff",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    manager_id = fields.Many2one(
        "res.users",
        domain="[('id', 'in', user_ids)]",
        index="btree_not_null",
        help="One of the staff. Being chosen gives the rights of a branch manager.",
    )
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

    @api.constrains("area_kind", "area_polygon")
    def _check_polygon(self):
        for branch in self:
            if branch.area_kind == "polygon" or branch.area_polygon:
                branch._corners()

    @api.constrains("company_id")
    def _check_company_stays(self):
        orders_sudo = self.env["errand.order"].sudo()  # whoever's they are
        if orders_sudo.search_count([("branch_id", "in", self.ids)], limit=1):
            raise ValidationError(
                self.env._("A branch with orders stays with its company.")
            )

    # === AREA === #

    def _area(self):
        """Return where the branch serves, as an ``Area``."""
        self.ensure_one()
        corners = self._corners() if self.area_kind == "polygon" else ()
        return Area(Point(self.latitude, self.longitude), self.radius_km, corners)

    def _serves(self, point):
        """Tell whether an errand may start there."""
        return self._area().holds(point)

    def _corners(self):
        """Return the drawn area as a tuple of ``Point``.

        :raise ValidationError: it is no area; says why
        """
        try:
            return read_polygon(self.area_polygon or [])
        except AreaError as error:
            raise ValidationError(self._polygon_message(error.code)) from error

    def _polygon_message(self, code):
        return {
            "shape": self.env._("The drawn area cannot be read. Please draw it anew."),
            "few": self.env._("Draw at least three different corners of the area."),
            "many": self.env._(
                "Draw the area with %s corners at most.", str(CORNERS_MAX)
            ),
            "place": self.env._("A corner of the area is not a place on earth."),
            "antimeridian": self.env._(
                "An area cannot cross the 180th meridian. Open a branch on each side."
            ),
            "large": self.env._(
                "This area is too large: it spans %s degrees at most.",
                f"{SPAN_MAX:g}",
            ),
            "crossing": self.env._(
                "The edge of the area crosses itself. Please draw it anew."
            ),
        }[code]

    @api.model
    def map_settings(self):
        """Return what the form's map is drawn with: not a secret."""
        return tile_settings(self.env)

    def _area_values(self):
        """Return what a map needs to draw the branch: not a secret."""
        self.ensure_one()
        return {
            "name": self.name,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "radius_km": self.radius_km,
            "polygon": self.area_polygon if self.area_kind == "polygon" else None,
        }
