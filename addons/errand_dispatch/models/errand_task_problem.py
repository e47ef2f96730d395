# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES
from odoo.addons.errand_base.models.errand_task_ending import (
    HAND_BACK_CAUSES,
    UNDELIVERABLE_CAUSES,
)


class ErrandTask(models.Model):
    """What a courier may choose when an errand goes wrong, and what it pays them."""

    _inherit = "errand.task"

    def _problem_choices(self):
        """Return what the holder can do now, as JSON values.

        :return: dict of ``wait`` (None where nobody is waited for; is_there, since,
            until, may_leave, pay), ``hand_back`` (None, or a list of code, label and
            penalty), ``undeliverable`` (None, or dict of causes, pay, back_pay,
            to_branch) and ``is_carrying``
        """
        self.ensure_one()
        if self.state not in ACTIVE_TASK_STATES:
            return {
                "wait": None,
                "hand_back": None,
                "undeliverable": None,
                "is_carrying": False,
            }
        is_carrying = self._is_carrying()
        return {
            "is_carrying": is_carrying,
            "wait": self._wait_choice(),
            "hand_back": None if is_carrying else self._hand_back_choices(),
            "undeliverable": self._undeliverable_choice() if is_carrying else None,
        }

    def _wait_choice(self):
        place = self._wait_place()
        waits = self._has_pickup() if place == "pickup" else self.leg == "outward"
        if not waits:
            return None
        until = self._wait_until()
        outcome, _rule = self._decide_ending("no_show", "customer")
        return {
            "place": place,
            "is_there": bool(self[f"at_{place}_at"]),
            "minutes": self._wait_minutes(),
            "since": self._iso(self[f"{place}_wait_at"]),
            "until": self._iso(until),
            "may_leave": bool(until) and until <= fields.Datetime.now(),
            "pay": float(outcome.compensation),
        }

    def _hand_back_choices(self):
        reasons = self.env["errand.event"]._reasons()
        return [
            {
                "code": cause,
                "label": reasons[cause],
                "penalty": float(self._hand_back_outcome(cause).penalty),
            }
            for cause in HAND_BACK_CAUSES
        ]

    def _undeliverable_choice(self):
        if self.leg == "return":
            return None
        reasons = self.env["errand.event"]._reasons()
        outcome, _rule = self._undeliverable_outcome("refused")
        return {
            "is_there": bool(self.at_dropoff_at),
            "pay": float(outcome.compensation),
            "needs_return": outcome.needs_return,
            "back_pay": float(outcome.return_pay),
            "to_branch": self._returns_to() == "branch",
            "causes": [
                {"code": cause, "label": reasons[cause], "waits": waits}
                for cause, waits in UNDELIVERABLE_CAUSES.items()
            ],
        }

    def _ending_text(self):
        """Return why a task that its courier held has ended, in words for them."""
        order = self.order_id
        if self.state == "cancelled" and order.ending_reason == "cancelled_by_us":
            text = self.env._("We had to cancel this errand. Do not go on.")
        elif self.state == "cancelled":
            text = self.env._("The customer cancelled this errand. Do not go on.")
        else:
            return ""
        if order._return_task().state == "picked_up":
            return f"{text} {self.env._('Bring back what you have.')}"
        return text
