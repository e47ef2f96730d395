# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from markupsafe import Markup

from odoo import api, fields, models

from ..engine import draw, flow
from ..engine.waves import Wave
from ..tools.words import listed


class ErrandDispatchDecision(models.Model):
    """A decision as a page that people can read (R5.3)."""

    _inherit = "errand.dispatch.decision"

    sentence = fields.Char("What Was Decided", compute="_compute_sentence")
    candidate_count = fields.Integer("Candidates", compute="_compute_sentence")
    can_repeat = fields.Boolean(compute="_compute_sentence")
    candidates_html = fields.Html(compute="_compute_tables", sanitize=False)
    left_out_html = fields.Html(compute="_compute_tables", sanitize=False)
    plan_html = fields.Html(compute="_compute_tables", sanitize=False)

    # === SENTENCE === #

    @api.depends("sentence")
    def _compute_display_name(self):
        for decision in self:
            decision.display_name = decision.sentence

    @api.model
    def _reason_words(self):
        """Return why somebody was left out, or nobody chosen: dict of code to words."""
        return {
            draw.NOBODY: self.env._("nobody was on duty"),
            draw.UNSKILLED: self.env._("does not take this category"),
            draw.FULL: self.env._("has as many tasks as allowed"),
            draw.BARRED: self.env._("gave it up before, or ordered it"),
            draw.HAD_IT: self.env._("had it last, and others are free"),
            "declined": self.env._("declined it for what it pays"),
            "not_there": self.env._("the person was not there or not free"),
            "no_branch": self.env._("no other branch could take it now"),
        }

    def _nobody_words(self):
        """Return why nobody at all was chosen, in words."""
        self.ensure_one()
        # Of everybody, the words of one person would be wrong.
        of_all = {
            draw.UNSKILLED: self.env._("nobody on duty takes this category"),
            draw.FULL: self.env._("everybody had as many tasks as allowed"),
            draw.BARRED: self.env._("all who were free gave it up before"),
        }
        if self.kind in (flow.POOL, flow.PUSH):
            of_all[draw.NOBODY] = (
                self.env._("who was in range is further away than it reaches")
                if (self.facts or {}).get("near")
                else self.env._("nobody on duty was in range")
            )
        words = self._reason_words() | of_all
        return words.get(self.reason, self.reason or "")

    @api.depends("kind", "facts", "worker_id", "chosen_ids", "reason", "wave")
    @api.depends_context("lang")
    def _compute_sentence(self):
        names = self._names()
        for decision in self:
            facts = decision.facts or {}
            people = facts.get("candidates", facts.get("near"))
            decision.can_repeat = people is not None
            decision.candidate_count = len(people or ())
            decision.sentence = decision._sentence(names)

    def _sentence(self, names):
        """Return what was decided and why, in a sentence.

        :param names: dict of worker id to text, of everybody in the decision
        """
        self.ensure_one()
        if self.kind == flow.RANDOM:
            return self._draw_words()
        if self.kind in (flow.POOL, flow.PUSH):
            return self._wave_words(names)
        if self.kind == flow.NAMED:
            if self.worker_id:
                return self.env._(
                    "%s was asked by name.", self._name_of(self.worker_id)
                )
            return self.env._("Nobody was asked: %s.", self._nobody_words())
        if self.kind == flow.BRANCH and self.reason:
            return self.env._("Not passed on: %s.", self._nobody_words())
        return {
            flow.MANUAL: self.env._("Left to the dispatchers."),
            flow.BRANCH: self.env._("Passed to another branch."),
            flow.TELL: self.env._("The manager was told that it is not handled."),
            flow.TELL_CUSTOMER: self.env._(
                "The customer was told that nobody has taken it yet."
            ),
            flow.GIVE_UP: self.env._("Given up: nobody was found in time."),
            flow.REMIND: self.env._("Whoever had it was reminded."),
            flow.TAKE_BACK: self.env._("Taken back: it was not handled in time."),
            "people": self.env._("No step was left: the dispatchers decide."),
        }.get(self.kind, "")

    def _draw_words(self):
        if not self.worker_id:
            return self.env._("Nobody could be drawn: %s.", self._nobody_words())
        if self.candidate_count == 1:
            return self.env._(
                "%s got it, the only one who could.", self._name_of(self.worker_id)
            )
        return self.env._(
            "%(worker)s was drawn from %(count)s people.",
            worker=self._name_of(self.worker_id),
            count=self.candidate_count,
        )

    def _wave_words(self, names):
        number = (self.wave or 0) + 1
        if told := self.chosen_ids:
            if len(told) == 1:
                return self.env._(
                    "Wave %(wave)s: %(worker)s was told.",
                    wave=number,
                    worker=names[told[0]],
                )
            return self.env._(
                "Wave %(wave)s: %(count)s couriers were told.",
                wave=number,
                count=len(told),
            )
        if self.reason:
            return self.env._(
                "Wave %(wave)s: nobody could be told: %(reason)s.",
                wave=number,
                reason=self._nobody_words(),
            )
        return self.env._("Wave %s: everybody it reaches knew already.", number)

    # === TABLES === #

    @api.depends("facts", "worker_id", "chosen_ids", "wave")
    @api.depends_context("lang")
    def _compute_tables(self):
        names = self._names()
        for decision in self:
            facts = decision.facts or {}
            decision.candidates_html = decision._candidates_table(facts, names)
            decision.left_out_html = decision._left_out_table(facts, names)
            decision.plan_html = decision._plan_table(facts)

    @api.model
    def _name_of(self, worker):
        # A decision that may be read may name its people, of other branches too.
        return worker.sudo().display_name

    def _names(self):
        """Return the names of all people in these decisions: dict of id to text.

        People who were deleted since are said by their number.
        """
        ids = set()
        for decision in self:
            facts = decision.facts or {}
            for name in ("candidates", "near", "left_out"):
                ids.update(pair[0] for pair in facts.get(name, ()))
            ids.update(facts.get("declined", ()), facts.get("told", ()))
            ids.update(decision.chosen_ids or ())
        workers = self.env["errand.worker"].sudo().browse(ids).exists()
        found = {worker.id: worker.display_name for worker in workers}
        return {
            one: found.get(one) or self.env._("Nº %s, deleted since", one)
            for one in ids
        }

    def _candidates_table(self, facts, names):
        """Return who could be chosen, as a table; False if nobody was to be."""
        if "candidates" in facts:
            return self._draw_table(
                facts["candidates"], names, chosen=self.worker_id.id
            )
        if "near" in facts:
            return self._near_table(
                facts["near"], names, set(self.chosen_ids or ()), set(facts["told"])
            )
        return False

    @api.model
    def _draw_table(self, candidates, names, chosen=None):
        """Return who is drawn from, with weights and shares.

        :param candidates: pairs of worker and weight
        """
        total = sum(weight for _worker, weight in candidates)
        rows = [
            (
                names[worker],
                weight,
                f"{100 * weight / total:.1f} %",
                self.env._("drawn") if worker == chosen else "",
            )
            for worker, weight in sorted(candidates, key=lambda pair: -pair[1])
        ]
        heads = (self.env._("Who"), self.env._("Weight"), self.env._("Share"), "")
        return self._text_table(heads, rows)

    def _near_table(self, near, names, chosen, told):
        words = {
            worker: self.env._("told in this wave")
            if worker in chosen
            else self.env._("knew already")
            if worker in told
            else self.env._("later")
            for worker, _km in near
        }
        rows = [
            (names[worker], self._km(km) or "–", words[worker])
            for worker, km in sorted(near, key=lambda pair: (pair[1] or 0, pair[0]))
        ]
        return self._text_table((self.env._("Who"), self.env._("Away"), ""), rows)

    def _left_out_table(self, facts, names):
        """Return who was left out and why, as a table; False for nobody."""
        words = self._reason_words()
        rows = [
            (names[worker], words.get(reason, reason))
            for worker, reason in facts.get("left_out", ())
        ]
        rows += [(names[one], words["declined"]) for one in facts.get("declined", ())]
        heads = (self.env._("Who"), self.env._("Why Not"))
        return self._text_table(heads, rows) if rows else False

    def _plan_table(self, facts):
        """Return the waves of a step, with the one of this decision."""
        waves = [Wave(*wave) for wave in facts.get("waves", ())]
        steps = self.env["errand.dispatch.step"]
        rows = [
            (
                number + 1,
                steps._wave_words(wave, is_last=number == len(waves) - 1),
                self.env._("this wave") if number == self.wave else "",
            )
            for number, wave in enumerate(waves)
        ]
        heads = (self.env._("Wave"), self.env._("Whom, and when"), "")
        return self._text_table(heads, rows) if rows else False

    @api.model
    def _km(self, km):
        return "" if km is None else self.env._("%s km", f"{km:.2f}")

    @api.model
    def _text_table(self, heads, rows):
        """Return a plain table of texts."""
        line = Markup("<tr>%s</tr>")
        head = Markup().join(Markup("<th>%s</th>") % text for text in heads)
        body = Markup().join(
            line % Markup().join(Markup("<td>%s</td>") % text for text in row)
            for row in rows
        )
        return Markup(
            "<table class='table table-sm'><thead>%s</thead><tbody>%s</tbody></table>"
        ) % (line % head, body)

    # === AGAIN === #

    def action_again(self):
        """Decide it once more from what was kept, and say whether it is the same."""
        self.ensure_one()
        holds = self._holds()
        again = self._again()
        ids = again if isinstance(again, list) else [again] if again else []
        workers = self.env["errand.worker"].sudo().browse(ids).exists()
        names = listed(self.env, workers.mapped("display_name"))
        result = names or self.env._("nobody")
        if holds:
            message = self.env._("Decided again, it comes to the same: %s.", result)
        else:
            message = self.env._(
                "Decided again, it comes to something else: %s. What was kept, or the "
                "way of deciding, has changed since.",
                result,
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if holds else "danger",
                "sticky": not holds,
                "message": message,
            },
        }
