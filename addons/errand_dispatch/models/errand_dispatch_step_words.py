# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.tools import format_amount

from ..engine import flow as flows
from ..tools.words import listed, sentences
from .errand_dispatch_policy import DESK
from .errand_dispatch_step import COURIERS_ONLY


class ErrandDispatchStep(models.Model):
    """A step in words, as staff read it before they trust it (R2.2)."""

    _inherit = "errand.dispatch.step"

    #: What may be chosen here, by flow and work.
    possible_kinds = fields.Json(compute="_compute_possible_kinds")
    sentence = fields.Char("In Words", compute="_compute_sentence")

    @api.depends("flow", "policy_id.work")
    def _compute_possible_kinds(self):
        for step in self:
            at_desk = step.policy_id.work == DESK
            step.possible_kinds = [
                kind
                for kind in flows.KINDS.get(step.flow, ())
                if not (at_desk and kind in COURIERS_ONLY)
            ]

    @api.depends(
        "kind",
        "policy_id.work",
        "person",
        "worker_id",
        "offer_seconds",
        "ack_seconds",
        "wave_ids.after_seconds",
        "wave_ids.km",
        "wave_ids.most",
    )
    @api.depends_context("lang")
    def _compute_sentence(self):
        for step in self:
            step.sentence = step._deed() if step.kind else False

    def action_open_details(self):
        """Open what a row has no room for: seconds and waves."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Waves and Seconds"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [
                (self.env.ref("errand_dispatch.dispatch_step_view_form").id, "form")
            ],
            "target": "new",
        }

    # === WORDS === #

    @api.model
    def _duration(self, minutes):
        """Return a time in words, from minutes."""
        if 0 < minutes < 1:
            return self.env._("%s s", round(minutes * 60))
        hours, rest = divmod(round(minutes, 1), 60)
        if not hours:
            return self.env._("%s min", f"{rest:g}")
        if not rest:
            return self.env._("%s h", int(hours))
        return self.env._(
            "%(hours)s h %(minutes)s min", hours=int(hours), minutes=f"{rest:g}"
        )

    def _deed(self):
        """Return what the step does, in sentences."""
        self.ensure_one()
        at_desk = self.policy_id.work == DESK
        if self.kind == flows.POOL:
            return self._pool_words(at_desk)
        if self.kind == flows.PUSH:
            return self._push_words()
        if self.kind == flows.NAMED:
            return self._named_words(at_desk)
        if self.kind == flows.RANDOM and not at_desk:
            return self.env._(
                "Given to one of the couriers on shift, drawn by the weight of their "
                "points."
            )
        return {
            flows.RANDOM: self.env._(
                "Given to one of the people on shift, drawn by the weight of their "
                "points."
            ),
            flows.MANUAL: self.env._("Left to the dispatchers, who are told."),
            flows.BRANCH: self.env._(
                "Passed to the nearest other branch that is open and has people, "
                "unless somebody chose the branch."
            ),
            flows.TELL: self.env._("The manager of the branch is told."),
            flows.TELL_CUSTOMER: self.env._(
                "The customer is told that nobody has taken it yet."
            ),
            flows.GIVE_UP: self.env._("Given up: the order ends, refunded by rule."),
            flows.REMIND: self.env._("Whoever has it is reminded."),
            flows.TAKE_BACK: self.env._(
                "Taken from whoever has it, unless they carry the goods; somebody "
                "else is looked for."
            ),
        }[self.kind]

    def _pool_words(self, at_desk):
        if at_desk:
            return self.env._("Everybody at the desk sees it, and may take it.")
        shown = self.env._("Shown to all couriers in range.")
        told = self.env._("Professionals are told at once.")
        if len(self.wave_ids) > 1:
            told = self.env._(
                "Professionals are told in waves: %s.", self._waves_words()
            )
        return sentences(self.env, (shown, told))

    def _push_words(self):
        offered = self.env._("Offered to all professionals in range at once.")
        if len(self.wave_ids) > 1:
            offered = self.env._(
                "Offered to professionals in waves: %s.", self._waves_words()
            )
        seconds = self.env._(
            "They have %(offer)s s to accept; a phone that shows nothing for "
            "%(ack)s s is sent an SMS.",
            offer=self.offer_seconds,
            ack=self.ack_seconds,
        )
        return sentences(self.env, (offered, seconds))

    def _waves_words(self):
        """Return the waves as a list in words; the last one always reaches all."""
        waves = self._waves()
        return listed(
            self.env,
            [
                self._wave_words(wave, is_last=number == len(waves) - 1)
                for number, wave in enumerate(waves)
            ],
        )

    @api.model
    def _wave_words(self, wave, is_last=False):
        """Return whom a wave reaches and when, in words.

        :param is_last: it reaches everybody in range, whatever it says
        """
        km = None if wave.km is None else f"{wave.km:g}"
        if is_last or (km is None and wave.most is None):
            who = self.env._("all in range")
        elif km is None:
            who = self.env._("the %s nearest", wave.most)
        elif wave.most is None:
            who = self.env._("all within %s km", km)
        else:
            who = self.env._(
                "the %(most)s nearest within %(km)s km", most=wave.most, km=km
            )
        if not wave.after:
            return self.env._("%s at once", who)
        return self.env._("%(who)s after %(seconds)s s", who=who, seconds=wave.after)

    def _named_words(self, at_desk):
        if self.person == "wished":
            who = self.env._("whom the customer asked for")
        elif self.person == "manager":
            who = self.env._("the manager of the branch")
        else:
            who = self.sudo().worker_id.display_name or self.env._("nobody yet")
        if at_desk:
            return self.env._("Given to %s, when on shift.", who)
        return self.env._("Offered to %s alone, when on duty.", who)

    def _conditions(self):
        """Return when the step is taken at all, in sentences, maybe none."""
        self.ensure_one()
        found = []
        if self.kind == flows.NAMED and self.person == "wished":
            found.append(self.env._("Only if the customer asked for somebody."))
        if self.hours == flows.OPEN:
            found.append(self.env._("Only while the branch is open."))
        elif self.hours == flows.CLOSED:
            found.append(self.env._("Only while the branch is closed."))
        if self.fee_from > 0:
            currency = (self.company_id or self.env.company).currency_id
            found.append(
                self.env._(
                    "Only for fees from %s.",
                    format_amount(self.env, self.fee_from, currency),
                )
            )
        if self.until == flows.ACCEPTED:
            found.append(self.env._("Only if it is not accepted by then."))
        elif self.until == flows.ACTED:
            found.append(self.env._("Only if nothing has been done by then."))
        return sentences(self.env, found)

    def _again_words(self):
        """Return how often the step comes, in words; empty for once."""
        self.ensure_one()
        every = self._duration(self.minutes)
        if self.kind in flows.LAST or self.rounds == 1:
            return ""
        if not self.rounds:
            return self.env._("Again every %s until it is handled.", every)
        return self.env._(
            "%(times)s times, every %(time)s.", times=self.rounds, time=every
        )
