# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.picture import MAX_BYTES, NoPicture, clean_picture

#: Longer side of what is kept, in pixels, and how it is written.
KEPT_AS = {
    "photo": (1600, "JPEG"),
    "pickup_photo": (1600, "JPEG"),
    "signature": (800, "PNG"),
}
#: How many of one kind a task takes.
AT_MOST = 5


class ErrandProof(models.Model):
    """A picture that shows what a courier did: a photo, or a signature (R0.11).

    No name is kept with a signature: names live in contacts alone. Seen by the
    customer and by staff, never by whoever has a link.
    """

    _name = "errand.proof"
    _description = "Proof Picture"
    _order = "id"
    _rec_name = "kind"

    task_id = fields.Many2one(
        "errand.task", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="task_id.company_id", store=True, precompute=True, index=True
    )
    branch_id = fields.Many2one(
        related="task_id.branch_id", store=True, precompute=True
    )
    worker_id = fields.Many2one(
        "errand.worker", required=True, readonly=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("pickup_photo", "Photo at the Pick-up"),
            ("photo", "Photo"),
            ("signature", "Signature"),
        ],
        required=True,
        readonly=True,
    )
    taken_at = fields.Datetime(required=True, readonly=True)
    image = fields.Binary(attachment=True, required=True, readonly=True)

    @api.model
    def _read_picture(self, kind, text):
        """Return the checked and rewritten picture of what a phone sent, as bytes.

        :param text: base64, with or without the head of a data URL
        :raise UserError: says what is wrong with it
        """
        damaged = self.env._("This picture cannot be used. Please take it again.")
        if not isinstance(text, str):
            raise UserError(damaged)
        if len(text) > MAX_BYTES * 4 // 3 + 100:
            raise UserError(
                self.env._("This picture is too large. Please take a smaller one.")
            )
        try:
            content = base64.b64decode(
                text.partition("base64,")[2] or text, validate=True
            )
            max_side, output = KEPT_AS[kind]
            return clean_picture(content, max_side, output)
        except (binascii.Error, NoPicture, ValueError) as error:
            raise UserError(damaged) from error

    @api.model
    def _add(self, task, kind, text, actor, key, at=None):
        """Keep a proof of a task that this courier holds.

        :param kind: one of ``KEPT_AS``
        :param text: the picture as a phone sends it; see ``_read_picture``
        :param at: naive UTC datetime when it was taken, None for now
        :raise UserError: not held, not asked for, too many, or no picture
        """
        task._check_takes_proof(kind, actor)
        picture = self._read_picture(kind, text)
        task._lock_for_move(contest=False)
        task._check_takes_proof(kind, actor)
        # Couriers have no rights on proofs; the task checked who asks.
        proof = self.sudo().create(
            {
                "task_id": task.id,
                "worker_id": actor.worker_id,
                "kind": kind,
                "taken_at": task._tapped(at, task.assigned_at),
                "image": base64.b64encode(picture),
            }
        )
        self.env["errand.event"]._log(task, "stage", actor, to_state=kind, key=key)
        task.order_id._notify_followers()
        return proof
