# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ..engine.roster import Template

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class ErrandShiftTemplate(models.Model):
    """A shift that comes again each week, for named people or for a number (R2.8)."""

    _name = "errand.shift.template"
    _description = "Shift Template"
    _order = "branch_id, start_hour, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    branch_id = fields.Many2one(
        "errand.branch", required=True, index=True, check_company=True
    )
    company_id = fields.Many2one(
        related="branch_id.company_id", store=True, precompute=True, index=True
    )
    mon = fields.Boolean(default=True)
    tue = fields.Boolean(default=True)
    wed = fields.Boolean(default=True)
    thu = fields.Boolean(default=True)
    fri = fields.Boolean(default=True)
    sat = fields.Boolean()
    sun = fields.Boolean()
    start_hour = fields.Float("From", required=True, default=8.0)
    end_hour = fields.Float(
        "Until",
        required=True,
        default=16.0,
        help="Not after the start: on the next day. On the branch's clock.",
    )
    worker_ids = fields.Many2many(
        "errand.worker",
        string="People",
        check_company=True,
        domain="[('verification', '=', 'approved')]",
        help="Who works this shift. Empty: everybody of the branch may be chosen.",
    )
    needed = fields.Integer(
        "How Many",
        help="So many of them each day, those with the fewest hours first. 0: all.",
    )
    valid_from = fields.Date()
    valid_until = fields.Date()
    note = fields.Char(help="Stands on each shift, such as where to come.")

    _hours_of_a_day = models.Constraint(
        "CHECK (start_hour >= 0 AND start_hour < 24 AND end_hour >= 0"
        " AND end_hour <= 24)",
        "Hours lie between 00:00 and 24:00.",
    )
    _some_day = models.Constraint(
        "CHECK (mon OR tue OR wed OR thu OR fri OR sat OR sun)",
        "Choose a weekday at least.",
    )
    _needed_sane = models.Constraint(
        "CHECK (needed BETWEEN 0 AND 1000)", "How many: between 0 and 1000."
    )
    _valid_in_order = models.Constraint(
        "CHECK (valid_until >= valid_from)", "It is valid from a day until a later one."
    )

    @api.depends("name", "start_hour", "end_hour")
    def _compute_display_name(self):
        for template in self:
            hours = "–".join(
                f"{minutes // 60:02}:{minutes % 60:02}"
                for minutes in (
                    round(template.start_hour * 60),
                    round(template.end_hour * 60),
                )
            )
            template.display_name = f"{template.name or ''} {hours}".strip()

    def write(self, vals):
        """Override: rules are checked before a write: nobody moves it elsewhere.

        :raise AccessError: to another's branch
        """
        result = super().write(vals)
        if "branch_id" in vals:
            self.check_access("write")
        return result

    def _for_engine(self, of_branch):
        """Return these as ``Template``s of the engine.

        :param of_branch: dict of branch to its workers, for templates without people
        """
        return [
            Template(
                id=template.id,
                tz=template.branch_id.tz,
                weekdays=frozenset(
                    number for number, day in enumerate(WEEKDAYS) if template[day]
                ),
                start=template.start_hour,
                end=template.end_hour,
                worker_ids=tuple(
                    template.worker_ids.filtered(
                        lambda worker: (
                            worker.active and worker.verification == "approved"
                        )
                    ).ids
                    if template.worker_ids
                    else of_branch[template.branch_id].ids
                ),
                needed=template.needed,
                valid_from=template.valid_from or None,
                valid_until=template.valid_until or None,
            )
            for template in self
        ]
