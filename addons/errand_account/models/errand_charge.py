# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

#: The parts of a charge in the order in which money fills them, and where it stands.
PARTS = (
    ("fee_amount", "escrow"),
    ("tip_amount", "tip"),
    ("goods_amount", "goods"),
    ("debt_amount", "customer_due"),
)


class ErrandCharge(models.Model):
    """What a customer is asked to pay for an order, and how far it is paid.

    The first one, at placing, covers fee, tip and goods; a tip raised later, more
    money for goods and the way back of a parcel are charges of their own.
    """

    _name = "errand.charge"
    _description = "Charge"
    _order = "id"
    _rec_name = "kind"

    order_id = fields.Many2one(
        "errand.order", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    kind = fields.Selection(
        [
            ("order", "Order"),
            ("tip", "Tip"),
            ("goods", "More for goods"),
            ("debt", "Owed afterwards"),
        ],
        required=True,
        readonly=True,
    )
    key = fields.Char(
        required=True, readonly=True, help="What it is for: nothing is asked twice."
    )
    fee_amount = fields.Monetary("Fee", readonly=True)
    tip_amount = fields.Monetary("Tip", readonly=True)
    goods_amount = fields.Monetary("Goods", readonly=True)
    debt_amount = fields.Monetary("Owed", readonly=True)
    amount = fields.Monetary("To Pay", compute="_compute_amount", store=True)
    receipt_ids = fields.One2many("errand.receipt", "charge_id", readonly=True)
    amount_left = fields.Monetary("Left to Pay", compute="_compute_amount_left")
    state = fields.Selection(
        [("due", "To Pay"), ("paid", "Paid"), ("void", "Void")],
        required=True,
        readonly=True,
        default="due",
        index=True,
    )
    expires_at = fields.Datetime(
        readonly=True, index="btree_not_null", help="Nobody waits longer for an answer."
    )
    answer = fields.Selection(
        [("agreed", "Agreed"), ("declined", "Declined"), ("expired", "No Answer")],
        readonly=True,
        help="What the customer said when the courier asked for more goods money.",
    )
    transaction_ids = fields.One2many(
        "payment.transaction", "errand_charge_id", readonly=True
    )

    _asked_once = models.UniqueIndex("(key)", "This was asked for already.")
    _parts_positive = models.Constraint(
        "CHECK (fee_amount >= 0 AND tip_amount >= 0 AND goods_amount >= 0"
        " AND debt_amount >= 0)",
        "Amounts cannot be negative.",
    )

    # === COMPUTE === #

    @api.depends(*(part for part, _account in PARTS))
    def _compute_amount(self):
        for charge in self:
            total = sum(charge[part] for part, _account in PARTS)
            charge.amount = charge.currency_id.round(total)

    @api.depends("amount", "receipt_ids.amount")
    def _compute_amount_left(self):
        for charge in self:
            covered = sum(charge.receipt_ids.mapped("amount"))
            charge.amount_left = charge.currency_id.round(charge.amount - covered)

    # === ASKING === #

    @api.model
    def _ask(self, order, kind, key, **parts):
        """Ask for money, unless the key asked already. The order is locked.

        :param parts: amounts by the names in PARTS
        :return: the charge; empty when there is nothing to pay
        """
        charges_sudo = self.sudo()  # asked for by moves, never by people
        known = charges_sudo.search([("key", "=", key)])
        if known or order.currency_id.is_zero(sum(parts.values())):
            return known
        rounded = {
            part: order.currency_id.round(value) for part, value in parts.items()
        }
        return charges_sudo.create(
            {"order_id": order.id, "kind": kind, "key": key, **rounded}
        )

    def _void(self):
        """Do not ask any more for what is not paid."""
        self.filtered(lambda charge: charge.state == "due").write({"state": "void"})

    def _is_being_paid(self):
        """Tell whether money for it may be under way: it must not change now."""
        on_the_way = ("pending", "authorized", "done")
        return any(
            transaction.state in on_the_way
            for charge in self
            if charge.state == "due"
            for transaction in charge.sudo().transaction_ids
        )

    def _is_payable(self):
        """Tell whether the customer can pay it online now."""
        self.ensure_one()
        order = self.order_id
        in_cash = self.kind == "order" and order.payment_way == "cash"
        return (
            order._is_charge_payable(self)
            and not in_cash
            and not (self.expires_at and self.expires_at <= fields.Datetime.now())
        )

    @api.model
    def _cron_expire(self):
        """Stop waiting for customers who did not answer in time."""
        self.env["ir.cron"]._commit_progress(self._expire())

    @api.model
    def _expire(self):
        """Void the questions that are overdue; return how many."""
        overdue = self.search(
            [("state", "=", "due"), ("expires_at", "<=", fields.Datetime.now())],
            limit=200,
        )
        for charge in overdue:
            charge.order_id._answer_more(charge, "expired")
        return len(overdue)

    # === COVERING === #

    def _allocate(self, amount):
        """Return ledger lines (account, amount, partner) that ``amount`` fills next.

        Money fills the parts in the order of PARTS, after what came before.

        :param amount: at most what is left
        """
        self.ensure_one()
        covered = self.amount - self.amount_left
        lines, partner = [], self.order_id.partner_id
        for part, account in PARTS:
            skipped = min(covered, self[part])
            covered -= skipped
            taken = min(amount, self[part] - skipped)
            amount -= taken
            if not self.currency_id.is_zero(taken):
                lines.append((account, -taken, partner))
        return lines
