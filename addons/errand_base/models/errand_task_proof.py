# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import consteq

from ..const import ACTIVE_TASK_STATES
from ..exceptions import MoveLost, MoveRefused
from ..tools import secret
from .errand_proof import AT_MOST

#: Wrong codes a courier may type before the code is dead.
CODE_TRIES = 5


class ErrandTask(models.Model):
    """Proof of delivery: the recipient's code, photos, a signature (R0.11)."""

    _inherit = "errand.task"

    code_nonce = fields.Char(
        groups=fields.NO_ACCESS, copy=False, default=lambda self: secrets.token_hex(8)
    )
    code_tries = fields.Integer("Wrong Codes", readonly=True, copy=False)
    code_proved_at = fields.Datetime("Code Given At", readonly=True, copy=False)
    proof_rules = fields.Json(
        readonly=True, help="What proves it, as the category said when it was placed."
    )
    proof_ids = fields.One2many("errand.proof", "task_id", readonly=True)

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
        return self._proof_levels()["code"] == "required"

    # === RULES === #

    def _proof_levels(self):
        """Return no, optional or required for each kind of proof, in their order.

        By the rules of when the order was placed: the customer was promised them, and
        a courier at the door meets what they were told at the grab.
        """
        self.ensure_one()
        rules = {**self.category_id._proof_rules(), **(self.proof_rules or {})}
        to_door = self.kind == "carry" and bool(self.order_id.sudo().dropoff_contact_id)
        fits = {
            "pickup_photo": self._has_pickup(),
            "code": to_door,
            "photo": True,
            "signature": to_door,
        }
        levels = {kind: rules[kind] if fit else "no" for kind, fit in fits.items()}
        if self._may_replace_code():
            for kind in ("photo", "signature"):
                levels[kind] = "optional" if levels[kind] == "no" else levels[kind]
        return levels

    def _may_replace_code(self):
        """Tell whether a photo and a signature stand for the code."""
        self.ensure_one()
        rules = self.proof_rules or self.category_id._proof_rules()
        to_door = self.kind == "carry" and bool(self.order_id.sudo().dropoff_contact_id)
        return to_door and rules["code"] == "required" and rules["instead_of_code"]

    def _asks_for_code(self, code):
        """Tell whether a delivery with this code, or none, depends on it.

        :param code: what the courier typed, whatever that is
        """
        self.ensure_one()
        level = self._proof_levels()["code"]
        if self.code_proved_at or level == "no":
            return False
        return bool(code) or (level == "required" and not self._is_code_replaced())

    def _given_proofs(self):
        """Return the kinds of proof that are there."""
        self.ensure_one()
        given = set(self.sudo().proof_ids.mapped("kind"))
        return given | ({"code"} if self.code_proved_at else set())

    def _is_code_replaced(self):
        """Tell whether the task is proved without its code."""
        given = self._given_proofs()
        return (
            self._may_replace_code()
            and "code" not in given
            and {"photo", "signature"} <= given
        )

    def _missing_proofs(self):
        """Return the kinds of proof that the delivery still needs, in their order."""
        given = self._given_proofs()
        replaced = {"code"} if self._is_code_replaced() else set()
        return [
            kind
            for kind, level in self._proof_levels().items()
            if level == "required"
            and kind != "pickup_photo"
            and kind not in given | replaced
        ]

    def _missing_message(self, missing):
        """Return one sentence on the first proof that is missing."""
        texts = {
            "code": self.env._("Please ask the recipient for the delivery code."),
            "photo": self.env._("Please take a photo first."),
            "signature": self.env._("Please let the recipient sign first."),
            "pickup_photo": self.env._("Please take a photo of the goods first."),
        }
        return texts[missing[0]]

    def _check_takes_proof(self, kind, actor):
        """Refuse a picture that this task does not take from this courier now.

        :raise UserError: says why
        """
        self.ensure_one()
        self._check_is_holder(actor)
        if self.state not in ACTIVE_TASK_STATES:
            raise self._refused_error(self.state)
        if self._proof_levels()[kind] == "no":
            raise UserError(self.env._("This errand needs no such picture."))
        same = self.sudo().proof_ids.filtered(lambda proof: proof.kind == kind)
        if len(same) >= AT_MOST:
            raise UserError(
                self.env._("There are %s of these already: that is enough.", AT_MOST)
            )

    # === CODE === #

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
            missing = task._missing_proofs()
            if missing:
                raise ValidationError(task._missing_message(missing))
            if task._is_code_replaced():
                self.env["errand.event"]._log(
                    task, "stage", actor, to_state="proved_without_code"
                )

    def _check_pickup_proof(self, actor):
        """Guard of ``picked_up``: the photo of the goods is there if it is needed."""
        for task in self:
            needed = task._proof_levels()["pickup_photo"] == "required"
            if needed and "pickup_photo" not in task._given_proofs():
                raise ValidationError(task._missing_message(["pickup_photo"]))

    def action_reset_code(self):
        """Make a new code, and allow it to be tried again."""
        self._check_dispatcher()
        self._renew_code(self.env["errand.order"]._staff_actor())

    def _renew_code(self, actor):
        """Make a new code: the old one is dead, and nothing is proved any more.

        :param actor: ``Actor`` who asked; the caller has checked that they may
        """
        self._lock_for_move(contest=False)
        for task in self:
            # The nonce is hidden from everybody; making a new one is not.
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

    def _refused_message(self, target):
        """Override: whoever goes on with a cancelled errand is told so plainly."""
        if "cancelled" in self.mapped("state"):
            return self.env._("The customer cancelled this errand. Do not go on.")
        return super()._refused_message(target)

    def _lost_message(self, target):
        if target == "assigned":
            return self.env._("Another courier has this errand already.")
        return super()._lost_message(target)
