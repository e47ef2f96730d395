# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: Ledger account to the name under which people know it, and its sign for them.
MONEY = {
    "courier_pending": ("pending", -1),
    "courier_payable": ("payable", -1),
    "cash": ("cash", 1),
    "payout_in_flight": ("in_flight", -1),
}


class ErrandWorker(models.Model):
    """What a courier has earned, holds in cash, and can be paid."""

    _inherit = "errand.worker"

    currency_id = fields.Many2one(related="company_id.currency_id")
    money_claims = fields.Integer(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="Written by whoever spends this courier's money: two at once cannot.",
    )
    available_amount = fields.Monetary(
        "Can Be Paid Out",
        compute="_compute_money",
        groups="errand_base.group_finance",
    )
    payable_amount = fields.Monetary(
        "Credited", compute="_compute_money", groups="errand_base.group_finance"
    )
    pending_amount = fields.Monetary(
        "Not Confirmed", compute="_compute_money", groups="errand_base.group_finance"
    )
    cash_amount = fields.Monetary(
        "Cash Held", compute="_compute_money", groups="errand_base.group_finance"
    )

    def _compute_money(self):
        amounts = self._amounts()
        for worker in self:
            money = amounts[worker.id]
            worker.available_amount = money["available"]
            worker.payable_amount = money["payable"]
            worker.pending_amount = money["pending"]
            worker.cash_amount = money["cash"]

    # === BALANCES === #

    def _money(self):
        """Return what this courier has: pending, payable, cash, in_flight, available.

        Available is what is credited less the cash that they hold; below zero they owe.
        """
        self.ensure_one()
        return self._amounts()[self.id]

    def _amounts(self):
        """Return worker id to their money, as ``_money``, in one query."""
        groups = (
            self.env["errand.ledger.line"]
            .sudo()  # couriers and dispatch ask, who have no rights on the ledger
            ._read_group(
                [
                    ("partner_id", "in", self.partner_id.ids),
                    ("account", "in", list(MONEY)),
                    ("company_id", "in", self.company_id.ids),
                ],
                ["partner_id", "company_id", "account"],
                ["amount:sum"],
            )
        )
        sums = {
            (partner.id, company.id, account): amount
            for partner, company, account, amount in groups
        }
        result = {}
        for worker in self:
            place = (worker.partner_id.id, worker.company_id.id)
            currency = worker.company_id.currency_id
            money = {
                name: currency.round(sign * sums.get((*place, account), 0.0)) + 0.0
                for account, (name, sign) in MONEY.items()
            }
            money["available"] = currency.round(money["payable"] - money["cash"])
            result[worker.id] = money
        return result

    # === SPENDING === #

    def _claim_money(self):
        """Let nobody else spend this courier's money in this moment.

        A lock alone would not do: whoever waited for it still reads the balance of
        before. Writing makes the database refuse the later one, whose request is run
        again by Odoo with what is true then.
        """
        self.ensure_one()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE errand_worker SET money_claims = COALESCE(money_claims, 0) + 1"
                " WHERE id = %s",
                self.id,
            )
        )

    def _net_cash(self, key):
        """Set off what is credited against the cash that the courier holds.

        Call it after ``_claim_money``.

        :param key: of what asks for it; once per key
        """
        self.ensure_one()
        money = self._money()
        amount = min(money["payable"], money["cash"])
        if self.company_id.currency_id.compare_amounts(amount, 0) <= 0:
            return
        self.env["errand.ledger.entry"]._post(
            self.env["errand.order"],
            "netting",
            f"netting:{key}",
            [
                ("courier_payable", amount, self.partner_id),
                ("cash", -amount, self.partner_id),
            ],
            company=self.company_id,
        )

    def action_net_cash(self):
        """Set off credit against cash, for these couriers."""
        self.env["errand.payout"].check_access("read")  # finance alone
        for worker in self.sudo():  # finance need not read workers' claims
            worker._claim_money()
            count = self.env["errand.ledger.entry"].sudo()
            number = count.search_count([("kind", "=", "netting")])
            worker._net_cash(f"worker:{worker.id}:{number}")

    # === CASH LIMIT === #

    def _cash_room(self):
        """Return worker id to how much more cash they may take, in one query.

        Counted is the cash that their credit does not cover; below zero they hold too
        much already.
        """
        amounts = self._amounts()
        return {
            worker.id: worker.company_id.currency_id.round(
                worker.company_id.errand_cash_limit
                - max(0.0, -amounts[worker.id]["available"])
            )
            for worker in self
        }

    def _may_take_cash(self, amount=0.0):
        """Tell whether this courier may take an order that is paid in cash.

        :param amount: what they would take
        """
        self.ensure_one()
        room = self._cash_room()[self.id]
        return self.company_id.currency_id.compare_amounts(amount, room) <= 0

    def _check_may_take_cash(self, order):
        """Refuse a courier who holds too much cash already.

        :raise UserError: says what to do
        """
        if order.payment_way == "cash" and not self._may_take_cash(
            order._amount_to_pay()
        ):
            raise UserError(
                self.env._(
                    "You hold too much cash for this errand. Hand it in at your branch "
                    "first."
                )
            )

    # === SCREENS === #

    @api.model
    def _payout_state(self, worker):
        """Return what the courier's payout screen shows."""
        company = worker.company_id
        payouts = self.env["errand.payout"].sudo()  # their own, as a whitelist
        recent = payouts.search([("worker_id", "=", worker.id)], limit=5)
        payee = recent[:1].payee_id
        return {
            "money": worker._money(),
            "cash_limit": company.errand_cash_limit,
            "minimum": company.errand_payout_minimum,
            "has_open": any(payout.state == "requested" for payout in recent),
            "payouts": [payout._card() for payout in recent],
            "payee": {
                "id": payee.id,
                "way": payee.way,
                "holder": payee.holder_masked,
                "account": payee.account_masked,
            }
            if payee.account_masked
            else None,
        }
