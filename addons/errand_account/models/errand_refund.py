# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.queue_job.job import identity_exact

#: How long a refund may be under way before the sweep looks at it again.
RETRY_MINUTES = 5


class ErrandRefund(models.Model):
    """Money on its way back to a customer through the provider that took it.

    Written in the transaction that decides it. A first job makes the child
    transaction, a second one sends it: a process that dies between them leaves
    a child with its own reference, which is sent again under that reference and
    never made twice.
    """

    _name = "errand.refund"
    _description = "Refund"
    _order = "id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one(
        "errand.order", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    source_id = fields.Many2one(
        "payment.transaction",
        string="Payment",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    transaction_id = fields.Many2one(
        "payment.transaction",
        string="Refund Transaction",
        readonly=True,
        index="btree_not_null",
    )
    amount = fields.Monetary(required=True, readonly=True)
    state = fields.Selection(
        [
            ("queued", "Queued"),
            ("sent", "Sent"),
            ("done", "Refunded"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        default="queued",
        index=True,
    )
    failure = fields.Char(readonly=True)

    _one_for_payment = models.UniqueIndex(
        "(source_id)", "This payment is refunded already."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A refund is more than zero."
    )

    @api.model
    def _queue(self, order, source, amount):
        """Give ``amount`` of a payment back. Call it with the order locked."""
        refund = self.sudo().create(  # decided by moves, never by people
            {"order_id": order.id, "source_id": source.id, "amount": amount}
        )
        refund.with_delay(identity_key=identity_exact)._prepare()
        return refund

    def _lock(self):
        """Take this refund; False when another process is at it."""
        self.ensure_one()
        return self.try_lock_for_update(allow_referencing=True) == self

    def _prepare(self):
        """First job: make the child transaction, then let a second job send it."""
        self.ensure_one()
        if not self._lock() or self.state != "queued":
            return
        source = self.source_id
        self.transaction_id = source._create_child_transaction(
            self.amount, is_refund=True, errand_order_id=self.order_id.id
        )
        self.state = "sent"
        self.with_delay(identity_key=identity_exact)._send()

    def _send(self):
        """Second job: ask the provider. Sent twice, it is the same reference."""
        self.ensure_one()
        if not self._lock() or self.state != "sent":
            return
        child = self.transaction_id
        if child.state == "draft":
            child._log_sent_message()
            try:
                child._send_refund_request()
            except UserError as error:  # ValidationError included: the provider said no
                child._set_error(str(error))
        self._follow_transaction()

    def _follow_transaction(self):
        """Note how the child transaction ended, if it did."""
        for refund in self:
            child = refund.transaction_id
            if child.state in ("error", "cancel"):
                refund.write({"state": "failed", "failure": child.state_message})
            elif child.state == "done":
                refund.order_id._confirm_refund(refund)

    def action_retry(self):
        """Try failed refunds again, each as a new transaction."""
        self.check_access("write")
        for refund in self.filtered(lambda refund: refund.state == "failed"):
            refund.write({"state": "queued", "failure": False, "transaction_id": False})
            refund.with_delay(identity_key=identity_exact)._prepare()

    @api.model
    def _cron_repair(self):
        """Queue again what a lost job left behind."""
        self._repair()
        self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _repair(self):
        """Give every refund that is under way a job; the jobs know what is done."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), minutes=RETRY_MINUTES)
        stale = self.search(
            [("state", "in", ("queued", "sent")), ("write_date", "<", limit)], limit=200
        )
        for refund in stale:
            delayed = refund.with_delay(identity_key=identity_exact)
            delayed._prepare() if refund.state == "queued" else delayed._send()
        return len(stale)
