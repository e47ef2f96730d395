# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import fields, models

from odoo.addons.errand_base.tools import bulk

from ..engine import flow
from ..engine.waves import audience, due_wave, next_after


class ErrandDispatchRun(models.Model):
    """Offers go out in waves; who does not see one is sent an SMS (R0.7)."""

    _inherit = "errand.dispatch.run"

    def _tell_waves(self):
        """Tell the waves that are due, and say when to look again."""
        due = self._due_waves()
        tasks = self.browse(due).task_id
        near = tasks._couriers_near("professional") if tasks else {}
        decisions, offers = [], []
        for run in self.browse(due):
            number = due[run.id]
            decision, chosen = run._tell_wave(number, near[run.task_id.id])
            decisions.append(decision)
            offers += chosen
            run.wave = number
        bulk.insert(self.env["errand.dispatch.decision"], decisions)
        bulk.insert(self.env["errand.offer"], offers)._ring()
        self.filtered(lambda run: run.step_id)._fall_back()

    def _due_waves(self):
        """Return the wave that is due where none so late was told: run id to number."""
        now = fields.Datetime.now()
        due = {}
        for run in self.filtered(
            lambda run: run.step_id.kind in (flow.POOL, flow.PUSH)
        ):
            number = due_wave(run.step_id._waves(), (now - run.turn_at).total_seconds())
            if number > run.wave:
                due[run.id] = number
        return due

    def _tell_wave(self, number, near):
        """Return a wave's decision and its offers, as values.

        :param near: everybody in range, as Near
        """
        self.ensure_one()
        task, waves = self.task_id, self.step_id._waves()
        known = task.offer_ids.filtered(lambda offer: offer.turn == self._turn_key())
        declined = task._decliners()
        reach = [one for one in near if one.worker_id not in declined]
        chosen = audience(waves, number, reach, frozenset(known.worker_id.ids))
        km = {one.worker_id: one.km for one in near}
        decision = self._prepare_decision(self.step_id.kind) | {
            "wave": number,
            "facts": {
                "near": [(one.worker_id, one.km) for one in reach],
                "told": sorted(known.worker_id.ids),
                "waves": [(wave.after, wave.km, wave.most) for wave in waves],
                "declined": sorted(declined),
            },
            "chosen_ids": chosen,
            "reason": None if chosen or known else "nobody",
        }
        offers = [
            self._prepare_offer(worker_id, number, km[worker_id])
            for worker_id in chosen
        ]
        return decision, offers

    def _turn_key(self):
        self.ensure_one()
        return f"{self.id}.{self.turn}"

    def _prepare_offer(self, worker_id, number, km):
        self.ensure_one()
        step, now = self.step_id, fields.Datetime.now()
        if step.kind == flow.POOL:
            # It stays in the pool anyway, as long as the step lasts.
            expires_at = self.ends_at or now + timedelta(minutes=step.minutes)
        else:
            expires_at = now + timedelta(seconds=step.offer_seconds)
        return {
            "task_id": self.task_id.id,
            "worker_id": worker_id,
            "turn": self._turn_key(),
            "wave": number,
            "km": km or 0.0,
            "pay": self.task_id._pay_offered(),
            "told_at": now,
            "expires_at": expires_at,
            "sms_due_at": now + timedelta(seconds=step.ack_seconds),
        }

    def _offer_to(self, worker):
        """Offer a task to one person alone, for the minutes of the step."""
        self.ensure_one()
        values = self._prepare_offer(worker.id, 0, None)
        values["expires_at"] = max(values["expires_at"], self.ends_at)
        bulk.insert(self.env["errand.offer"], [values])._ring()
        self._fall_back()

    # === WHO DOES NOT SEE IT === #

    def _fall_back(self):
        """Send an SMS to whom no phone has shown the offer; look again in time."""
        now = fields.Datetime.now()
        waiting = self.env["errand.offer"].search(
            [
                ("task_id", "in", self.task_id.ids),
                ("sms_due_at", "!=", False),
                ("expires_at", ">", now),
                ("answer", "=", False),
            ]
        )
        due = waiting.filtered(lambda offer: offer.sms_due_at <= now)
        due._send_sms()
        later = (waiting - due).grouped("task_id")
        for run in self:
            moments = [run.ends_at or now]
            moments += later.get(run.task_id, waiting.browse()).mapped("sms_due_at")
            if run.step_id.kind in (flow.POOL, flow.PUSH) and run.is_taken:
                after = next_after(run.step_id._waves(), run.wave)
                if after is not None:
                    moments.append(run.turn_at + timedelta(seconds=after))
            run.next_at = min(moments)
        self._wake(self.mapped("next_at"))
