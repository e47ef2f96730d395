# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from contextlib import closing

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_datetime

from ..engine import flow as flows
from ..engine.draw import BARRED, FULL, UNSKILLED, draw
from ..engine.waves import audience
from ..tools.words import listed, sentences

#: How many of those who are out of range are named.
MOST_LEFT_OUT = 20


class ErrandDispatchTrial(models.TransientModel):
    """A dry run: what a policy would do for an order as of now (R2.2).

    Everything that it tries is rolled back before the answer is shown.
    """

    _name = "errand.dispatch.trial"
    _description = "Try a Dispatch Policy"

    policy_id = fields.Many2one("errand.dispatch.policy", required=True)
    work = fields.Selection(related="policy_id.work")
    order_id = fields.Many2one(
        "errand.order",
        compute="_compute_order_id",
        store=True,
        readonly=False,
        domain="[('task_ids', '!=', False)]",
    )
    result = fields.Html(readonly=True, sanitize=False)

    @api.depends("policy_id")
    def _compute_order_id(self):
        """Begin with the latest order that the policy is for."""
        for trial in self:
            policy = trial.policy_id
            company = policy.company_id or self.env.company
            wanted = [("company_id", "=", company.id)]
            wanted += [
                (name, "=", policy[name].id)
                for name in ("branch_id", "category_id")
                if policy[name]
            ]
            if policy.service_class:
                wanted.append(("service_class", "=", policy.service_class))
            is_desk = "=" if policy.work == "desk" else "!="
            wanted.append(("kind", is_desk, "handle"))
            task = self.env["errand.task"].search(wanted, order="id desc", limit=1)
            trial.order_id = task.order_id

    def action_try(self):
        """Show what the policy would do for the order; nothing of it is kept."""
        self.ensure_one()
        self.policy_id.check_access("read")
        self.order_id.check_access("read")
        with closing(self.env.cr.savepoint()):
            result = self._rehearse()
        self.result = result
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try It"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    # === REHEARSAL === #

    def _rehearse(self):
        """Return what would happen, as ``Markup``. Only inside a savepoint."""
        # The order may be read; its people are of other branches, too.
        policy = self.policy_id.sudo()
        tasks = self.order_id.sudo().task_ids.sorted("id")
        task = tasks.filtered(lambda task: task._dispatch_work() == policy.work)[-1:]
        if not task:
            return self._said(
                self.env._("This order has no work that the policy is for."), "warning"
            )
        labels = policy._flow_labels()
        parts = [self._fit(policy, task), self._facts(task)]
        for code, label in labels.items():
            if code == flows.UNASSIGNED and not policy.unassigned_step_ids:
                continue
            parts.append(Markup("<h5 class='mt-3'>%s</h5>") % label)
            parts.append(self._flow(policy, task, code))
        return Markup().join(parts)

    @api.model
    def _said(self, text, kind="muted"):
        if kind == "muted":
            return Markup("<p class='text-muted mb-1'>%s</p>") % text
        return Markup("<div class='alert alert-%s mb-2'>%s</div>") % (kind, text)

    def _fit(self, policy, task):
        """Say whether the policy would be taken for the task, or which one."""
        chosen = policy._by_task(task)[task.id]
        if chosen == policy:
            return self._said(self.env._("This policy is taken."), "success")
        fits = policy._fits(
            task.company_id,
            task.branch_id,
            task.category_id,
            task.service_class,
            task._dispatch_work(),
        )
        if not chosen:
            return self._said(self.env._("No policy is for this order."), "warning")
        text = (
            self.env._(
                "The policy fits, but “%s” is taken: it says more about the order.",
                chosen.name,
            )
            if fits
            else self.env._(
                "The policy is not for this order: “%s” is taken. Below is what this "
                "one would do.",
                chosen.name,
            )
        )
        return self._said(text, "warning")

    def _facts(self, task):
        """Say what the conditions of steps see of the task now."""
        facts = task._dispatch_facts()[task.id]
        order = task.order_id
        said = [
            self.env._("The branch is open now.")
            if facts.is_open
            else self.env._("The branch is closed now.")
        ]
        if facts.fee:
            fee = order.currency_id.format(facts.fee)
            said.append(self.env._("The fee is %s.", fee))
        if facts.has_wish:
            wished = order.wished_worker_id.display_name
            said.append(self.env._("The customer asked for %s.", wished))
        if task._dispatch_work() == "courier" and not task.has_start:
            said.append(
                self.env._("The order has no place any more: distances are not known.")
            )
        return self._said(sentences(self.env, said))

    def _flow(self, policy, task, flow_code):
        """Say the turns of a flow for this task, with whom each would reach."""
        seen = task._dispatch_facts()[task.id]
        facts = flows.Facts(is_open=seen.is_open, fee=seen.fee, has_wish=seen.has_wish)
        rows = policy._rows(flow_code, facts)
        steps = {step.id: step for step in policy._edited_steps(flow_code)}
        more = {
            row.step_id: self._reach(policy, task, steps[row.step_id])
            for row in rows
            if row.step_id in steps
        }
        engine_steps = [step._engine_step() for step in steps.values()]
        if flows.waits_for_opening(engine_steps, facts):
            opening = task.branch_id._next_opening(fields.Datetime.now())
            text = (
                self.env._(
                    "It waits until the branch opens: %s.",
                    format_datetime(self.env, opening),
                )
                if opening
                else self.env._("The branch never opens: the dispatchers decide.")
            )
            return self._said(text)
        if not rows:
            return self._said(self.env._("Nothing: whoever has it keeps it."))
        return policy._rows_html(rows, more)

    def _reach(self, policy, task, step):
        """Return whom a step would reach now, as ``Markup``, maybe empty."""
        run = self.env["errand.dispatch.run"].sudo()
        run = run.new({"task_id": task.id, "policy_id": policy.id, "step_id": step.id})
        if step.kind in (flows.POOL, flows.PUSH) and policy.work == "courier":
            return self._reach_of_waves(task, step)
        if step.kind == flows.RANDOM:
            return self._reach_of_draw(run, task)
        if step.kind == flows.NAMED:
            worker = run._named_worker()
            if not worker:
                return self._said(self.env._("There is nobody of that kind."))
            if worker._may_be_named(task, policy):
                return self._said(
                    self.env._("%s could do it now.", worker.display_name)
                )
            return self._said(
                self.env._("%s could not do it now.", worker.display_name)
            )
        if step.kind == flows.BRANCH:
            branch = run._other_branch()
            if not branch:
                return self._said(self.env._("No other branch could take it now."))
            return self._said(self.env._("It would go to %s.", branch.display_name))
        return Markup()

    # === WAVES === #

    def _reach_of_waves(self, task, step):
        """Say who would be told in each wave, and who not."""
        near = task._couriers_near("professional")[task.id]
        declined = task._decliners()
        reach = [one for one in near if one.worker_id not in declined]
        workers = self.env["errand.worker"].sudo()
        waves, told, rows = step._waves(), frozenset(), []
        decisions = self.env["errand.dispatch.decision"]
        km = {one.worker_id: one.km for one in near}
        for number, wave in enumerate(waves):
            chosen = audience(waves, number, reach, told)
            told |= frozenset(chosen)
            names = [
                " ".join(
                    filter(None, [worker.display_name, decisions._km(km[worker.id])])
                )
                for worker in workers.browse(chosen)
            ]
            who = listed(self.env, names) or self.env._("nobody more")
            rows.append((step._wave_words(wave, number == len(waves) - 1), who))
        parts = [
            decisions._text_table(
                (self.env._("Wave"), self.env._("Would Be Told")), rows
            )
        ]
        if step.kind == flows.POOL:
            seen = len(task._couriers_near(with_busy=True)[task.id])
            parts.append(
                self._said(
                    self.env._("Couriers who would see it in the pool: %s.", seen)
                )
            )
        parts.append(self._left_out_of_waves(task, near, declined))
        return Markup().join(parts)

    def _left_out_of_waves(self, task, near, declined):
        """Say which professionals on duty would not be told, and why."""
        present = (
            self.env["errand.worker"]
            .sudo()
            .search(
                [
                    ("company_id", "=", task.company_id.id),
                    ("is_courier", "=", True),
                    ("service_class", "=", "professional"),
                    ("on_duty_since", "!=", False),
                ],
                limit=500,
            )
        )
        reached = {one.worker_id for one in near} - declined
        out = present.filtered(lambda worker: worker.id not in reached)[:MOST_LEFT_OUT]
        if not out:
            return Markup()
        barred = task._barred_workers()[task.id]
        loads = out._loads()
        limit = task.company_id.errand_active_limit
        words = self.env["errand.dispatch.decision"]._reason_words()
        rows = []
        for worker in out:
            if worker.id in declined:
                why = words["declined"]
            elif worker.verification != "approved" or worker._is_suspended():
                why = self.env._("is not approved, or suspended")
            elif worker.id in barred:
                why = words[BARRED]
            elif not worker._accepts(task.category_id):
                why = words[UNSKILLED]
            elif loads.get(worker.id, 0) >= limit:
                why = words[FULL]
            else:
                why = self.env._(
                    "is out of range, without a live position, or holds too much cash"
                )
            rows.append((worker.display_name, why))
        return self._out_table(rows)

    @api.model
    def _out_table(self, rows):
        heads = (self.env._("Left out"), self.env._("Why Not"))
        return self.env["errand.dispatch.decision"]._text_table(heads, rows)

    # === DRAW === #

    def _reach_of_draw(self, run, task):
        """Say among whom would be drawn, with weights and shares."""
        desk = run._desk_key()
        people = run._people_on_duty([desk])[desk]
        # Who holds the very task now would not, were it open.
        for person in people:
            if person.worker_id == task.worker_id.id:
                person.load = max(person.load - 1, 0)
        (one,) = draw([run._jobs()[run.id]], people)
        decisions = self.env["errand.dispatch.decision"]
        ids = [worker for worker, _what in (*one.candidates, *one.left_out)]
        workers = self.env["errand.worker"].sudo().browse(ids)
        names = {worker.id: worker.display_name for worker in workers}
        if one.candidates:
            parts = [decisions._draw_table(one.candidates, names)]
        else:
            parts = [self._said(self.env._("Nobody could be drawn now."))]
        if one.left_out:
            words = decisions._reason_words()
            rows = [(names[worker], words[reason]) for worker, reason in one.left_out]
            parts.append(self._out_table(rows))
        return Markup().join(parts)
