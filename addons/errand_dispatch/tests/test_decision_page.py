# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import html2plaintext

from odoo.addons.errand_base.tests.common import WEST_LAKE

from .desk_common import DeskDispatchCommon


@tagged("post_install", "-at_install")
class TestDecisionPage(DeskDispatchCommon):
    """Whoever asks why can read it, and decide it again (R5.3)."""

    def _decide(self, task, kind, **values):
        return self.env["errand.dispatch.decision"].create(
            {
                "task_id": task.id,
                "at": fields.Datetime.now(),
                "flow": "new",
                "kind": kind,
                **values,
            }
        )

    def _page(self, decision, *names):
        return [
            " ".join(html2plaintext(decision[name] or "").split()) for name in names
        ]

    def test_a_draw_is_told_with_names_and_shares(self):
        """R5.3: and comes to the same when it is decided again."""
        self.clerks[2].category_ids = self.category
        task = self._create_desk_task()
        self._sweep()
        decision = task.decision_ids.with_user(self.manager)

        name = task.worker_id.display_name
        self.assertEqual(decision.sentence, f"{name} was drawn from 2 people.")
        table, left_out = self._page(decision, "candidates_html", "left_out_html")
        self.assertRegex(table, rf"{name} +\d+ +50.0 % +drawn")
        self.assertIn(self.clerks[2].display_name, left_out)
        self.assertIn("does not take this category", left_out)
        answer = decision.action_again()["params"]
        self.assertEqual(answer["type"], "success")
        self.assertIn(name, answer["message"])

    def test_a_wave_is_told_with_names_and_kilometres(self):
        """R5.3, R0.7: and comes to the same when it is decided again."""
        worker = self._create_worker(
            self._create_partner(name="Courier One"),
            service_class="professional",
            range_km=10,
        )
        self._put_on_duty(worker, place=(WEST_LAKE[0] + 0.005, WEST_LAKE[1]))
        task = self._create_open_task()
        self._sweep()
        decision = task.decision_ids.with_user(self.dispatcher)

        self.assertEqual(decision.sentence, f"Wave 1: {worker.display_name} was told.")
        table, plan = self._page(decision, "candidates_html", "plan_html")
        self.assertIn(f"{worker.display_name} 0.56 km told in this wave", table)
        self.assertIn("1 the 5 nearest within 1.5 km at once this wave", plan)
        self.assertEqual(decision.action_again()["params"]["type"], "success")

    def test_who_is_too_far_for_a_wave_is_not_called_out_of_range(self):
        """R5.3: the sentence says what the table below it shows."""
        worker = self._create_worker(
            self._create_partner(name="Courier Far"),
            service_class="professional",
            range_km=10,
        )
        self._put_on_duty(worker, place=(WEST_LAKE[0] + 0.02, WEST_LAKE[1]))
        task = self._create_open_task()
        self._sweep()
        decision = task.decision_ids.with_user(self.dispatcher)

        self.assertEqual(
            decision.sentence,
            "Wave 1: nobody could be told: who was in range is further away than it "
            "reaches.",
        )
        [table] = self._page(decision, "candidates_html")
        self.assertIn(f"{worker.display_name} 2.22 km later", table)

    def test_what_and_when_are_said_in_the_reader_s_language(self):
        """R5.3: kinds and flows have the words of the steps."""
        self.env["res.lang"]._activate_lang("zh_CN")
        for name, value, chinese in (("kind", "random", "抽取"), ("flow", "new", "新")):
            self.env["ir.model.fields.selection"].search(
                [
                    ("field_id.model", "=", "errand.dispatch.step"),
                    ("field_id.name", "=", name),
                    ("value", "=", value),
                ]
            ).with_context(lang="zh_CN").name = chinese
        decisions = self.env["errand.dispatch.decision"].with_user(self.manager)
        fields = decisions.with_context(lang="zh_CN").fields_get(["kind", "flow"])

        kinds = dict(fields["kind"]["selection"])
        self.assertEqual(kinds["random"], "抽取")
        self.assertEqual(kinds["people"], "交由人工处理：没有后续步骤")
        self.assertEqual(dict(fields["flow"]["selection"])["new"], "新")

    def test_what_does_not_come_to_the_same_is_said(self):
        """R5.3: an answer that does not follow is not called right."""
        task = self._create_desk_task()
        one, two = self.clerks[:2]
        decision = self._decide(
            task,
            "random",
            seed="5",
            worker_id=two.id,
            facts={"candidates": [[one.id, 1]], "left_out": []},
        )
        answer = decision.action_again()["params"]
        self.assertEqual(answer["type"], "danger")
        self.assertIn(one.display_name, answer["message"])

    def test_every_kind_has_a_sentence(self):
        """R5.3: with and without a reason."""
        task = self._create_desk_task()
        kinds = self.env["errand.dispatch.decision"]._fields["kind"]
        for kind in kinds.get_values(self.env):
            for reason in (False, "nobody", "full"):
                decision = self._decide(task, kind, reason=reason)
                self.assertTrue(decision.sentence, kind)
                self.assertFalse(decision.can_repeat)
                self.assertEqual(decision.display_name, decision.sentence)
        branch = self._decide(task, "branch", reason="no_branch")
        self.assertEqual(
            branch.sentence, "Not passed on: no other branch could take it now."
        )

    def test_people_who_are_gone_do_not_break_it(self):
        """R5.3: archived, and deleted since."""
        task = self._create_desk_task()
        gone, kept = self.clerks[:2]
        decision = self._decide(
            task,
            "random",
            seed="5",
            worker_id=kept.id,
            facts={
                "candidates": [[kept.id, 1]],
                "left_out": [[gone.id, "full"], [999_999_999, "full"]],
            },
        )
        gone.active = kept.active = False
        decision = decision.with_user(self.manager)

        left_out, table = self._page(decision, "left_out_html", "candidates_html")
        self.assertIn(gone.display_name, left_out)
        self.assertIn("Nº 999999999, deleted since", left_out)
        self.assertIn(kept.display_name, table)
        self.assertEqual(decision.action_again()["params"]["type"], "success")

    def test_who_may_read(self):
        """R2.1: staff their branches', no other company's; nobody changes them."""
        task = self._create_desk_task()
        self._sweep()
        decision = task.decision_ids
        self.assertTrue(decision.with_user(self.clerk).sentence)
        elsewhere = self._create_branch(name="Elsewhere")
        other = self._create_staff("clerk", "Olga", branch=elsewhere, login="other")
        with self.assertRaises(AccessError):
            decision.with_user(other).read(["sentence"])
        second = self._create_cny_company("Second")
        stranger = self._create_staff(
            "dispatcher", "Sam", branch=None, company=second, login="stranger"
        )
        found = self.env["errand.dispatch.decision"].with_user(stranger).search([])
        self.assertNotIn(decision, found)
        with self.assertRaises(UserError):
            decision.with_user(self.admin).write({"reason": "nobody"})

    def test_pages_lead_to_the_decisions(self):
        """R5.3: of a task and of an order; and say what is tried now."""
        task = self._create_desk_task()
        self.assertEqual(
            task.with_user(self.clerk).dispatch_step,
            "Ask one person"
            if task.order_id.wished_worker_id
            else "Draw by weight among those on duty",
        )
        self._sweep()
        for record in (task, task.order_id):
            record.invalidate_recordset()
            record = record.with_user(self.manager)
            self.assertEqual(record.decision_count, 1)
            domain = record.action_open_decisions()["domain"]
            self.assertEqual(
                self.env["errand.dispatch.decision"].search(domain), task.decision_ids
            )
        self.assertEqual(task.dispatch_step, "Remind who has it")
        self.assertTrue(task.dispatch_next_at)

    def test_the_list_asks_the_same_for_few_and_many(self):
        """R5.3: no query more for each line."""
        tasks = [self._create_desk_task() for _number in range(12)]
        self._sweep()
        ids = [task.decision_ids.id for task in tasks]
        shown = {
            "at": {},
            "sentence": {},
            "kind": {},
            "task_id": {"fields": {"display_name": {}}},
            "branch_id": {"fields": {"display_name": {}}},
            "worker_id": {"fields": {"display_name": {}}},
        }
        model = self.env["errand.dispatch.decision"].with_user(self.dispatcher)
        counts = []
        for some in (ids[:3], ids):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            model.web_search_read([("id", "in", some)], shown)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_it_is_grouped_by_what_people_ask_for(self):
        """R5.3."""
        self._create_desk_task()
        self._sweep()
        model = self.env["errand.dispatch.decision"].with_user(self.manager)
        for name in (
            "kind",
            "worker_id",
            "branch_id",
            "policy_id",
            "task_id",
            "at:day",
        ):
            self.assertTrue(model.formatted_read_group([], [name], ["__count"]), name)
