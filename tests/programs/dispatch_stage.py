"""What the programs on dispatch have in common: people on duty, policies, orders."""

from datetime import timedelta

from odoo import fields


class Stage:
    """A branch of the demo company with its own people and its own policies."""

    def __init__(self, env):
        self.env = env
        self.company = env.ref("errand_base.demo_company")
        self.customer = env.ref("errand_base.demo_user_customer").partner_id
        env["errand.dispatch.run"].search([]).next_at = False
        self.desk = self.create_category("Race at the desk", is_desk=True)
        self.answer = self.create_category("Race of couriers")
        self.branch = self.create_branch("Race")

    def create_category(self, name, **values):
        """Return a category without a trip."""
        return self.env["errand.category"].create(
            {"name": name, "pickup": "no", "dropoff": "no", **values}
        )

    def create_branch(self, name):
        """Return a branch that is always open."""
        return self.env["errand.branch"].create(
            {
                "name": name,
                "company_id": self.company.id,
                "tz": "Asia/Shanghai",
                "latitude": 30.2,
                "longitude": 120.1,
            }
        )

    def create_workers(self, count, branch=None, **values):
        """Return approved people of a branch, on shift and on duty."""
        branch = branch or self.branch
        workers = self.env["errand.worker"].create(
            [
                {
                    "partner_id": self.env["res.partner"]
                    .create({"name": f"Racer {number} (Demo)"})
                    .id,
                    "company_id": self.company.id,
                    "branch_id": branch.id,
                    "verification": "approved",
                    **values,
                }
                for number in range(count)
            ]
        )
        now = fields.Datetime.now()
        shifts = self.env["errand.shift"].create(
            [
                {
                    "worker_id": worker.id,
                    "branch_id": branch.id,
                    "start_at": now - timedelta(hours=1),
                    "end_at": now + timedelta(hours=6),
                }
                for worker in workers
            ]
        )
        shifts._move_to("published")
        return workers

    def create_policy(self, work, category, steps, **values):
        """Return a policy of the branch.

        :param steps: pairs of a flow and a step's values
        """
        policies = self.env["errand.dispatch.policy"]
        old = policies.search([("branch_id", "=", self.branch.id)])
        old.filtered(lambda policy: policy.category_id == category).active = False
        old.flush_recordset()
        return policies.create(
            {
                "name": "Race",
                "company_id": self.company.id,
                "branch_id": self.branch.id,
                "category_id": category.id,
                "work": work,
                "step_ids": [(0, 0, {"flow": flow, **step}) for flow, step in steps],
                **values,
            }
        )

    def open_tasks(self, category, count=1, **values):
        """Return open tasks; how they were paid is another trial."""
        orders = self.env["errand.order"].create(
            [
                {
                    "branch_id": self.branch.id,
                    "partner_id": self.customer.id,
                    "category_id": category.id,
                    "description": "Who is first?",
                    "fee": 0 if category.is_desk else 5,
                    **values,
                }
                for _number in range(count)
            ]
        )
        orders._move_to("placed")
        waiting = orders.task_ids.filtered(lambda task: task.state == "waiting")
        if waiting:
            waiting._move_to("open", opened_at=fields.Datetime.now())
        return orders.task_ids
