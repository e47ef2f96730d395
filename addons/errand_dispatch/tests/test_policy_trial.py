# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL, html2plaintext

from odoo.addons.errand_base.tests.common import WEST_LAKE

from .desk_common import DeskDispatchCommon

#: What a dry run must leave as it was.
TABLES = (
    "errand_task",
    "errand_order",
    "errand_assignment",
    "errand_branch",
    "errand_worker",
    "errand_event",
    "errand_notice",
    "errand_offer",
    "errand_dispatch_run",
    "errand_dispatch_decision",
    "queue_job",
)


@tagged("post_install", "-at_install")
class TestPolicyTrial(DeskDispatchCommon):
    """A dry run of a policy on an order says what would happen (R2.2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk_policy = cls.env.ref("errand_dispatch.policy_desk")
        cls.general = cls.env.ref("errand_dispatch.policy_ordinary")

    def _try(self, policy, order, user=None):
        trial = (
            self.env["errand.dispatch.trial"]
            .with_user(user or self.dispatcher)
            .create({"policy_id": policy.id, "order_id": order.id})
        )
        trial.action_try()
        return " ".join(html2plaintext(trial.result).split())

    def _state(self):
        """Return all rows of what may not change."""
        self.env.flush_all()
        return {
            table: self.env.execute_query(
                SQL("SELECT t::text FROM %s t ORDER BY id", SQL.identifier(table))
            )
            for table in TABLES
        }

    def test_it_writes_nothing(self):
        """R2.2: not even what a draw or a named manager would."""
        policy = self._set_steps(
            "new",
            {"kind": "named", "person": "manager", "minutes": 5},
            {"kind": "random", "minutes": 5},
            {"kind": "branch", "minutes": 0},
        )
        task = self._create_desk_task()
        open_errand = self._create_open_task()
        before = self._state()

        self._try(policy, task.order_id)
        self._try(self.general, open_errand.order_id)

        self.assertEqual(self._state(), before)

    def test_it_says_among_whom_would_be_drawn(self):
        """R2.3, R5.3: with weights and shares, who is left out and why."""
        self.clerks[2].category_ids = self.category
        task = self._create_desk_task()

        words = self._try(self.desk_policy, task.order_id, self.manager)

        self.assertIn("This policy is taken.", words)
        for clerk in self.clerks[:2]:
            self.assertRegex(words, rf"{clerk.display_name} +\d+ +50.0 %")
        self.assertIn(
            f"{self.clerks[2].display_name} does not take this category", words
        )
        self.assertIn("After 15 min The manager of the branch is told.", words)

    def test_it_says_who_would_be_told_in_each_wave(self):
        """R0.7: of an order that ended long ago, too."""
        couriers = [self._create_professional(number) for number in range(4)]
        task = self._create_open_task()
        couriers[3].on_duty_since = False
        couriers[2].category_ids = self.desk
        task.order_id._move_to("cancelled", actor=self.staff_actor, reason="other")
        policy = self._set_steps("new", {"kind": "pool"}, work="courier")
        policy.step_ids.wave_ids = [
            (0, 0, {"after_seconds": 0, "km": 0.3, "most": 1}),
            (0, 0, {"after_seconds": 30}),
        ]

        words = self._try(policy, task.order_id)

        self.assertIn(f"at once {couriers[0].display_name} 0.00 km", words)
        self.assertIn(f"after 30 s {couriers[1].display_name} 0.56 km", words)
        self.assertIn(f"{couriers[2].display_name} does not take this", words)
        self.assertNotIn(couriers[3].display_name, words)

    def test_it_says_which_policy_is_taken_instead(self):
        """R2.2: a branch says more than everything."""
        own = self._set_steps("new", {"kind": "pool"}, work="courier")
        order = self._create_open_task().order_id

        self.assertIn(f"but “{own.name}” is taken", self._try(self.general, order))
        professional = self.env.ref("errand_dispatch.policy_professional")
        self.assertIn(
            f"not for this order: “{own.name}” is taken", self._try(professional, order)
        )
        self.assertIn(
            "no work that the policy is for", self._try(self.desk_policy, order)
        )

    def test_managers_try_orders_of_their_branches_only(self):
        """R2.1: and clerks none; another company is nothing."""
        order = self._create_open_task().order_id
        order.branch_id = self._create_branch(name="Elsewhere")
        order.task_ids.branch_id = order.branch_id
        with self.assertRaises(AccessError):
            self._try(self.general, order, self.manager)
        with self.assertRaises(AccessError):
            self._try(self.general, order, self.clerk)

        second = self._create_cny_company("Second")
        stranger = self._create_staff(
            "dispatcher", "Sam", branch=None, company=second, login="stranger"
        )
        with self.assertRaises(AccessError):
            self._try(self.general, order, stranger)

    def test_it_begins_with_the_latest_order(self):
        """R2.2: that the policy is for."""
        self._create_open_task()
        task = self._create_desk_task()
        self._create_open_task()
        trial = (
            self.env["errand.dispatch.trial"]
            .with_user(self.dispatcher)
            .create({"policy_id": self.desk_policy.id})
        )
        self.assertEqual(trial.order_id, task.order_id)

    def _create_professional(self, number):
        worker = self._create_worker(
            self._create_partner(name=f"Courier {number}"),
            service_class="professional",
            range_km=10,
        )
        place = (WEST_LAKE[0] + 0.005 * number, WEST_LAKE[1])
        return self._put_on_duty(worker, place=place)
