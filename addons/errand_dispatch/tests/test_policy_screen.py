# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re

from markupsafe import Markup

from odoo import Command
from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import html2plaintext

from odoo.addons.errand_base.tests.common import BINJIANG

from .desk_common import DeskDispatchCommon


@tagged("post_install", "-at_install")
class TestPolicyScreen(DeskDispatchCommon):
    """Staff read policies in words, and change those that are theirs (R2.2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.general = cls.env.ref("errand_dispatch.policy_ordinary")
        cls.own = cls._create_policy(branch_id=cls.branch.id)

    @classmethod
    def _create_policy(cls, **values):
        return cls.env["errand.dispatch.policy"].create(
            {
                "name": "Ours",
                "company_id": cls.company.id,
                "step_ids": [Command.create({"kind": "pool", "minutes": 15})],
                **values,
            }
        )

    def _words(self, policy, field="summary"):
        policy.invalidate_recordset()
        return " ".join(html2plaintext(policy[field] or "").split())

    # === WORDS === #

    def test_the_whole_policy_is_told_in_sentences(self):
        """R2.2: with the minute of each turn if nobody ever acts."""
        words = self._words(self.general)

        for said in (
            "At once Shown to all couriers in range. Professionals are told in waves: "
            "the 5 nearest within 1.5 km at once, all within 3 km after 30 s, "
            "all in range after 60 s.",
            "After 15 min The customer is told that nobody has taken it yet.",
            "After 15 min Shown to all couriers in range. Professionals are told at "
            "once. 3 times, every 15 min.",
            "After 1 h Given up: the order ends, refunded by rule.",
            "After 3 min Whoever has it is reminded. Only if it is not accepted by",
            "After 6 min Taken from whoever has it, unless they carry the goods;",
        ):
            self.assertIn(said, words)
        self.assertFalse(self.general.trouble)
        professional = self.env.ref("errand_dispatch.policy_professional")
        self.assertIn(
            "At once Offered to whom the customer asked for alone, when on duty. "
            "Only if the customer asked for somebody.",
            self._words(professional),
        )

    def test_every_kind_of_step_has_words(self):
        """R2.2: at the desk and for couriers; nothing is left out."""
        steps = self.env["errand.dispatch.step"]
        for work in ("desk", "courier"):
            policy = self._create_policy(work=work, category_id=self.desk.id)
            for flow, _label in steps._fields["flow"].selection:
                step = steps.new({"policy_id": policy.id, "flow": flow})
                for kind in step.possible_kinds:
                    step.kind = kind
                    self.assertTrue(step._deed(), (work, flow, kind))
        self.assertNotIn("push", steps.new({"policy_id": policy.id}).possible_kinds[2:])

    def test_what_is_left_at_the_end_is_said(self):
        """R2.4: behind the last step people decide."""
        self.assertIn(
            "After 15 min No step is left: the dispatchers decide, and are told every "
            "30 min.",
            self._words(self.own),
        )

    def test_steps_behind_many_rounds_have_their_minute(self):
        """R2.2: and those that come only when it was accepted."""
        self._set_steps(
            "new",
            {"kind": "pool", "minutes": 1, "rounds": 200},
            {"kind": "give_up", "minutes": 0},
            work="courier",
        )
        self._set_steps(
            "unhandled",
            {"kind": "remind", "minutes": 5, "rounds": 0, "until": "accepted"},
            {"kind": "take_back", "minutes": 30},
            work="courier",
        )
        words = self._words(self.own)
        self.assertIn("After 3 h 20 min Given up", words)
        self.assertIn("After 30 min Taken from whoever has it", words)
        self.assertNotIn("Never", words)

    def test_what_is_wrong_is_said_in_words(self):
        """R2.2: unreached steps, nothing taken back, no other branch."""
        self.env["errand.branch"].search(
            [("company_id", "=", self.company.id), ("id", "!=", self.branch.id)]
        ).active = False
        self._set_steps(
            "new",
            {"kind": "branch", "minutes": 0},
            {"kind": "pool", "minutes": 5, "rounds": 0},
            {"kind": "give_up", "minutes": 0},
            work="courier",
        )
        self._set_steps("unhandled", {"kind": "remind", "minutes": 5}, work="courier")

        wrong = self._words(self.own, "trouble")

        self.assertIn("step 3 (Give up, and refund by rule) never comes", wrong)
        self.assertIn("Nothing is ever taken back", wrong)
        self.assertIn("no other branch that a task could be passed to", wrong)
        self.assertIn("Never Given up", self._words(self.own))

    def test_the_words_follow_the_form_before_it_is_saved(self):
        """R2.2: what is typed is what is read."""
        policy = self.own.with_user(self.manager)
        with Form(policy) as form:
            self.assertNotIn("Drawn", form.summary)
            with form.new_step_ids.new() as step:
                step.kind = "random"
                step.minutes = 7
            self.assertIn("drawn by the weight", form.summary)
        self.assertEqual(self.own.new_step_ids.mapped("kind"), ["pool", "random"])
        self.assertEqual(set(self.own.new_step_ids.mapped("flow")), {"new"})

    def test_a_desk_has_no_offers(self):
        """R2.2: what a flow and a work cannot do is not accepted."""
        policy = self._create_policy(work="desk", branch_id=self.branch.id)
        with self.assertRaises(ValidationError):
            policy.step_ids.kind = "push"

    # === RIGHTS === #

    def test_clerks_read_only(self):
        """R2.1: their branch's and the general ones."""
        policy = self.own.with_user(self.clerk)
        self.assertTrue(policy.summary)
        self.assertFalse(policy.can_edit)
        with self.assertRaises(AccessError):
            policy.name = "Mine"
        with self.assertRaises(AccessError):
            policy.step_ids.minutes = 3

    def test_managers_write_their_own_branchs(self):
        """R2.1: no other branch's, none of the company, no general one."""
        south = self._create_branch(BINJIANG, name="Binjiang")
        company_wide = self._create_policy(category_id=self.category.id)
        other = self._create_policy(branch_id=south.id, category_id=self.category.id)
        mine = self.own.with_user(self.manager)

        mine.name = "Mine"
        mine.step_ids.wave_ids = [Command.create({"after_seconds": 0, "km": 2})]

        self.assertTrue(mine.can_edit)
        for policy in (company_wide, self.general):
            policy = policy.with_user(self.manager)
            self.assertFalse(policy.can_edit)
            with self.assertRaises(AccessError):
                policy.name = "Mine"
        with self.assertRaises(AccessError):
            other.with_user(self.manager).name = "Mine"
        for values in ({"branch_id": False}, {"branch_id": south.id}):
            with self.assertRaises(AccessError):
                mine.write(values)
        with self.assertRaises(AccessError):
            mine.step_ids.policy_id = company_wide
        with self.assertRaises(AccessError):
            mine.step_ids.wave_ids.step_id = company_wide.step_ids

    def test_dispatchers_write_their_companys(self):
        """R2.1: no general one, and nothing of another company."""
        second = self._create_cny_company("Second")
        foreign = self._create_policy(company_id=second.id)
        company_wide = self._create_policy(category_id=self.category.id)
        policies = self.env["errand.dispatch.policy"].with_user(self.dispatcher)

        self.own.with_user(self.dispatcher).name = "Of the dispatcher"

        self.assertNotIn(foreign, policies.search([]))
        for policy in (self.general, foreign):
            with self.assertRaises(AccessError):
                policy.with_user(self.dispatcher).name = "Mine"
        with self.assertRaises(AccessError):
            company_wide.with_user(self.dispatcher).company_id = False
        with self.assertRaises(AccessError):
            policies.create(
                {"name": "All", "company_id": False, "category_id": self.desk.id}
            )

    def test_administrators_write_the_general_ones(self):
        """R2.1."""
        policy = self.general.with_user(self.admin)
        self.assertTrue(policy.can_edit)
        policy.load_limit = 3
        self.assertEqual(self.general.load_limit, 3)

    # === IN CHINESE === #

    def test_chinese_has_its_own_commas_and_no_spaces(self):
        """R2.2: sentences are put together as the reader's language does it."""
        self.env["res.lang"]._activate_lang("zh_CN")
        chinese = self.general.with_context(lang="zh_CN")
        words = re.sub("<[^>]+>", "", chinese.summary) + chinese.scope

        self.assertIn("范围内所有骑手显示。分批通知专业骑手：", words)
        self.assertIn("，所有类别，所有分店，所有公司", words)
        for clumsy in ("。 ", "， ", ", ", "分钟 后", "立即1"):
            self.assertNotIn(clumsy, words)

    # === ONE'S OWN === #

    def test_a_manager_makes_a_general_one_their_own(self):
        """R2.2: a copy for the branch, with steps and waves."""
        self.own.active = False
        action = self.general.with_user(self.manager).action_make_own()

        copy = self.env["errand.dispatch.policy"].browse(action["res_id"])
        self.assertEqual((copy.company_id, copy.branch_id), (self.company, self.branch))
        self.assertEqual(
            copy.step_ids.mapped("kind"), self.general.step_ids.mapped("kind")
        )
        self.assertEqual(len(copy.step_ids.wave_ids), 3)
        self.assertEqual(self._words(copy), self._words(self.general))
        self.assertEqual(copy.name, f"Ordinary errands, {self.branch.display_name}")

    def test_clerks_find_policies_where_managers_do_and_change_none(self):
        """R2.1, R2.2: what they may read has a menu; nothing else of it is theirs."""
        menus = self.env["ir.ui.menu"].with_user(self.clerk).load_menus(False)
        names = {menu.get("xmlid") for menu in menus.values()}
        general = self.general.with_user(self.clerk)

        self.assertIn("errand_dispatch.dispatch_policy_menu", names)
        self.assertNotIn("errand_base.errand_branch_menu", names)
        self.assertNotIn("errand_base.errand_surcharge_menu", names)
        self.assertTrue(general.summary)
        self.assertFalse(general.can_edit)
        with self.assertRaises(AccessError):
            general.name = "Mine"

    def test_which_one_exists_already_is_said(self):
        """R2.2: there is one policy for each branch, category and class."""
        with self.assertRaisesRegex(RedirectWarning, "There is already “Ours”"):
            self.general.with_user(self.manager).action_make_own()

    def test_who_manages_no_branch_makes_none(self):
        """R2.1."""
        self.branch.manager_id = False
        with self.assertRaises(UserError):
            self.general.with_user(self.manager).action_make_own()

    def test_dispatchers_copies_are_for_their_company(self):
        """R2.1: for all its branches."""
        action = self.general.with_user(self.dispatcher).action_make_own()
        copy = self.env["errand.dispatch.policy"].browse(action["res_id"])
        self.assertEqual(copy.company_id, self.company)
        self.assertFalse(copy.branch_id)

    def test_what_a_manager_makes_is_for_their_branch(self):
        """R2.1: they could save nothing else."""
        new = self.env["errand.dispatch.policy"].with_user(self.manager)
        values = new.default_get(["company_id", "branch_id"])
        self.assertEqual(
            (values["company_id"], values["branch_id"]),
            (self.company.id, self.branch.id),
        )

    def test_names_are_shown_as_text(self):
        """A name is never markup."""
        self.courier.partner_id.name = "<b>Bold</b>"
        self._set_steps(
            "new",
            {"kind": "named", "person": "worker", "worker_id": self.courier.id},
            work="courier",
        )
        self.own.invalidate_recordset()
        self.assertIn(Markup.escape("<b>Bold</b>"), self.own.summary)
