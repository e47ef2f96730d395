# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

import requests

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction
from odoo.addons.queue_job.job import identity_exact

#: How long a refund may be under way before the sweep looks at it again.
RETRY_MINUTES = 5
#: ``payment`` raises a ValidationError while it handles these: the provider may have
#: heard us all the same.
UNANSWERED = (requests.exceptions.ConnectionError, requests.exceptions.Timeout)


class ErrandRefund(models.Model):
    """Money on its way back to a customer, the way it came.

    Written in the transaction that decides it. Online, a first job makes the child
    transaction, a second one sends it. That the provider is asked is committed before
    it is asked: whoever comes after a process that died knows, and asks again only a
    provider that knows a repeat by its key. At the others finance looks first: the
    refund is unclear. What no provider can give back waits for finance too.
    """

    _name = "errand.refund"
    _description = "Refund"
    _order = "id desc"
    _rec_name = "order_id"

    receipt_id = fields.Many2one(
        "errand.receipt", required=True, readonly=True, index=True, ondelete="restrict"
    )
    order_id = fields.Many2one(
        related="receipt_id.order_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="receipt_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="receipt_id.currency_id")
    method = fields.Selection(related="receipt_id.method")
    source_id = fields.Many2one(related="receipt_id.transaction_id", string="Payment")
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
            ("unclear", "Unclear"),
            ("by_hand", "To Pay by Hand"),
            ("done", "Refunded"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        default="queued",
        index=True,
        help="Unclear: the provider was asked, and its answer was lost. Look there "
        "whether the money went back.",
    )
    failure = fields.Char(readonly=True)
    asked_at = fields.Datetime(
        "Asked", readonly=True, help="When the provider was first asked."
    )
    claimed_at = fields.Datetime(
        "Asked Last", readonly=True, help="When a process last set out to ask."
    )
    answered_at = fields.Datetime(
        "Answered", readonly=True, help="When the provider took the request."
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A refund is more than zero."
    )

    @api.model
    def _queue(self, receipt, amount):
        """Give ``amount`` of a receipt back. Call it with the order locked."""
        refund = self.sudo().create(  # decided by moves, never by people
            {"receipt_id": receipt.id, "amount": amount}
        )
        refund._begin()
        return refund

    def _begin(self):
        """Start on the way that the money came. Modules add theirs."""
        self.ensure_one()
        if self.method == "online":
            self.with_delay(identity_key=identity_exact)._prepare()
        else:
            self.state = "by_hand"

    # === ONLINE === #

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
        """Second job: ask the provider, in transactions that know of each other.

        Only the first may be run again by a conflict: what asks, asks once.
        """
        self.ensure_one()
        self.env.flush_all()
        if self._in_fresh(lambda refund: refund._claim()):
            self._in_fresh(lambda refund: refund._ask(), attempts=1)
        self._in_fresh(lambda refund: refund._lock() and refund._follow_transaction())
        self.env.invalidate_all()

    def _in_fresh(self, function, **options):
        """Return ``function(refund)``, run and committed in a cursor of its own."""
        return in_fresh_transaction(
            self.env, lambda env: function(self.with_env(env)), **options
        )

    def _claim(self):
        """Note that the provider is asked now; tell whether we may ask it."""
        self.ensure_one()
        if not self._lock() or self.state != "sent" or self.answered_at:
            return False
        child, now = self.transaction_id, fields.Datetime.now()
        if child.state != "draft":
            return False
        patience = timedelta(minutes=RETRY_MINUTES)
        if self.claimed_at and self.claimed_at > now - patience:
            return False  # another process is at it
        if self.asked_at and not child._errand_knows_repeats(self.asked_at):
            self.state = "unclear"
            return False
        self.write({"asked_at": self.asked_at or now, "claimed_at": now})
        return True

    def _ask(self):
        """Ask the provider for what was claimed, and note what it said."""
        self.ensure_one()
        if not self._lock() or self.state != "sent" or self.answered_at:
            return
        child = self.transaction_id
        child._log_sent_message()
        try:
            child._send_refund_request()
        except UserError as error:  # ValidationError included
            if isinstance(error.__context__, UNANSWERED):
                return
            child._set_error(str(error))  # it said no
        self.answered_at = fields.Datetime.now()

    def _follow_transaction(self):
        """Note how the child transaction ended, if it did."""
        for refund in self:
            child = refund.transaction_id
            if child.state in ("error", "cancel"):
                refund.write({"state": "failed", "failure": child.state_message})
            elif child.state == "done":
                refund.order_id._confirm_refund(refund)

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

    # === ACTIONS === #

    def action_retry(self):
        """Try failed refunds again, each as a new transaction."""
        self.check_access("write")
        for refund in self.filtered(lambda refund: refund.state == "failed"):
            refund.write(
                {
                    "state": "queued",
                    "failure": False,
                    "transaction_id": False,
                    "asked_at": False,
                    "claimed_at": False,
                    "answered_at": False,
                }
            )
            refund._begin()

    def action_arrived(self):
        """Note that finance found unclear refunds at the provider."""
        self.check_access("write")
        for refund in self.filtered(lambda refund: refund.state == "unclear").sudo():
            refund.transaction_id._set_done()
            refund._follow_transaction()

    def action_not_arrived(self):
        """Note that the provider knows nothing of unclear refunds: they failed."""
        self.check_access("write")
        for refund in self.filtered(lambda refund: refund.state == "unclear").sudo():
            refund.transaction_id._set_error(
                self.env._("The provider did not give it back.")
            )
            refund._follow_transaction()

    def action_pay_by_hand(self):
        """Take failed refunds from the provider: finance pays them another way."""
        self.check_access("write")
        failed = self.filtered(lambda refund: refund.state == "failed")
        failed.write({"state": "by_hand"})

    def action_paid_by_hand(self):
        """Note that finance gave the money back themselves."""
        self.check_access("write")
        for refund in self.filtered(lambda refund: refund.state == "by_hand"):
            refund.sudo().order_id._confirm_refund(refund.sudo())
