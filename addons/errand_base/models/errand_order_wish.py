# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ErrandOrder(models.Model):
    """A returning customer may ask for who served them (R2.5)."""

    _inherit = "errand.order"

    wished_worker_id = fields.Many2one(
        "errand.worker",
        "Asked-For Person",
        check_company=True,
        index="btree_not_null",
        groups="base.group_user",
        domain="[('task_ids.order_id.partner_id', '=', partner_id),"
        " ('task_ids.state', '=', 'done'), ('verification', '=', 'approved')]",
        help="Who served this customer before, and is asked for again. Others may "
        "take the order too.",
    )

    @api.constrains("wished_worker_id", "partner_id")
    def _check_wished_worker(self):
        for order in self.filtered("wished_worker_id"):
            if order.wished_worker_id not in order._wishable_workers(order.partner_id):
                raise ValidationError(
                    self.env._(
                        "%s has not served this customer, or does not work for us any "
                        "more. Choose somebody else, or nobody.",
                        order.wished_worker_id.name,
                    )
                )

    @api.model
    def _wishable_workers(self, partner):
        """Return (as superuser) who served a customer and works still."""
        # A customer does not read tasks or workers.
        served = (
            self.env["errand.task"]
            .sudo()
            ._read_group(
                [
                    ("order_id.partner_id", "=", partner.id),
                    ("state", "=", "done"),
                    ("worker_id.active", "=", True),
                    ("worker_id.verification", "=", "approved"),
                ],
                ["worker_id"],
                ["__count"],
                order="__count DESC",
            )
        )
        return self.env["errand.worker"].sudo().union(*[row[0] for row in served])
