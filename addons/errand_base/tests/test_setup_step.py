# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import ErrandCommon


@tagged("post_install", "-at_install")
class TestSetupStep(ErrandCommon, HttpCase):
    """R2.11: what a new company does first, and what it has done already."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fresh = cls.env["res.company"].create(
            {"name": "Fresh Errands", "country_id": False}
        )
        cls.env.user.company_ids = [Command.link(cls.fresh.id)]
        cls.owner = cls._create_staff(
            "admin", "Olga Owner", branch=None, company=cls.fresh, login="owner"
        )
        cls.owner.group_ids = [Command.link(cls.env.ref("base.group_system").id)]

    def _done(self, user=None):
        """Return the codes of what the new company has done, as its owner sees it."""
        self.env.invalidate_all()
        steps = self.env["errand.setup.step"].with_user(user or self.owner).search([])
        return set(steps.filtered("is_done").mapped("code"))

    def _steps(self, user):
        return self.env["errand.setup.step"].with_user(user)

    def test_nothing_is_done_in_a_new_company(self):
        """What another company has does not count."""
        self._create_task("done")

        done = self._done()

        self.assertFalse(done & {"company", "branch", "price", "worker", "order"})

    def test_each_step_is_done_by_its_records(self):
        """Nobody ticks a step off: it is done when the records are there."""
        expected = set()

        def assert_done(code):
            expected.add(code)
            self.assertEqual(
                self._done() & {"company", "branch", "price", "worker", "order"},
                expected,
            )

        self.fresh.write({"country_id": self.env.ref("base.cn").id, "phone": "110"})
        assert_done("company")
        branch = self._create_branch(company_id=self.fresh.id)
        branch.calendar_id = self.fresh.resource_calendar_id
        assert_done("branch")
        self._create_price_rules(self.fresh)
        assert_done("price")
        worker = self._create_worker(
            company_id=self.fresh.id, verification="pending", branch_id=branch.id
        )
        self.assertNotIn("worker", self._done())
        worker.with_user(self.owner).action_approve()
        assert_done("worker")
        contacts = {
            f"{end}_contact_id": self._create_contact(company_id=self.fresh.id).id
            for end in ("pickup", "dropoff")
        }
        order = self._create_order(branch_id=branch.id, **contacts)
        self.assertNotIn("order", self._done())
        order.with_user(self.owner).action_place()
        assert_done("order")

    def test_a_step_can_become_undone(self):
        """The last worker leaves: somebody is missing again."""
        worker = self._create_worker(company_id=self.fresh.id)
        self.assertIn("worker", self._done())

        worker.active = False

        self.assertNotIn("worker", self._done())

    def test_the_first_open_step_is_next(self):
        """One step at a time is pointed at, and never an optional one."""
        steps = self._steps(self.owner).search([])

        following = steps.filtered("is_next")

        self.assertEqual(following.code, "company")
        self.assertEqual(steps.mapped("number"), list(range(1, len(steps) + 1)))

    def test_every_step_has_its_check_and_its_screen(self):
        """Each opens a screen whose records its reader may see."""
        steps = self._steps(self.owner).search([])
        self.assertLessEqual(set(steps.mapped("code")), set(steps._checks()))
        for step in steps:
            with self.subTest(step.code):
                action = step.action_open()
                self.assertTrue(
                    self.env[action["res_model"]]
                    .with_user(self.owner)
                    .has_access("read")
                )
        company = steps.filtered(lambda step: step.code == "company").action_open()
        self.assertEqual(company["res_id"], self.fresh.id)

    def test_each_role_is_shown_what_it_may_do(self):
        """R2.10: dispatchers are not shown the administrator's steps, clerks none."""
        codes = set(self._steps(self.dispatcher).search([]).mapped("code"))
        self.assertLessEqual({"worker", "order"}, codes)
        self.assertFalse(codes & {"company", "branch", "price"})
        for user in (self.clerk, self.manager, self.finance, self.customer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._steps(user).search([])

    def _start(self, user):
        """Return the screen that the app's menu opens."""
        action = self.env.ref("errand_base.errand_menu_root").action
        return action.with_user(user).run()

    def test_the_app_begins_with_the_steps(self):
        """Until they are done, for whoever may do them."""
        action = self._start(self.owner)

        self.assertEqual(action["res_model"], "errand.setup.step")
        self.assertIn("First Steps: 0 of", action["name"])
        for user in (self.clerk, self.finance):
            self.assertNotEqual(self._start(user).get("res_model"), "errand.setup.step")

    def test_they_are_hidden_and_shown_again_by_company(self):
        """Hiding them is one company's; the page stays in the menu."""
        steps = self._steps(self.owner).browse()

        home = steps.action_hide()

        self.assertNotEqual(home.get("res_model"), "errand.setup.step")
        self.assertNotEqual(
            self._start(self.owner).get("res_model"), "errand.setup.step"
        )
        self.assertFalse(self.company.errand_steps_hidden)
        again = steps.action_show()
        self.assertEqual(again["res_model"], "errand.setup.step")
        self.assertEqual(self._start(self.owner)["res_model"], "errand.setup.step")

    def test_only_dispatchers_hide_them(self):
        """R2.10: also over RPC."""
        self.authenticate(self.manager.login, self.manager.login)
        for method in ("action_hide", "action_show"):
            with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
                self.make_jsonrpc_request(
                    f"/web/dataset/call_kw/errand.setup.step/{method}",
                    {
                        "model": "errand.setup.step",
                        "method": method,
                        "args": [[]],
                        "kwargs": {},
                    },
                )
