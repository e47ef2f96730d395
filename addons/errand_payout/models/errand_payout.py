# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.engine.actor import COURIER, STAFF, Actor
from odoo.addons.errand_base.exceptions import MoveRefused
from odoo.addons.errand_base.models.errand_move_mixin import Transition

REASON_LIMIT = 200
STATES = [
    ("requested", "Requested"),
    ("approved", "Approved"),
    ("paid", "Paid"),
    ("rejected", "Rejected"),
    ("cancelled", "Cancelled"),
]


class ErrandPayout(models.Model):
    """A courier's wish to be paid what they earned, until the money is out (R0.12)."""

    _name = "errand.payout"
    _description = "Payout"
    _inherit = ["errand.move.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char("Number", required=True, readonly=True, copy=False)
    worker_id = fields.Many2one(
        "errand.worker",
        string="Courier",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="worker_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True, readonly=True)
    payee_id = fields.Many2one(
        "errand.payee", string="Paid To", required=True, readonly=True
    )
    way = fields.Selection(related="payee_id.way", store=True)
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        default="requested",
        copy=False,
        index=True,
    )
    reason = fields.Char(
        readonly=True, help="Why it was rejected: the courier reads it."
    )
    requested_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    approved_at = fields.Datetime(readonly=True)
    approved_by_id = fields.Many2one("res.users", readonly=True)
    paid_at = fields.Datetime(readonly=True)
    payment_id = fields.Many2one(
        "account.payment", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    event_ids = fields.One2many("errand.payout.event", "payout_id", readonly=True)

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A payout is more than zero."
    )
    _one_open = models.UniqueIndex(
        "(worker_id) WHERE state = 'requested'",
        "There is an open payout request already.",
    )

    # === STATES === #

    def _transitions(self):
        """Override: see the table in docs/architecture.md."""
        staff, courier = frozenset({STAFF}), frozenset({COURIER})
        requested = frozenset({"requested"})
        return {
            "approved": Transition(requested, staff, ("_check_funds",)),
            "paid": Transition(frozenset({"approved"}), staff),
            "rejected": Transition(frozenset({"requested", "approved"}), staff),
            "cancelled": Transition(requested, courier),
        }

    def _log_moves(self, before, actor, key, reason):
        """Override: payouts have a log of their own."""
        for payout in self:
            payout._log("move", actor, before[payout.id], payout.state, key, reason)

    def _log(self, kind, actor, from_state=None, to_state=None, key=None, reason=None):
        # The log is written for people who may not write it themselves.
        return (
            self.env["errand.payout.event"]
            .sudo()
            .create(
                {
                    "payout_id": self.id,
                    "at": fields.Datetime.now(),
                    "kind": kind,
                    "from_state": from_state,
                    "to_state": to_state,
                    "actor_role": actor.role,
                    "user_id": actor.user_id or False,
                    "worker_id": actor.worker_id or False,
                    "request_key": key,
                    "reason": reason,
                }
            )
        )

    def _moved_by(self, target, actor, key):
        """Override: as above."""
        events = (
            self.env["errand.payout.event"]
            .sudo()  # who repeats a request need not read the log
            .search(
                [
                    ("payout_id", "in", self.ids),
                    ("to_state", "=", target),
                    ("actor_role", "=", actor.role),
                    ("user_id", "=", actor.user_id or False),
                    ("worker_id", "=", actor.worker_id or False),
                    ("request_key", "=", key),
                ]
            )
        )
        return self.browse(events.payout_id.ids) & self

    def _check_funds(self, actor):
        """Refuse what later penalties or cash have eaten up.

        :raise UserError: the courier owes more than is left
        """
        for payout in self:
            left = payout.worker_id._money()["available"]
            if payout.currency_id.compare_amounts(left, 0) < 0:
                raise UserError(
                    self.env._(
                        "%(courier)s owes %(amount)s by now. Reject %(payout)s.",
                        courier=payout.worker_id.name,
                        amount=payout.currency_id.format(-left),
                        payout=payout.name,
                    )
                )

    def _on_moved(self, target, actor, before):
        """Override: the ledger follows."""
        result = super()._on_moved(target, actor, before)
        for payout in self:
            if target == "approved":
                payout._create_payment()
            elif target == "paid":
                payout._book("paid", "receipts")
            else:
                payout._give_back()
        return result

    # === ASKING === #

    @api.model
    def _request(self, worker, amount, payee, key):
        """Ask for a payout: the amount leaves what can be asked for at once.

        :param worker: as superuser
        :param amount: at most what is available
        :raise UserError: too little, too much, or one is open
        """
        worker._claim_money()
        payouts_sudo = self.sudo()  # couriers have no rights on it
        if payouts_sudo.search_count(
            [("worker_id", "=", worker.id), ("state", "=", "requested")], limit=1
        ):
            raise UserError(
                self.env._("You have asked for a payout already. It is being checked.")
            )
        currency = worker.company_id.currency_id
        amount = currency.round(amount)
        self._check_amount(worker, amount)
        payout = payouts_sudo.create(
            {
                "name": self.env["ir.sequence"].sudo().next_by_code("errand.payout"),
                "worker_id": worker.id,
                "amount": amount,
                "payee_id": payee.id,
            }
        )
        worker._net_cash(f"payout:{payout.id}")
        payout._book("requested", "courier_payable")
        payout._log("move", worker._actor(), None, "requested", key)
        return payout

    @api.model
    def _check_amount(self, worker, amount):
        currency = worker.company_id.currency_id
        available = worker._money()["available"]
        minimum = worker.company_id.errand_payout_minimum
        if currency.compare_amounts(amount, max(minimum, currency.rounding)) < 0:
            raise UserError(
                self.env._("The least to be paid out is %s.", currency.format(minimum))
            )
        if currency.compare_amounts(amount, available) > 0:
            raise UserError(
                self.env._(
                    "Not more than %s can be paid out now.",
                    currency.format(max(0.0, available)),
                )
            )

    # === LEDGER === #

    def _book(self, step, account):
        """Book one step: into flight when requested, out of it when paid."""
        self.ensure_one()
        partner = self.worker_id.partner_id
        sign = -1 if step == "requested" else 1
        self.env["errand.ledger.entry"]._post(
            self.env["errand.order"],
            "payout",
            f"payout:{self.id}:{step}",
            [
                ("payout_in_flight", sign * self.amount, partner),
                (account, -sign * self.amount, partner),
            ],
            company=self.company_id,
        )

    def _give_back(self):
        """Undo what the request took, and the payment that was prepared."""
        self.ensure_one()
        self._book("back", "courier_payable")
        if self.payment_id.state == "draft":
            self.payment_id.action_cancel()

    # === PAYMENT === #

    def _create_payment(self):
        """Prepare the payment of the books; it is posted when the money is sent."""
        self.ensure_one()
        books = self.env["errand.book.account"]
        payments = self.env["account.payment"].sudo()  # finance need not be accountants
        payment = payments.with_company(self.company_id).create(
            {
                "payment_type": "outbound",
                "partner_type": "supplier",
                "partner_id": self.worker_id.partner_id.commercial_partner_id.id,
                "amount": self.amount,
                "currency_id": self.currency_id.id,
                "journal_id": self.company_id._get_errand_payout_journal().id,
                "memo": self.name,
                "destination_account_id": books._account(
                    self.company_id, "payout_in_flight"
                ).id,
            }
        )
        if not payment.outstanding_account_id:
            # Without one there would be no journal entry at all.
            payment.outstanding_account_id = payment._get_outstanding_account(
                "outbound"
            )
        self.payment_id = payment

    # === ACTIONS === #

    def _staff(self):
        """Return who acts.

        :raise AccessError: not finance, who alone may read payouts
        """
        self.check_access("read")
        return Actor(STAFF, user_id=self.env.uid)

    def action_approve(self):
        """Approve what was asked for: a payment is prepared for each."""
        self._move_to(
            "approved",
            actor=self._staff(),
            approved_at=fields.Datetime.now(),
            approved_by_id=self.env.uid,
        )

    def action_pay(self):
        """Say that the money was sent: the payments are posted."""
        self._staff()
        refused = self.filtered(lambda payout: payout.state != "approved")
        if refused:
            raise MoveRefused(refused._refused_message("paid"))
        # As above: not accountants. Posting moves the payouts.
        self.sudo().payment_id.action_post()

    def _reject(self, reason):
        """Reject, with a reason that the courier reads."""
        reason = (reason or "").strip()[:REASON_LIMIT]
        if not reason:
            raise UserError(self.env._("Write why: the courier reads it."))
        self._move_to("rejected", actor=self._staff(), reason=reason)
        self.sudo().write({"reason": reason})  # finance has checked rights above

    def action_ask_reason(self):
        """Ask why these payouts are rejected."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_payout.errand_payout_reject_action"
        )
        action["context"] = {"default_payout_ids": self.ids}
        return action

    def action_show_account(self):
        """Show the full account, and log who looked."""
        self.ensure_one()
        self._log("look", self._staff())
        holder, account = self.payee_id._reveal()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"title": holder, "message": account, "sticky": True},
        }

    def action_open_payment(self):
        """Open the payment of the books."""
        self.ensure_one()
        return self.payment_id._get_records_action()

    # === FOR THE COURIER === #

    def _card(self):
        """Return what its courier sees of a payout."""
        self.ensure_one()
        return {
            "id": self.id,
            "number": self.name,
            "amount": self.amount,
            "state": self.state,
            "reason": self.reason or "",
            "way": self.way,
            "account": self.payee_id.account_masked or "",
            "at": f"{self.requested_at.isoformat(timespec='seconds')}Z",
        }
