# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from random import Random
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields

from odoo.addons.errand_base.engine.actor import STAFF, Actor
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ErrandDispatchCommon


class DeskDispatchCommon(ErrandDispatchCommon):
    """A branch with three clerks on shift, and desk work that comes in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk = cls._create_category(
            name="Enquiry", is_desk=True, pickup="no", dropoff="no"
        )
        cls.clerks = cls.env["errand.worker"].union(
            *(cls._create_clerk(name) for name in ("Anna", "Bert", "Cleo"))
        )
        cls.now = fields.Datetime.now()
        for clerk in cls.clerks:
            cls._put_on_shift(clerk)
        # Seeds of a draw are random; here they are the same each time.
        dice = Random(5)
        cls.enterClassContext(
            patch.object(
                cls.registry["errand.dispatch.run"],
                "_new_seed",
                lambda _self: dice.getrandbits(53),
            )
        )

    @classmethod
    def _create_clerk(cls, name, branch=None, **values):
        branch = branch or cls.branch
        user = cls._create_staff(
            "clerk", f"{name} Clerk", branch=branch, login=f"desk_{name}"
        )
        return cls._create_worker(
            user.partner_id,
            is_courier=False,
            is_clerk=True,
            branch_id=branch.id,
            **values,
        )

    @classmethod
    def _put_on_shift(cls, worker, hours=8):
        """Publish a shift that runs now."""
        shift = cls.env["errand.shift"].create(
            {
                "worker_id": worker.id,
                "branch_id": worker.branch_id.id,
                "start_at": cls.now - timedelta(minutes=5),
                "end_at": cls.now + timedelta(hours=hours),
            }
        )
        shift._move_to("published", actor=Actor(STAFF, user_id=cls.manager.id))
        return shift

    @classmethod
    def _create_desk_task(cls, **values):
        order = cls._create_order(
            **{
                "category_id": cls.desk.id,
                "fee": 0,
                "pickup_contact_id": False,
                "dropoff_contact_id": False,
                **values,
            }
        )
        order._move_to("placed")
        return order.task_ids

    def _sweep(self, minutes=0):
        """Take all steps that are due so many minutes from now on."""
        moment = fields.Datetime.now() + timedelta(minutes=minutes, seconds=1)
        with freeze_time(moment), trap_jobs():
            for _turn in range(50):
                if not self.env["errand.dispatch.run"]._sweep():
                    return
        self.fail("Steps are due again and again at the same moment.")

    def _set_steps(self, flow, *steps, work="desk", **values):
        """Set the steps of a flow in a policy of the branch."""
        policies = self.env["errand.dispatch.policy"]
        wanted = {"branch_id": self.branch.id, "work": work, **values}
        policy = policies.search([(key, "=", value) for key, value in wanted.items()])
        policy = policy or policies.create(
            {"name": "Test", "company_id": self.company.id, **wanted}
        )
        policy.step_ids.filtered(lambda step: step.flow == flow).unlink()
        self.env["errand.dispatch.step"].create(
            [
                {"policy_id": policy.id, "flow": flow, "sequence": number, **step}
                for number, step in enumerate(steps)
            ]
        )
        return policy
