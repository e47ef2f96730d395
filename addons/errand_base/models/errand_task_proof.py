# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import consteq

from ..exceptions import MoveLost, MoveRefused
from ..tools import secret

#: Wrong codes a courier may type before the code is dead.
CODE_TRIES = 5


class ErrandTask(models.Model):
    """Proof of delivery: the recipient's code (R0.11)."""

    _inherit = "errand.task"

    code_nonce = fields.Char(
        groups=fields.NO_ACCESS, copy=False, default=lambda self: secrets.token_hex(8)
    )
    code_tries = fields.Integer("Wrong Codes", readonly=True, copy=False)
    code_proved_at = fields.Datetime("Code Given At", readonly=True, copy=False)

    def _delivery_code(self):
        """Return the six digits that the recipient tells the courier.

        An HMAC of the server's secret, the task and a nonce: kept nowhere, so no
        dump of the database shows it (design 9). A new nonce makes a new code.
        """
        self.ensure_one()
        nonce = self.sudo().code_nonce
        number = int(secret.digest("delivery code", f"{self.id}:{nonce}"), 16)
        return f"{number % 10**6:06d}"

    def _needs_code(self):
        """Tell whether a code proves this task: when there is a drop-off."""
        self.ensure_one()
        return self.kind == "carry" and bool(self.order_id.sudo().dropoff_contact_id)

    def _try_code(self, code, actor):
        """Check a typed code; return True when it is right.

        A wrong one is counted, so the caller must commit also after False.
        """
        self.ensure_one()
        self._lock_for_move(contest=False)
        self._check_is_holder(actor)
        if self._is_code_dead():
            return False
        # As bytes: letters outside ASCII cannot be compared as text.
        given = "".join(str(code or "").split()).encode(errors="replace")
        if consteq(self._delivery_code().encode(), given):
            self.code_proved_at = fields.Datetime.now()
            return True
        self.code_tries += 1
        self.env["errand.event"]._log(self, "refused", actor, reason="wrong_code")
        return False

    def _is_code_dead(self):
        """Tell whether too many wrong codes were typed."""
        self.ensure_one()
        return self.code_tries >= CODE_TRIES

    def _code_tries_left(self):
        """Return how many wrong codes may still be typed."""
        self.ensure_one()
        return max(0, CODE_TRIES - self.code_tries)

    def _check_proof(self, actor):
        """Guard of ``done``: what proves the delivery is there."""
        for task in self:
            if task._needs_code() and not task.code_proved_at:
                raise ValidationError(
                    self.env._("Please ask the recipient for the delivery code.")
                )

    def action_reset_code(self):
        """Make a new code, and allow it to be tried again."""
        self._check_dispatcher()
        for task in self:
            # The nonce is hidden from everybody; making a new one is for staff.
            task.sudo().write(
                {
                    "code_nonce": secrets.token_hex(8),
                    "code_tries": 0,
                    "code_proved_at": False,
                }
            )
            task.order_id._notify_followers()

    # === MESSAGES === #

    @api.model
    def _lost_error(self):
        return MoveLost(self._lost_message("assigned"))

    def _refused_error(self, target):
        return MoveRefused(self._refused_message(target))

    def _lost_message(self, target):
        if target == "assigned":
            return self.env._("Another courier has this errand already.")
        return super()._lost_message(target)
