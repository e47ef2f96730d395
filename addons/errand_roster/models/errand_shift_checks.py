# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from odoo.addons.errand_base.tools.number import is_id

from ..engine import roster
from ..tools import spans
from .errand_shift import MATTER

#: How far around a shift others matter: a week and the rest before it.
REACH = timedelta(days=9)


class ErrandShift(models.Model):
    """Nobody is in two places, without rest, or at work too long (R2.8)."""

    _inherit = "errand.shift"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: people are claimed; our sentence comes before the database's."""
        self.check_access("create")
        people = [values.get("worker_id") for values in vals_list]
        self._check_seen(people)
        self._claim_people(people)
        self._check_bookings("DEFERRED")
        return super().create(vals_list)

    def write(self, vals):
        """Override: those who lose a shift, and who gets it, are claimed."""
        if MATTER & vals.keys():
            self.check_access("write")
            self._check_seen([vals.get("worker_id")])
            self._claim_people([*self.worker_id.ids, vals.get("worker_id")])
        return super().write(vals)

    def _check_seen(self, ids):
        """Refuse to plan people whom the planner may not see: another branch's.

        :param ids: of workers; what is none is left to the field's own check
        :raise AccessError: one of them is hidden
        """
        people = {worker for worker in ids if is_id(worker)}
        self.env["errand.worker"].browse(people).exists().check_access("read")

    def _claim_people(self, ids):
        """Claim their time before a row of ours is there.

        Whoever waits for a claim with a row written would be waited for in turn by
        the holder's look at double bookings: a deadlock.

        :param ids: of workers; what is none is left to the field's own check
        """
        people = {worker for worker in ids if is_id(worker)}
        if people:
            self.env["errand.worker"].browse(people)._claim_time()

    def _check_bookings(self, when):
        """Let the database look for double bookings DEFERRED, or IMMEDIATE (now)."""
        self.env.cr.execute(
            SQL("SET CONSTRAINTS errand_shift_no_double_booking %s", SQL(when))
        )

    @api.constrains("worker_id", "start_at", "end_at", "branch_id")
    def _check_possible(self):
        """Check all of them at once, in a constant number of queries.

        :raise ValidationError: says who, when, and what to do
        """
        self._check_bookings("DEFERRED")
        shifts = self.filtered(lambda shift: shift.state != "cancelled")
        book = self._book(
            shifts.worker_id,
            min(self.mapped("start_at")),
            max(self.mapped("end_at")),
            without=shifts,
        )
        for company, of_company in shifts.grouped("company_id").items():
            book.rules = company.sudo()._errand_roster_rules()  # of the branch's
            of_company._check_in(book)
        self._check_bookings("IMMEDIATE")

    def _check_in(self, book):
        for shift in self.sorted("start_at"):
            worker, tz = shift.worker_id, shift.branch_id.sudo().tz  # no secret
            obstacle = book.obstacle(worker.id, shift.start_at, shift.end_at, tz)
            if obstacle:
                raise ValidationError(
                    self.env._(
                        "%s Choose another time or somebody else.",
                        self._obstacle_text(worker, obstacle, tz, book.rules),
                    )
                )
            book.add(worker.id, shift.start_at, shift.end_at)

    @api.model
    def _book(self, workers, first, last, without=None):
        """Return the ``Book`` of these people around a time, in two queries.

        :param without: shifts that do not count
        """
        self.flush_model(["worker_id", "start_at", "end_at", "state"])
        self.env["errand.absence"].flush_model()
        book = roster.Book()
        # Whoever plans sees where a person is taken, whatever the branch.
        names = dict(
            workers=tuple(workers.ids) or (0,),
            first=first - REACH,
            last=last + REACH,
            without=tuple(without.ids) if without else (0,),
        )
        for row in self.env.execute_query(
            SQL(
                "SELECT worker_id, start_at, end_at FROM errand_shift"
                " WHERE worker_id IN %(workers)s AND state != 'cancelled'"
                " AND start_at < %(last)s AND end_at > %(first)s"
                " AND id NOT IN %(without)s",
                **names,
            )
        ):
            book.add(*row)
        for row in self.env.execute_query(
            SQL(
                "SELECT worker_id, start_at, end_at FROM errand_absence"
                " WHERE worker_id IN %(workers)s AND state = 'approved'"
                " AND start_at < %(last)s AND end_at > %(first)s",
                **names,
            )
        ):
            book.add_absence(*row)
        return book

    @api.model
    def _obstacle_text(self, worker, obstacle, tz, rules):
        """Return why somebody cannot work, in words.

        :param obstacle: ``Obstacle`` or ``Refusal``
        """
        names = {
            "worker": worker.sudo().name,  # colleagues know each other's names
            "hours": self._figure_text(obstacle.figure),
        }
        if obstacle.start:
            names["span"] = spans.span_text(self, obstacle.start, obstacle.end, tz)
        match obstacle.reason:
            case roster.OVERLAP:
                return self.env._("%(worker)s has a shift already: %(span)s.", **names)
            case roster.ABSENCE:
                return self.env._("%(worker)s is away: %(span)s.", **names)
            case roster.REST:
                return self.env._(
                    "%(worker)s would rest only %(hours)s hours beside the shift "
                    "%(span)s; %(most)s are needed.",
                    most=self._figure_text(rules.rest_hours),
                    **names,
                )
            case roster.WEEK_HOURS:
                return self.env._(
                    "%(worker)s would work %(hours)s hours in the week %(span)s; at "
                    "most %(most)s are allowed.",
                    most=self._figure_text(rules.week_hours),
                    **names,
                )
            case roster.NO_SUCH_TIME:
                return self.env._("The clocks change: these hours do not exist.")
        return self.env._("Too few people: %s more are needed.", names["hours"])

    @api.model
    def _figure_text(self, figure):
        return f"{figure:.2f}".rstrip("0").rstrip(".")
