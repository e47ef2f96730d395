# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import date, datetime, timedelta

from odoo import Command

from odoo.addons.errand_base.engine.actor import STAFF, Actor
from odoo.addons.errand_base.tests.common import ErrandCommon

from ..models.errand_worker_tell import ErrandWorker

#: The Monday on which tests plan, far ahead: nothing is over by then.
MONDAY = date(2031, 6, 2)


class ErrandRosterCommon(ErrandCommon):
    """A branch with two workers, and rules that give points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What a database has set up does not count here.
        cls.env["errand.point.rule"].search([]).active = False
        cls.company.write({"errand_rest_hours": 11, "errand_week_hours": 48})
        cls.courier.branch_id = cls.branch
        cls.colleague_user = cls._create_portal_user("errand_colleague", "Cole League")
        cls.colleague = cls._create_worker(
            cls.colleague_user.partner_id, branch_id=cls.branch.id
        )
        cls.manager_actor = Actor(STAFF, user_id=cls.manager.id)

    def _tell_by_mail(self):
        """Let the roster tell by its own mails, whatever else is installed."""
        workers = self.registry["errand.worker"]
        for name in ("_tell_roster", "_tell_roster_managers"):
            self.patch(workers, name, getattr(ErrandWorker, name))

    def _told(self, partner):
        """Return the last mail to somebody."""
        domain = [("partner_ids", "in", partner.id)]
        mails = self.env["mail.message"].search(domain, limit=1, order="id desc")
        return mails.body or ""

    @classmethod
    def _create_rule(cls, occasion, points, **values):
        values = {"company_id": False, **values}
        return cls.env["errand.point.rule"].create(
            {"occasion": occasion, "points": points, **values}
        )

    @classmethod
    def _grant(cls, points, days=0.0, worker=None, **values):
        """Give a worker points, so many days ago."""
        worker = worker or cls.courier
        values = {"at": cls._later(days=-days), **values}
        number = cls.env["errand.point"].search_count([])
        return cls.env["errand.point"]._grant(
            worker, points, "complaint", f"test:{number}", **values
        )

    @classmethod
    def _at(cls, day, hour):
        """Return the UTC time of an hour in Shanghai, ``day`` days after MONDAY."""
        midnight = datetime.combine(MONDAY, datetime.min.time())
        return midnight + timedelta(days=day, hours=hour - 8)

    @classmethod
    def _create_shift(
        cls, day=0, start=8, end=16, worker=None, state="draft", **values
    ):
        """Return a shift by the hours of Shanghai, moved to ``state``."""
        shift = cls.env["errand.shift"].create(
            {
                "worker_id": (worker or cls.courier).id,
                "branch_id": cls.branch.id,
                "start_at": cls._at(day, start),
                "end_at": cls._at(day, end),
                **values,
            }
        )
        if state in ("published", "confirmed"):
            shift._move_to("published", actor=cls.manager_actor)
        if state in ("confirmed", "cancelled"):
            shift._move_to(state, actor=cls.manager_actor)
        return shift

    @classmethod
    def _create_template(cls, workers=None, **values):
        """Return a template of every day from eight to four."""
        if workers is not None:
            values["worker_ids"] = [Command.set(workers.ids)]
        return cls.env["errand.shift.template"].create(
            {
                "name": "Early",
                "branch_id": cls.branch.id,
                "sat": True,
                "sun": True,
                **values,
            }
        )

    @classmethod
    def _create_roster(cls, days=7, **values):
        return cls.env["errand.roster"].create(
            {
                "branch_id": cls.branch.id,
                "day_from": MONDAY,
                "day_until": MONDAY + timedelta(days=days - 1),
                **values,
            }
        )
