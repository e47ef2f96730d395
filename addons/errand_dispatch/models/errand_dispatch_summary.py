# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from dataclasses import dataclass
from itertools import product

from markupsafe import Markup

from odoo import api, fields, models

from ..engine import flow as flows
from ..tools.words import listed, sentences
from .errand_dispatch_run import PEOPLE_MINUTES

#: Where the steps of each flow are edited.
FLOW_FIELDS = {
    flows.NEW: "new_step_ids",
    flows.UNASSIGNED: "unassigned_step_ids",
    flows.UNHANDLED: "unhandled_step_ids",
}
#: What of a step is said in words.
SAID = (
    "sequence",
    "kind",
    "minutes",
    "rounds",
    "hours",
    "fee_from",
    "until",
    "person",
    "worker_id",
    "offer_seconds",
    "ack_seconds",
    "wave_ids",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a policy in words: when, what, and on which conditions."""

    #: Minutes from the begin if nobody ever acts, None for what never comes.
    minutes: float | None
    deed: str
    conditions: str = ""
    again: str = ""
    #: The id of its step, None for what comes behind the last one.
    step_id: int | None = None


class ErrandDispatchPolicy(models.Model):
    """A policy in words, and what is wrong with it (R2.2)."""

    _inherit = "errand.dispatch.policy"

    scope = fields.Char("For", compute="_compute_scope")
    summary = fields.Html("In Words", compute="_compute_words", sanitize=False)
    trouble = fields.Html("What Is Wrong", compute="_compute_words", sanitize=False)

    @api.depends("work", "company_id", "branch_id", "category_id", "service_class")
    @api.depends_context("lang")
    def _compute_scope(self):
        """Say which tasks the policy is for."""
        classes = dict(self._fields["service_class"]._description_selection(self.env))
        works = dict(self._fields["work"]._description_selection(self.env))
        for policy in self:
            parts = [
                works.get(policy.work, ""),
                policy.category_id.display_name or self.env._("all categories"),
                policy.branch_id.display_name or self.env._("all branches"),
            ]
            if policy.service_class:
                parts.insert(2, classes[policy.service_class])
            if not policy.company_id:
                parts.append(self.env._("all companies"))
            policy.scope = listed(self.env, parts)

    @api.depends(
        "work",
        "company_id",
        "lead_minutes",
        *(f"{name}.{said}" for name in FLOW_FIELDS.values() for said in SAID),
    )
    @api.depends_context("lang", "company")
    def _compute_words(self):
        for policy in self:
            policy.summary = policy._summary_html()
            policy.trouble = policy._trouble_html()

    # === IN WORDS === #

    def _flow_labels(self):
        """Return the title of each flow."""
        return {
            flows.NEW: self.env._("New tasks"),
            flows.UNASSIGNED: self.env._("Came back, or nobody was found"),
            flows.UNHANDLED: self.env._("Somebody has it and does not handle it"),
        }

    def _edited_steps(self, flow_code):
        """Return the steps of a flow as they stand in the form, kept or not."""
        steps = self[FLOW_FIELDS[flow_code]].filtered("kind")
        return steps.sorted("sequence")

    def _rows(self, flow_code, facts=None):
        """Return a flow as ``Row``s, in the order of its steps.

        :param facts: of a task; then only what would come for it. Without them every
            step is told, with the first minute at which it may come
        """
        self.ensure_one()
        steps = self._edited_steps(flow_code)
        if not steps and flow_code == flows.UNASSIGNED:
            steps, flow_code = self._edited_steps(flows.NEW), flows.NEW
        engine_steps = [step._engine_step() for step in steps]
        fee = max(steps.mapped("fee_from"), default=0.0)
        seen = [facts] if facts else list(_cases(fee))
        # Each round is a turn; an endless step is cut off behind all of the others.
        most = 50 + sum(step.rounds for step in engine_steps)
        paths = [flows.path(flow_code, engine_steps, one, most) for one in seen]
        begins = {}
        for path in reversed(paths):
            begins.update({turn.step.id: at for at, turn in reversed(path)})
        rows = [
            Row(
                begins.get(step.id),
                step._deed(),
                step._conditions(),
                step._again_words(),
                step.id,
            )
            for step in steps
            if not facts or step.id in begins
        ]
        return rows + self._last_row(flow_code, paths[0])

    def _last_row(self, flow_code, path):
        """Return what comes when no step is left, as a list of no or one ``Row``."""
        at = 0.0
        if path:
            begun, turn = path[-1]
            if turn.step.is_endless or turn.step.kind in flows.LAST:
                return []
            at = begun + (0 if flow_code == flows.UNHANDLED else turn.step.minutes)
        elif flow_code == flows.UNHANDLED:
            return []
        deed = self.env._(
            "No step is left: the dispatchers decide, and are told every %s.",
            self.env["errand.dispatch.step"]._duration(PEOPLE_MINUTES),
        )
        return [Row(at, deed)]

    def _when(self, minutes):
        """Return a row's minute in words."""
        if minutes is None:
            return self.env._("Never")
        if not minutes:
            return self.env._("At once")
        return self.env._(
            "After %s", self.env["errand.dispatch.step"]._duration(minutes)
        )

    def _summary_html(self):
        """Return the whole policy in sentences."""
        self.ensure_one()
        labels = self._flow_labels()
        lead = Markup()
        if self.lead_minutes:
            lead = self._muted(
                self.env._(
                    "Orders for a certain time open %s minutes before the courier must "
                    "leave.",
                    self.lead_minutes,
                )
            )
        return lead + Markup().join(
            Markup("<h5 class='mt-3'>%s</h5>%s") % (labels[code], self._flow_html(code))
            for code in FLOW_FIELDS
        )

    def _flow_html(self, flow_code):
        if flow_code == flows.UNASSIGNED and not self.unassigned_step_ids:
            return self._muted(self.env._("The same as for new tasks."))
        rows = self._rows(flow_code)
        if not rows:
            return self._muted(self.env._("Nothing: whoever has it keeps it."))
        return self._rows_html(rows)

    @api.model
    def _muted(self, text):
        return Markup("<p class='text-muted'>%s</p>") % text

    @api.model
    def _gray(self, text):
        return text and Markup("<span class='text-muted'>%s</span>") % text

    @api.model
    def _rows_html(self, rows, more=None):
        """Return rows as a table.

        :param more: dict of step id to what else is said there, as ``Markup``
        """
        return Markup(
            "<table class='table table-sm table-borderless mb-2'><tbody>%s</tbody>"
            "</table>"
        ) % Markup().join(
            Markup(
                "<tr><td class='text-nowrap fw-bold' style='width: 9rem'>%s</td>"
                "<td>%s%s</td></tr>"
            )
            % (
                self._when(row.minutes),
                sentences(self.env, (row.deed, row.again, self._gray(row.conditions))),
                (more or {}).get(row.step_id, ""),
            )
            for row in rows
        )

    # === WHAT IS WRONG === #

    def _trouble_html(self):
        """Return what is wrong with the policy, False for nothing."""
        self.ensure_one()
        found = [text for code in FLOW_FIELDS for text in self._troubles(code)]
        if not found:
            return False
        items = Markup().join(Markup("<li>%s</li>") % text for text in found)
        return Markup("<ul class='mb-0'>%s</ul>") % items

    def _troubles(self, flow_code):
        """Return what is wrong with the steps of a flow, in sentences."""
        steps = self._edited_steps(flow_code)
        if not steps:
            return self._trouble_of_none(flow_code)
        numbers = {step.id: number for number, step in enumerate(steps, 1)}
        kinds = dict(steps._fields["kind"]._description_selection(self.env))
        label = self._flow_labels()[flow_code]
        found = []
        for step_id, problem in flows.problems(
            flow_code, [step._engine_step() for step in steps]
        ):
            if problem == flows.NEVER_TAKEN:
                found.append(
                    self.env._("Nothing is ever taken back from whoever has it.")
                )
                continue
            step = steps.filtered(lambda step, one=step_id: step.id == one)
            values = {
                "flow": label,
                "number": numbers[step_id],
                "step": kinds[step.kind],
            }
            found.append(
                self.env._(
                    "%(flow)s: step %(number)s (%(step)s) never comes, because a step "
                    "before it does not end.",
                    **values,
                )
                if problem == flows.UNREACHED
                else self.env._(
                    "%(flow)s: step %(number)s (%(step)s) is not possible there.",
                    **values,
                )
            )
        return found + self._trouble_of_branches(steps)

    def _trouble_of_none(self, flow_code):
        if flow_code == flows.NEW:
            return [
                self.env._("No step is set for new tasks: the dispatchers decide each.")
            ]
        if flow_code == flows.UNHANDLED:
            return [
                self.env._(
                    "No step is set for what somebody has: if they do nothing, nobody "
                    "is told."
                )
            ]
        return []

    def _trouble_of_branches(self, steps):
        if flows.BRANCH not in steps.mapped("kind"):
            return []
        company = self.company_id or self.env.company
        count = (
            self.env["errand.branch"]
            .sudo()
            .search_count([("company_id", "=", company.id)], limit=2)
        )
        if count > 1:
            return []
        return [
            self.env._(
                "%s has no other branch that a task could be passed to: that step is "
                "skipped.",
                company.name,
            )
        ]


def _cases(fee):
    """Yield ``Facts`` of all sorts of tasks, the most usual first."""
    for (is_accepted, is_acted), has_wish, is_closed in product(
        ((False, False), (True, False), (True, True)), (False, True), (False, True)
    ):
        yield flows.Facts(
            is_open=not is_closed,
            fee=fee,
            is_accepted=is_accepted,
            is_acted=is_acted,
            has_wish=has_wish,
        )
