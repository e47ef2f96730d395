# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import secrets

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.errand_base.const import ENDED_TASK_STATES

from .errand_notice_plan import News


class ErrandTask(models.Model):
    """The delivery code by SMS: sent again, or made new (R0.11)."""

    _inherit = "errand.task"

    def _has_live_code(self):
        """Tell whether a delivery code is of use: wanted, and not given yet."""
        self.ensure_one()
        return (
            self.state not in ENDED_TASK_STATES
            and self._needs_code()
            and not self.code_proved_at
        )

    def _resend_code(self, actor):
        """Send the code to the recipient again."""
        for task in self:
            task._check_code_wanted()
            task._log_code("sent", actor)
            task._tell_code("recipient_code")

    def _renew_code(self, actor):
        """Override of ``errand_base``: the recipient gets the new code by SMS."""
        result = super()._renew_code(actor)
        for task in self:
            task._log_code("renewed", actor)
            if task._has_live_code():
                task._tell_code("recipient_new_code")
        return result

    def _check_code_wanted(self):
        """Refuse where no code is of use.

        :raise UserError: says why
        """
        self.ensure_one()
        if not self._has_live_code():
            raise UserError(
                self.env._("There is no delivery code to send for this errand.")
            )
        if not self.order_id.sudo().dropoff_contact_id.phone_masked:
            raise UserError(self.env._("The recipient has no phone number."))

    def _log_code(self, outcome, actor):
        self.env["errand.event"]._log(self, "code", actor, to_state=outcome)

    def _tell_code(self, code):
        """Queue the SMS. Each time it is asked for is an occasion of its own."""
        occasion = f"code-{self.id}-{secrets.token_hex(4)}"
        news = News(code, self.order_id, occasion, task=self)
        self.env["errand.notice"]._tell([news])

    # === ACTIONS === #

    def action_resend_code(self):
        """Send the code to the recipients again."""
        self._check_dispatcher()
        self._resend_code(self.env["errand.order"]._staff_actor())
