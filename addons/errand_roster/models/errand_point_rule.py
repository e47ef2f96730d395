# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandPointRule(models.Model):
    """How many points an occasion gives. The nearest rule counts (R2.7)."""

    _name = "errand.point.rule"
    _description = "Points Rule"
    _order = "occasion, stars desc, branch_id, company_id, id"
    _rec_name = "occasion"
    _check_company_auto = True

    occasion = fields.Selection(
        [
            ("handled_in_time", "Handled in time"),
            ("late", "Late"),
            ("no_show", "Did not come"),
            ("rating", "Rating"),
            ("complaint", "Complaint"),
        ],
        required=True,
        help="Complaint: what is proposed to staff, who decide about complaints.",
    )
    stars = fields.Integer(help="Of a rating: 1 to 5.")
    points = fields.Integer(required=True, help="Below zero: points are taken.")
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: for all companies without a rule of their own.",
    )
    branch_id = fields.Many2one(
        "errand.branch", check_company=True, help="Empty: all branches."
    )
    active = fields.Boolean(default=True)

    _stars_of_ratings = models.Constraint(
        "CHECK ((occasion = 'rating') = (stars BETWEEN 1 AND 5)"
        " AND (occasion = 'rating' OR stars = 0))",
        "A rating has 1 to 5 stars, other occasions have none.",
    )
    _points_sane = models.Constraint(
        "CHECK (points BETWEEN -1000 AND 1000)",
        "A rule gives at most 1000 points, and takes at most 1000.",
    )
    _branch_has_company = models.Constraint(
        "CHECK (branch_id IS NULL OR company_id IS NOT NULL)",
        "A rule for a branch belongs to its company.",
    )
    _one_for_each = models.UniqueIndex(
        "(occasion, stars, COALESCE(company_id, 0), COALESCE(branch_id, 0))"
        " WHERE active",
        "There is a rule for this occasion already.",
    )

    @api.model
    def _points_for(self, occasion, worker, stars=0):
        """Return the points by the nearest rule: branch, company, everybody's; else 0.

        :param stars: of a rating, 1 to 5
        """
        rules_sudo = self.sudo()  # whoever makes the occasion may not read rules
        rules = rules_sudo.search(
            [
                ("occasion", "=", occasion),
                ("stars", "=", stars),
                ("company_id", "in", (worker.company_id.id, False)),
                ("branch_id", "in", (worker.branch_id.id, False)),
            ]
        )
        nearest = rules.sorted(lambda rule: (not rule.branch_id, not rule.company_id))
        return nearest[:1].points

    @api.model
    def _apply(self, occasion, worker, key, order):
        """Give a worker the points of an occasion, once for each key."""
        points = self._points_for(occasion, worker)
        if points:
            self.env["errand.point"]._grant(worker, points, occasion, key, order)
