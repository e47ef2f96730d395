# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models
from odoo.exceptions import UserError

#: How often a customer may have the code sent, an hour and an order. SMS cost money,
#: and the recipient did not ask for any.
CODE_LIMIT = 3
CODE_SECONDS = 3600


class ErrandOrder(models.Model):
    """What customers may ask for."""

    _inherit = "errand.order"

    def _customer_resend_code(self):
        """Send the delivery code of the signed-in customer's order again.

        :raise UserError: not theirs, nothing to send, or asked too often
        """
        actor = self._customer_actor()
        self._customer_code_task()._resend_code(actor)

    def _customer_renew_code(self):
        """Make a new delivery code; the old one is dead, the recipient is told.

        :raise UserError: not theirs, nothing to renew, or asked too often
        """
        actor = self._customer_actor()
        self._customer_code_task()._renew_code(actor)

    def _customer_code_task(self):
        """Return the task whose code a customer may have sent, and count this use.

        :raise UserError: there is none, or asked too often
        """
        self.ensure_one()
        task = self._code_task() or self.sudo().task_ids[:1]
        task._check_code_wanted()
        limits = self.env["errand.rate.limit"]
        if not limits._is_allowed("code_sms", self.id, CODE_LIMIT, CODE_SECONDS):
            raise UserError(
                self.env._(
                    "The code was sent several times already. Please try again in an "
                    "hour, or tell it to the recipient yourself."
                )
            )
        return task
